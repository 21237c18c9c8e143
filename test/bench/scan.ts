import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder } from '../interop/support/data.ts';
import {
  type DebianImage,
  type DebianKind,
  debianImage,
  debianImageInTwoLayers,
  debianImageTimesFour,
  debianKinds,
} from '../interop/support/debian-image.ts';
import { peer } from '../interop/support/peers.ts';
import { bounded, boundedBelow, type Figure, figure, median, type Run, run, runNode } from './measure.ts';

/** SEKISHO_BENCH_ROUNDS: fewer for a glance, more on a machine that does other things too. */
const rounds = Number(process.env.SEKISHO_BENCH_ROUNDS ?? 5);
/** Searching a tree for secrets takes gitleaks about a minute. */
const slowRounds = 1;
const megabyte = 1_000_000;

/**
 * Scans of one real Debian image against `gzip -dc LAYER | sha256sum` and against other programs that look into
 * images, in turn, whole processes.
 * @param program the built command line
 * @param database the advisories that osv-scanner gets too
 */
export async function scanFigures(
  kind: DebianKind,
  program: string,
  database: string,
): Promise<readonly Figure[]> {
  const image = await debianImage(kind);
  const scans = scansOf(image, program, database);
  const own = await inTurn(rounds, {
    reference: () => run('sh', ['-c', 'gzip -dc "$1" | sha256sum', 'sh', image.layerFile]),
    cold: scans.cold,
    warm: scans.warm,
    packages: scans.packages,
    node: () => runNode(['-e', '0']),
    syft: () => runSyft(image),
    osvScanner: () => runOsvScanner(image),
  });
  const { reference, cold, packages, warm, node, syft, osvScanner } = own;
  const startMs = (warm.seconds - node.seconds) * 1000;
  scans.close();
  return [
    figure('gzip -dc LAYER | sha256sum, median', `${reference.seconds.toFixed(2)} s`),
    bounded('cold scan ÷ gzip | sha256sum', cold.seconds / reference.seconds, 1),
    bounded('packages only ÷ gzip | sha256sum', packages.seconds / reference.seconds, 0.8),
    bounded('scan of a known image − node -e 0', startMs, 100, 'ms'),
    bounded('cold scan ÷ syft, which looks for packages only', cold.seconds / syft.seconds, 0.5),
    bounded('cold scan ÷ osv-scanner, same advisories', cold.seconds / osvScanner.seconds, 0.25),
    bounded('peak memory of a cold scan', cold.peakBytes / megabyte, 200, 'MB'),
    bounded('peak memory of a scan of a known image', warm.peakBytes / megabyte, 200, 'MB'),
    bounded('peak memory ÷ syft', cold.peakBytes / syft.peakBytes, 1),
    bounded('peak memory ÷ osv-scanner', cold.peakBytes / osvScanner.peakBytes, 1),
  ];
}

/** A cold scan against gitleaks on the tree the layer was made of. */
export async function secretsFigures(
  kind: DebianKind,
  program: string,
  database: string,
): Promise<readonly Figure[]> {
  const image = await debianImage(kind);
  const scans = scansOf(image, program, database);
  const { cold, gitleaks } = await inTurn(slowRounds, {
    cold: scans.cold,
    gitleaks: () => expecting(runGitleaks(image), [0]),
  });
  scans.close();
  return [bounded(`cold scan ÷ gitleaks on the tree, ${kind}`, cold.seconds / gitleaks.seconds, 0.05)];
}

