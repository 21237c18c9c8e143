import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readInputs } from '../../action/inputs.ts';
import { run } from '../../action/run.ts';
import { systemClock } from '../../src/model/time.ts';
import { actionFile, declaredDefaults, interfaceTables } from './action-file.ts';
import { report } from './sample.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/action.md'), 'utf8');

describe('docs/action.md', () => {
  test('has the inputs and outputs of action.yml', () => {
    const [, between] = /<!-- inputs and outputs -->\n([\s\S]*?)\n<!-- end -->/.exec(page) ?? [];
    expect(between?.trim()).toBe(interfaceTables());
  });

  test('shows workflows that are YAML, use declared inputs only, and pin what they use by hash', () => {
    const workflows = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text ?? '');
    expect(workflows.length).toBeGreaterThan(0);
    for (const text of workflows) {
      const parsed: unknown = parse(text);
      const steps = stepsOf(parsed);
      for (const { uses, with: given } of steps) {
        expect(uses).toMatch(/@(?:[0-9a-f]{40}|HASH)$/);
        if (!uses?.startsWith('OWNER/REPO@')) continue;
        expect(Object.keys(given ?? {}).filter((name) => !(name in actionFile().inputs))).toEqual([]);
      }
    }
  });
});

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** Every step with `uses`, wherever it stands in the document. */
function stepsOf(node: unknown): Step[] {
  if (Array.isArray(node)) return node.flatMap(stepsOf);
  if (typeof node !== 'object' || node === null) return [];
  const own = 'uses' in node ? [node as Step] : [];
  return [...own, ...Object.values(node).flatMap(stepsOf)];
}

describe('action.yml', () => {
  test('declares the inputs that are read, and no other', () => {
    const asked = new Set<string>();
    readInputs(
      (name) => {
        asked.add(name);
        return { ...declaredDefaults(), image: 'a', attest: 'true', key: 'k' }[name] ?? '';
      },
      () => false,
    );
    expect([...asked].sort()).toEqual(Object.keys(actionFile().inputs).sort());
  });

  test('declares the outputs that are set, and no other', async () => {
    const inputs = readInputs(
      (name) => ({ ...declaredDefaults(), image: 'a' })[name] ?? '',
      () => false,
    );
    const steps = {
      checkpoint: async () => ({ report: report({}), rendered: [], exitCode: 0 as const }),
      everyPlatform: () => Promise.reject(new Error('one platform is asked for')),
      fillDatabase: async () => '',
    };
    const { outputs } = await run(inputs, steps, {
      env: {},
      http: { request: () => Promise.reject(new Error('nothing is fetched here')) },
      clock: systemClock({ SOURCE_DATE_EPOCH: '0' }),
    });
    expect(Object.keys(outputs).sort()).toEqual(Object.keys(actionFile().outputs).sort());
  });

  test('runs the bundle on Node 24', () => {
    expect(actionFile().runs).toEqual({ using: 'node24', main: 'action/dist/index.js' });
  });
});
