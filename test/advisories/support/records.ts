/** A small valid OSV record of npm; `fields` replace or add to its own. */
export function record(id: string, fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    schema_version: '1.7.0',
    id,
    modified: '2026-01-02T03:04:05Z',
    published: '2026-01-01T00:00:00Z',
    summary: `summary of ${id}`,
    affected: [affected('npm', 'left-pad', [{ introduced: '0' }, { fixed: '1.3.0' }])],
    ...fields,
  };
}

export type Event = Readonly<Record<string, string>>;

export function affected(
  ecosystem: string,
  name: string,
  events: readonly Event[],
  fields: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return { package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events }], ...fields };
}
