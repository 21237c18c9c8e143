import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createUntar, type EntryHandler } from '../../src/io/untar.ts';
import type { SampleFile } from './pack.ts';

/** One of the images of the try-out: what is in it, and what is done to it before it is pulled. */
export interface Sample {
  readonly repository: string;
  readonly tag: string;
  readonly greeting: string;
  /** npm archives of `samples/packages`. */
  readonly packages: readonly string[];
  /** Scanned and signed, with its tag. */
  readonly signed: boolean;
  /** After signing, other bytes are pushed to the tag. */
  readonly movedAfterwards: boolean;
}

export const samples: readonly Sample[] = [
  {
    repository: 'samples/greeter',
    tag: '1.0.0',
    greeting: 'Hello from the other side of the checkpoint.',
    packages: ['picocolors-1.1.1', 'ms-2.1.3'],
    signed: true,
    movedAfterwards: false,
  },
  {
    repository: 'samples/oldcart',
    tag: '1.0.0',
    greeting: 'This cart has old wheels.',
    packages: ['minimist-1.2.0', 'ini-1.3.5'],
    signed: true,
    movedAfterwards: false,
  },
  {
    repository: 'samples/stranger',
    tag: 'latest',
    greeting: 'Nobody knows me.',
    packages: ['ms-2.1.3'],
    signed: false,
    movedAfterwards: false,
  },
  {
    repository: 'samples/greeter',
    tag: '1.0.1',
    greeting: 'Hello again.',
    packages: ['picocolors-1.1.1'],
    signed: true,
    movedAfterwards: true,
  },
];

/** Beside the sources in a checkout, beside `dist` in the published package. */
export function sampleFolder(): string {
  const candidates = [
    join(import.meta.dirname, '..', 'samples'),
    join(import.meta.dirname, '..', 'registry-hook', 'samples'),
    join(import.meta.dirname, '..', '..', 'registry-hook', 'samples'),
  ];
  return candidates.find((folder) => existsSync(join(folder, 'packages'))) ?? (candidates[0] as string);
}

/** The files of a sample: a shell that runs anywhere, a script that greets, and real npm packages. */
export function filesOf(sample: Sample, greeting = sample.greeting): readonly SampleFile[] {
  const folder = sampleFolder();
  return [
    { path: 'bin/sh', bytes: gunzipSync(readFileSync(join(folder, 'mksh', 'mksh.gz'))), mode: 0o755 },
    { path: 'app/greet', bytes: Buffer.from(`#!/bin/sh\necho '${greeting}'\n`), mode: 0o755 },
    ...sample.packages.flatMap((name) => unpack(readFileSync(join(folder, 'packages', `${name}.tgz`)), name)),
  ];
}

/** An npm archive has its files under one folder, mostly `package/`; installed they stand in node_modules/NAME. */
function unpack(archive: Buffer, name: string): SampleFile[] {
  const target = `app/node_modules/${name.replace(/-\d[^-]*$/, '')}`;
  const files: SampleFile[] = [];
  const handler: EntryHandler = {
    entry(entry) {
      if (entry.type !== 'file') return undefined;
      const chunks: Buffer[] = [];
      return {
        write: (chunk) => void chunks.push(Buffer.from(chunk)),
        end() {
          const path = entry.path.split('/').slice(1).join('/');
          files.push({ path: `${target}/${path}`, bytes: Buffer.concat(chunks), mode: 0o644 });
        },
      };
    },
    problem: (sentence) => {
      throw new Error(sentence);
    },
  };
  const untar = createUntar(handler, `${name}.tgz`);
  untar.write(gunzipSync(archive));
  untar.end();
  return files;
}
