/**
 * The keys that an object has, in the order in which they are written. Said here beside the schema, which a test holds
 * it against: to load the schema takes longer than to write a report.
 */
export interface Shape {
  readonly keys: readonly Key[];
  readonly names: ReadonlySet<string>;
}

interface Key {
  readonly name: string;
  readonly optional: boolean;
  /** Of its value, or of the items of its value, where those are objects. */
  readonly shape: Shape | undefined;
}

/** @param text the keys, parted by blanks; `?` after those that may be missing */
function shape(text: string, inner: Readonly<Record<string, Shape>> = {}): Shape {
  const keys = text.split(' ').map((word): Key => {
    const name = word.replace('?', '');
    return { name, optional: name !== word, shape: inner[name] };
  });
  return { keys, names: new Set(keys.map(({ name }) => name)) };
}

const finding = shape(
  'id kind rule aliases? severity severitySource? title package? packageName? installed? fixedIn? fixState? ' +
    'knownExploited? epss? cvss? publishedAt? fixedAt? path? line? layer origin? change? fixedByBase? url? remedy? ' +
    'status suppressedBy?',
  { suppressedBy: shape('file format status justification? statement? author? statedAt?') },
);

const tool = shape('name version');

const packages = shape('purl name version type architecture? source? layer foundIn? ownedBy? files?', {
  source: shape('name version'),
});

const executables = shape(
  'path sha256 size mode uid gid user? group? capabilities? kind interpreter? machine? bits? static? pie? relro? ' +
    'executableStack? package? layer',
);

/** Of the items of the lists of a report that are as long as the image has files. */
export const longListShapes = { packages, executables } as const;

export const reportShape: Shape = shape(
  'schemaVersion tool scannedAt image base? os packages findings executables advisories only? complete problems ' +
    'compliance baseline? verdict',
  {
    tool,
    image: shape('reference digest platform layers', {
      layers: shape('diffId digest? size? createdBy?'),
    }),
    base: shape('reference digest? layers how newer?'),
    os: shape('id versionId? name?'),
    packages,
    findings: finding,
    executables,
    advisories: shape('builtAt digest warning?'),
    compliance: shape('catalog control title result why findings'),
    baseline: shape('reference digest new unchanged gone', { gone: finding }),
    verdict: shape('outcome policy listed? reasons waived notActedOn judgedAt', {
      policy: shape('digest rule mode'),
      reasons: shape('code message finding?'),
      waived: shape('finding until reason owner'),
    }),
  },
);

export const indexReportShape: Shape = shape(
  'schemaVersion tool scannedAt index platforms complete outcome reports',
  {
    tool,
    index: shape('reference digest'),
    platforms: shape('platform digest complete outcome open'),
    reports: reportShape,
  },
);