/** The same files in two layers, and four times the files in one. */
export async function layerFigures(program: string, database: string): Promise<readonly Figure[]> {
  const cold = async (image: DebianImage): Promise<{ scan: () => Promise<Run>; close: () => void }> => {
    const scans = scansOf(image, program, database);
    return { scan: scans.cold, close: scans.close };
  };
  const images = {
    one: await cold(await debianImage('servers')),
    two: await cold(await debianImageInTwoLayers()),
    small: await cold(await debianImage()),
    large: await cold(await debianImageTimesFour()),
  };
  const { one, two, small, large } = await inTurn(rounds, {
    one: images.one.scan,
    two: images.two.scan,
    small: images.small.scan,
    large: images.large.scan,
  });
  for (const { close } of Object.values(images)) close();
  return [
    boundedBelow(
      'processors that a cold scan of two layers keeps busy',
      two.processorSeconds / two.seconds,
      1.5,
    ),
    bounded('cold scan of two layers ÷ of one with the same files', two.seconds / one.seconds, 0.75),
    bounded('peak memory of two layers', two.peakBytes / megabyte, 200, 'MB'),
    bounded('peak memory, layer four times as large ÷ once', large.peakBytes / small.peakBytes, 1.2),
  ];
}

/** The seconds of a cold scan of each image. */
export async function coldSeconds(
  program: string,
  database: string,
): Promise<ReadonlyMap<DebianKind, number>> {
  const seconds = new Map<DebianKind, number>();
  for (const kind of debianKinds) {
    const scans = scansOf(await debianImage(kind), program, database);
    const { cold } = await inTurn(rounds, { cold: scans.cold });
    scans.close();
    seconds.set(kind, cold.seconds);
  }
  return seconds;
}

function scansOf({ layout, tag }: DebianImage, program: string, database: string) {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-bench-'));
  const env = { ...process.env, SEKISHO_CACHE_DIR: folder };
  const scan = (...more: readonly string[]): Promise<Run> =>
    expecting(
      runNode([program, 'scan', `oci:${layout}:${tag}`, '--db', database, '--format', 'json', ...more], env),
      [0],
    );
  // The compile cache stays: a program that was never started before is another question.
  const forgetLayers = (): void => rmSync(join(folder, 'layers'), { recursive: true, force: true });
  return {
    cold: () => {
      forgetLayers();
      return scan();
    },
    warm: () => scan(),
    packages: () => {
      forgetLayers();
      return scan('--only', 'packages');
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}

function runSyft({ layout }: DebianImage): Promise<Run> {
  const env = { ...process.env, SYFT_CHECK_FOR_APP_UPDATE: 'false' };
  return expecting(run(peer('syft'), ['scan', `oci-dir:${layout}`, '--output', 'syft-json'], env), [0]);
}

/** Its own folder layout, over the advisories that our database was made of. 1 stands for findings. */
async function runOsvScanner({ archive }: DebianImage): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-bench-'));
  try {
    mkdirSync(join(folder, 'db'));
    symlinkSync(join(dataFolder(), 'osv'), join(folder, 'db', 'osv-scalibr'));
    const args = ['--offline', '--local-db-path', join(folder, 'db'), '--format', 'json'];
    return await expecting(
      run(peer('osv-scanner'), ['scan', 'image', ...args, '--archive', archive]),
      [0, 1],
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runGitleaks({ rootfs }: DebianImage): Promise<Run> {
  return run(peer('gitleaks'), ['dir', rootfs, '--no-banner', '--exit-code', '0']);
}

async function expecting(running: Promise<Run>, codes: readonly number[]): Promise<Run> {
  const done = await running;
  if (!codes.includes(done.code)) throw new Error(`a run ended with exit code ${done.code}`);
  return done;
}

/** The median run of each; the first round warms the page cache, and is not counted. */
async function inTurn<Names extends string>(
  times: number,
  contenders: Readonly<Record<Names, () => Promise<Run>>>,
): Promise<Readonly<Record<Names, Run>>> {
  const names = Object.keys(contenders) as Names[];
  const runs = new Map(names.map((name): [Names, Run[]] => [name, []]));
  // A single run is of something so slow that the page cache does not matter.
  for (let round = times > 1 ? 0 : 1; round <= times; round++) {
    for (const name of names) {
      const measured = await contenders[name]();
      if (round > 0) runs.get(name)?.push(measured);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(runs.get(name) ?? [])])) as Record<Names, Run>;
}
