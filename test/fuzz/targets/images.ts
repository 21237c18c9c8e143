import type { AdvisoryDatabase } from '../../../src/advisories/database.ts';
import { accountReaders, accountsOf } from '../../../src/image/accounts.ts';
import { executableReader, executablesOf } from '../../../src/image/executables.ts';
import type { FileView } from '../../../src/image/file-view.ts';
import type { Image } from '../../../src/image/image.ts';
import { walk } from '../../../src/image/walk.ts';
import { sha256 } from '../../../src/model/digest.ts';
import { type ImageConfig, parseImageConfig } from '../../../src/model/manifest.ts';
import { parseImageName } from '../../../src/model/reference.ts';
import { runtimePolicySchema } from '../../../src/model/runtime-policy.ts';
import { scanReportSchema } from '../../../src/model/scan-report-schema.ts';
import { deriveRuntimePolicy } from '../../../src/runtime/derive.ts';
import { scanReaders } from '../../../src/scan/inventory.ts';
import { scanImage } from '../../../src/scan/scan.ts';
import { buildImage } from '../../fakes/images.ts';
import { chunks } from '../../fakes/layers.ts';
import { bytesOf } from '../../fakes/manifests.ts';
import { file, tar, tarMember } from '../../fakes/tar.ts';
import { textReader } from '../../image/walked.ts';
import { readerSeeds } from '../reader-seeds.ts';
import { repairTar, tarSeeds } from '../tar-seeds.ts';
import type { Seed, Target } from '../target.ts';

function imageOf(archives: readonly Buffer[], chunkBytes: number): Pick<Image, 'layers'> {
  return { layers: archives.map((bytes) => ({ diffId: null, open: async () => chunks(bytes, chunkBytes) })) };
}

/** What must hold of any view: every file is in a directory, by a clean path. */
function checkView(view: FileView): void {
  for (const [path] of view.entries()) {
    const slash = path.lastIndexOf('/');
    const parent = slash < 0 ? view.get('') : view.get(path.slice(0, slash));
    if (parent?.type !== 'directory') throw new Error('a file is in something that is no directory');
    if (path.split('/').some((part) => part === '' || part === '.' || part === '..'))
      throw new Error('a path of the view is not clean');
    view.resolve(path);
  }
}

const config = parseImageConfig(buildImage([]).config);

const diffIds = ['a', 'b'].map((text) => sha256(text));
const configuration = bytesOf({
  architecture: 'amd64',
  os: 'linux',
  created: '2026-01-01T00:00:00Z',
  config: {
    User: 'a:1000',
    Env: ['PATH=/usr/bin:/bin', 'AWS_SECRET_ACCESS_KEY=x', 'HTTP_PROXY=http://a:b@c'],
    Entrypoint: ['/bin/sh', '-c'],
    Cmd: ['exec a --token=b'],
    WorkingDir: '/srv/a',
    ExposedPorts: { '8080/tcp': {}, '53/udp': {} },
    Volumes: { '/data': {} },
    Labels: { 'org.opencontainers.image.base.name': 'b:1', a: 'b' },
    Healthcheck: { Test: ['CMD-SHELL', 'curl -u a:b http://c'], Interval: 30_000_000_000 },
    StopSignal: 'SIGTERM',
  },
  rootfs: { type: 'layers', diff_ids: diffIds },
  history: [
    { created_by: '/bin/sh -c #(nop) ADD file:abc in / ' },
    { created_by: 'RUN |1 TOKEN=x /bin/sh -c apt-get update && curl -u a:b http://c # buildkit' },
    { created_by: 'ENV PASSWORD=abcdef', empty_layer: true },
  ],
});

const lower = tar(
  ...['a', 'b', 'd/a', 'd/e/b', 'usr/lib/a', 'lib/a', 'etc/a', 'c'].map((path) => file(path, '0')),
);

/** What is derived from an image of these files has to be a policy. */
function checkRuntimePolicy(view: FileView, of: ImageConfig): void {
  const policy = deriveRuntimePolicy({
    image: { name: 'example/a', digest: sha256(''), platform: 'linux/amd64' },
    config: of,
    view,
    executables: executablesOf(view, new Map()),
    accounts: accountsOf(view),
  });
  runtimePolicySchema.parse(policy);
}

