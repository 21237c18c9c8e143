import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from '../../registry-hook/configuration.ts';
import { samples } from '../../registry-hook/try/samples.ts';
import { prepareSample, prepareSigning } from '../../registry-hook/try/try.ts';
import { createHttp } from '../../src/io/http.ts';
import { manifestAccept } from '../../src/model/manifest.ts';
import { openRepository } from '../../src/registry/client.ts';
import { startProcess } from '../interop/support/processes.ts';
import { startDistribution } from '../interop/support/registries.ts';
import { type Figure, figure } from './measure.ts';

const rounds = 5;
const requests = 2_000;
const concurrency = 16;
const blobBytes = 200 * 1024 * 1024;

/**
 * The gate before CNCF Distribution, and the same registry asked directly, in turn on the same machine: requests a
 * second for an admitted manifest, bytes a second for a large blob. The gate is a process of its own.
 */
export async function gateFigures(program: string): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-bench-'));
  const registry = await startDistribution();
  const environment = { env: process.env, clock: Date.now, http: createHttp(), log: () => undefined };
  const [sample] = samples;
  if (sample === undefined) throw new Error('there is no sample to measure with');
  const configuration = readConfiguration({ data: folder, upstream: registry.url }, folder);
  await prepareSample(sample, registry.host, await prepareSigning(configuration, environment), environment);
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const gate = await startProcess({
    command: process.execPath,
    args: [program, 'gate', '--upstream', registry.url, '--data', folder, '--listen', `127.0.0.1:${port}`],
    ready: { url: `http://127.0.0.1:${port}/healthz` },
  });
  try {
    const manifest = `/v2/${sample.repository}/manifests/${sample.tag}`;
    const blob = await pushBlob(registry.host, sample.repository);
    const rates = { manifest: [] as number[], blob: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      const through = await requestRate(port, manifest);
      rates.manifest.push(through / (await requestRate(Number(new URL(registry.url).port), manifest)));
      const bytesThrough = await byteRate(port, blob);
      rates.blob.push(bytesThrough / (await byteRate(Number(new URL(registry.url).port), blob)));
    }
    return [
      figure('admitted manifest, requests/s: gate ÷ registry asked directly', middle(rates.manifest)),
      figure('200 MiB blob, bytes/s: gate ÷ registry asked directly', middle(rates.blob)),
    ];
  } finally {
    await gate.stop();
    await registry.stop();
    rmSync(folder, { recursive: true });
  }
}

async function requestRate(port: number, path: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const startedAt = performance.now();
  let left = requests;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await fetchThrough(agent, port, path);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  agent.destroy();
  return requests / ((performance.now() - startedAt) / 1000);
}

async function byteRate(port: number, path: string): Promise<number> {
  const agent = new Agent({ keepAlive: false });
  const startedAt = performance.now();
  const bytes = await fetchThrough(agent, port, path);
  if (bytes !== blobBytes) throw new Error(`the blob came with ${bytes} bytes`);
  return bytes / ((performance.now() - startedAt) / 1000);
}

function fetchThrough(agent: Agent, port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ agent, host: '127.0.0.1', port, path, headers: { accept: manifestAccept } });
    outgoing.on('error', reject);
    outgoing.on('response', (response: IncomingMessage) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve(bytes);
        else reject(new Error(`${path} was answered with ${response.statusCode}`));
      });
    });
    outgoing.end();
  });
}

async function pushBlob(host: string, repository: string): Promise<string> {
  const bytes = Buffer.concat(Array.from({ length: 200 }, () => randomBytes(1024 * 1024)));
  const target = openRepository({ host, repository }, {});
  const { digest } = await target.pushBlob(bytes, 'application/octet-stream');
  return `/v2/${repository}/blobs/${digest}`;
}

function middle(ratios: readonly number[]): string {
  const sorted = [...ratios].sort((a, b) => a - b);
  const at = (index: number): string => (sorted[index] ?? Number.NaN).toFixed(2);
  return `${at(Math.floor(sorted.length / 2))} × (${at(0)} to ${at(sorted.length - 1)} in ${sorted.length} rounds)`;
}
