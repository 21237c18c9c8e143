import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { executableReader, executablesOf } from '../../src/image/executables.ts';
import { walk } from '../../src/image/walk.ts';
import { decompress } from '../../src/io/decompress.ts';
import { fileChunks } from '../../src/io/file-chunks.ts';
import { verified } from '../../src/io/verify.ts';
import { parseDigest } from '../../src/model/digest.ts';
import { bounded, type Figure, figure, median, printFigures, type Run, run, runNode } from './measure.ts';

/**
 * `node test/bench/walk.ts LAYER.tar.gz`: the walk alone (both digests and the executables, nothing else) against
 * `gzip -dc LAYER | sha256sum`, in turn, as whole processes.
 */
const rounds = 7;
const megabyte = 1024 * 1024;

export async function walkFigures(layerFile: string): Promise<readonly Figure[]> {
  const runs = { reference: [] as Run[], walk: [] as Run[] };
  const digests = [await digestOf(createReadStream(layerFile)), await digestOf(unpacked(layerFile))];
  for (let round = 0; round <= rounds; round += 1) {
    const reference = await run('sh', ['-c', 'gzip -dc "$1" | sha256sum', 'sh', layerFile]);
    const once = await runNode([import.meta.filename, '--once', layerFile, ...digests]);
    if (once.code !== 0) throw new Error(`the walk of ${layerFile} ended with exit code ${once.code}`);
    // The first round warms the page cache and is not counted.
    if (round === 0) continue;
    runs.reference.push(reference);
    runs.walk.push(once);
  }
  const [reference, walked] = [median(runs.reference), median(runs.walk)];
  return [
    figure('gzip -dc LAYER | sha256sum, median', `${reference.seconds.toFixed(2)} s`),
    figure('walk with its process, median', `${walked.seconds.toFixed(2)} s`),
    bounded('walk ÷ gzip | sha256sum', walked.seconds / reference.seconds, 0.7),
    bounded('peak memory of the walk', walked.peakBytes / megabyte, 200, 'MiB'),
  ];
}

function unpacked(layerFile: string): AsyncIterable<Buffer> {
  return decompress(fileChunks(layerFile, 0, statSync(layerFile).size), { what: layerFile });
}

async function digestOf(source: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of source) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}

/** What is measured: one layer, every byte of it checked. */
async function walkOnce(layerFile: string, digest: string, diffId: string): Promise<void> {
  const size = statSync(layerFile).size;
  const blob = { digest: parseDigest(digest), size };
  const open = async () => verified(fileChunks(layerFile, 0, size), blob);
  const view = await walk({ layers: [{ ...blob, diffId: parseDigest(diffId), open }] }, [executableReader]);
  if (executablesOf(view, new Map()).length === 0) throw new Error('the layer has no executables');
}

const [, script, first = '', ...rest] = process.argv;
if (script === import.meta.filename && first === '--once') {
  const [layerFile = '', digest = '', diffId = ''] = rest;
  await walkOnce(layerFile, digest, diffId);
} else if (script === import.meta.filename) {
  printFigures(await walkFigures(first));
}
