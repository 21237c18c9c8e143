import { createServer, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { type GateOptions, readConfiguration } from '../../../registry-hook/configuration.ts';
import { findEntry, parseIndex, renderIndex } from '../../../registry-hook/registry/index-file.ts';
import { readBaselineReport } from '../../../src/checkpoint/baseline-report.ts';
import { createSpool } from '../../../src/image/spool.ts';
import { createClamdClient } from '../../../src/inspect/malware/clamd/client.ts';
import { readMalwareHashes } from '../../../src/inspect/malware/hash-list.ts';
import { sealed, unsealed } from '../../../src/io/kept-files.ts';
import { sha256 } from '../../../src/model/digest.ts';
import { parseJson } from '../../../src/model/manifest.ts';
import { scanReportSchema } from '../../../src/model/scan-report-schema.ts';
import { dockerCredentials } from '../../../src/registry/credentials.ts';
import { writers } from '../../../src/report/writers.ts';
import { readKnownBases } from '../../../src/scan/known-bases.ts';
import { buildImage, buildIndex, tagged } from '../../fakes/images.ts';
import { bytesOf } from '../../fakes/manifests.ts';
import { file, tar } from '../../fakes/tar.ts';
import { now, samples } from '../../report/samples.ts';
import { inputFile, ownFolder } from '../input-file.ts';
import type { Target } from '../target.ts';

function target(name: string, seeds: readonly (string | Buffer)[], read: Target['read']): Target {
  const named = seeds.map((seed, index) => ({ name: `${name} ${index + 1}`, bytes: Buffer.from(seed) }));
  return { name, seeds: named, read };
}

const { descriptor } = buildImage([tar(file('a'))]);
const base = {
  schemaVersion: 1,
  reference: 'registry.example/base:1',
  digest: sha256('base'),
  platform: 'linux/amd64',
  createdAt: '2026-01-01T00:00:00Z',
  layers: [sha256('layer')],
  os: { id: 'debian', versionId: '12' },
  packages: [{ purl: 'pkg:deb/debian/a@1', name: 'a', version: '1', type: 'deb', layer: null }],
};

const gate = `upstream: https://registry.example
listen: 127.0.0.1:8080
policy: sekisho.yaml
data: /var/lib/sekisho
head: deny
plainHttp: false
hooks: { distribution: { secretFile: none } }
`;

const logins = {
  auths: {
    'https://index.docker.io/v1/': { auth: 'YTpiOmM=' },
    'registry.example': { username: 'a', password: 'b', identitytoken: '' },
    'registry.example/v2/': { registrytoken: 'abc' },
  },
};

let answer: Buffer = Buffer.alloc(0);
let socketPath: string | undefined;

/** A clamd that answers as `answer` says, once it has the whole file, and hangs up. */
async function clamd(): Promise<string> {
  if (socketPath !== undefined) return socketPath;
  const path = join(ownFolder(), 'clamd.sock');
  const server = createServer((socket: Socket) => {
    let last = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      last = Buffer.concat([last, Buffer.from(chunk)]);
      if (last.subarray(-4).equals(Buffer.alloc(4))) socket.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  server.unref();
  socketPath = path;
  return path;
}

/** What people and other tools give to read, beside images and advisories. */
export const settingsTargets: readonly Target[] = [
  target('baseline-report', Object.values(samples).map(bytesOf), async (input) => {
    const read = readBaselineReport(inputFile(input), 'linux/amd64');
    const report = scanReportSchema.safeParse(parseJson(input, 'the report'));
    if (!report.success) return read;
    const options = { colour: true, width: 80, now };
    const texts: string[] = [];
    for (const { load } of writers) texts.push((await load()).render(report.data, options));
    return [read, texts];
  }),
  target('known-base', [bytesOf(base)], (input) => readKnownBases(dirname(inputFile(input, 'bases/a.json')))),
  target(
    'malware-hashes',
    [`# list\n${'ab'.repeat(32)}  Some.Name\r\n\n${'CD'.repeat(32)}\n${'01'.repeat(32)}\tx # why\n`],
    async (input) => [...(await readMalwareHashes(inputFile(input)))],
  ),
  target('clamd', ['1: stream: OK\0', '1: stream: Win.Test.EICAR_HDB-1 FOUND\0'], async (input) => {
    const client = createClamdClient({ path: await clamd() }, 10_000);
    const spool = createSpool();
    answer = input;
    try {
      spool.write(Buffer.from('a file'));
      return await client.scan(spool.file());
    } finally {
      spool.close();
      client.close();
    }
  }),
  target('gate-configuration', [gate, 'upstream: registry.example\n'], (input) => {
    const options: GateOptions = { config: inputFile(input, 'gate.yaml') };
    const { hookSecrets, ...rest } = readConfiguration(options, ownFolder());
    return [rest, [...hookSecrets.keys()]];
  }),
  target('docker-login', [bytesOf(logins)], async (input) => {
    const folder = dirname(inputFile(input, 'docker/config.json'));
    const source = dockerCredentials({ DOCKER_CONFIG: folder, PATH: folder });
    return [await source('registry.example'), await source('docker.io'), await source('other.example')];
  }),
  target('registry-index', [buildIndex([tagged(descriptor, '1.0'), descriptor])], (input) => {
    const index = parseIndex(input, 'index.json');
    return [renderIndex(index), findEntry(index, '1.0'), findEntry(index, descriptor.digest)];
  }),
  target('kept-file', [(sealed({ a: [1, 'b'] }) ?? []).join('')], (input) => unsealed(input)),
];