/** Started as a user of its own. */
const withUser: ImageConfig = { ...config, config: { User: '1000:1000', Cmd: ['a'] } };

/** A mutated layer on top of an ordinary one. */
const layers: Target = {
  name: 'layers',
  seeds: tarSeeds,
  repair: repairTar,
  async read(input, _, pass) {
    const view = await walk(imageOf([lower, input, lower], pass === 0 ? 65_536 : 513), [
      textReader,
      executableReader,
      ...accountReaders,
    ]);
    checkView(view);
    checkRuntimePolicy(view, withUser);
    for (const { path } of view.facts(textReader))
      if (view.get(path)?.type !== 'file') throw new Error('a fact is of something that is no file');
    return [[...view.entries()], view.facts(textReader), view.problems];
  },
};

function layerOf(files: ReadonlyMap<string, Buffer>): Buffer {
  return tar(...[...files].map(([path, bytes]) => file('x', bytes, { mode: 0o755, pax: { path } })));
}

let allSeeds: readonly (readonly Seed[])[] | undefined;

function scanSeeds(): readonly (readonly Seed[])[] {
  allSeeds ??= scanReaders.map(readerSeeds);
  return allSeeds;
}

let ordinary: Buffer | undefined;

/** A layer that has something for every reader. */
function ordinaryLayer(): Buffer {
  ordinary ??= layerOf(
    new Map(
      scanSeeds()
        .flatMap((seeds) => seeds.slice(0, 3))
        .filter(({ bytes }) => bytes.length < 32 * 1024)
        .map(({ path = 'x', bytes }) => [path, bytes] as const),
    ),
  );
  return ordinary;
}

const nothingKnown: AdvisoryDatabase = {
  info: {
    path: '',
    builtAt: '2026-01-01T00:00:00Z',
    newestRecordAt: '2026-01-01T00:00:00Z',
    digest: sha256(''),
    ecosystems: [],
    knownExploited: 0,
    epss: 0,
  },
  match: () => ({ findings: [], unmatched: [], unversioned: [], problems: [] }),
  close() {},
};

/** A whole scan of an image with one mutated file, with a database that knows nothing: its report has to be one. */
const scan: Target = {
  name: 'scan',
  get seeds() {
    return scanSeeds().flatMap((seeds) => seeds.slice(0, 40));
  },
  read(input, seed, pass) {
    const upper = tarMember(file('x', input, { mode: 0o4755, pax: { path: seed.path ?? 'x' } }));
    return scanned(config, imageOf([ordinaryLayer(), upper], pass === 0 ? 65_536 : 1021));
  },
};

/** Its report has to be one. */
async function scanned(of: ImageConfig, layersOf: Pick<Image, 'layers'>): Promise<unknown> {
  const image: Image = {
    ...layersOf,
    name: parseImageName('example/a'),
    reference: 'example/a',
    repository: 'a',
    digest: null,
    platform: { os: 'linux', architecture: 'amd64' },
    config: of,
    async close() {},
  };
  const options = {
    advisories: nothingKnown,
    now: Date.UTC(2026, 0, 1),
    toolVersion: '0.0.0',
    // A scan survives it, and its maker should not.
    onMistake(error: unknown) {
      throw error;
    },
  };
  const { view, report, decidedRules } = await scanImage(image, options);
  const files = await view();
  checkView(files);
  checkRuntimePolicy(files, of);
  scanReportSchema.parse(report);
  for (const sentence of report.problems)
    if (/\p{Cc}/u.test(sentence)) throw new Error('a problem is not printable');
  return [report, decidedRules];
}

const small = tar(file('bin/sh', '#!/bin/a'), file('etc/passwd', 'root:x:0:0:::\na:x:1000:1000:::/bin/sh\n'));

/** The same of an image with a mutated configuration. */
const scanOfConfig: Target = {
  name: 'scan-config',
  seeds: [{ name: 'a configuration', bytes: configuration }],
  read: (input) => scanned(parseImageConfig(input), imageOf([small, small], 65_536)),
};

export const imageTargets: readonly Target[] = [layers, scan, scanOfConfig];
