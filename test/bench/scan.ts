import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DebianImage, debianImage, debianImageTimesFour } from '../interop/support/debian-image.ts';
import { bounded, type Figure, figure, median, type Run, run, runNode } from './measure.ts';

const rounds = 5;
const megabyte = 1024 * 1024;

/** Cold and warm scans of real Debian images against `gzip -dc LAYER | sha256sum`, in turn, whole processes. */
export async function scanFigures(program: string, database: string): Promise<readonly Figure[]> {
  const one = await measure(await debianImage(), program, database);
  const four = await measure(await debianImageTimesFour(), program, database);
  return [
    figure('gzip -dc LAYER | sha256sum, median', `${one.reference.seconds.toFixed(2)} s`),
    bounded('cold scan ÷ gzip | sha256sum, Debian minbase', one.cold.seconds / one.reference.seconds, 1.2),
    bounded('scan from the layer cache ÷ cold scan', one.warm.seconds / one.cold.seconds, 0.2),
    bounded('peak memory of a cold scan', one.cold.peakBytes / megabyte, 250, 'MiB'),
    bounded(
      'cold scan ÷ gzip | sha256sum, layer four times as large',
      four.cold.seconds / four.reference.seconds,
      1.2,
    ),
    bounded('peak memory, layer four times as large ÷ once', four.cold.peakBytes / one.cold.peakBytes, 1.2),
  ];
}

async function measure(
  image: DebianImage,
  program: string,
  database: string,
): Promise<{ readonly reference: Run; readonly cold: Run; readonly warm: Run }> {
  const runs = { reference: [] as Run[], cold: [] as Run[], warm: [] as Run[] };
  for (let round = 0; round <= rounds; round++) {
    const cache = mkdtempSync(join(tmpdir(), 'sekisho-bench-'));
    const env = { ...process.env, SEKISHO_CACHE_DIR: cache };
    const args = [program, 'scan', `oci:${image.layout}:${image.tag}`, '--db', database, '--format', 'json'];
    const reference = await run('sh', ['-c', 'gzip -dc "$1" | sha256sum', 'sh', image.layerFile]);
    const cold = await runNode(args, env);
    const warm = await runNode(args, env);
    rmSync(cache, { recursive: true });
    for (const { code } of [cold, warm]) {
      if (code !== 0) throw new Error(`a scan of ${image.layout} ended with exit code ${code}`);
    }
    // The first round warms the page cache and is not counted.
    if (round === 0) continue;
    runs.reference.push(reference);
    runs.cold.push(cold);
    runs.warm.push(warm);
  }
  return { reference: median(runs.reference), cold: median(runs.cold), warm: median(runs.warm) };
}
