import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { cachedFolder } from './cached-folder.ts';
import { dataFolder } from './data.ts';
import { archiveIn, debianImage, makeImage } from './debian-image.ts';
import { peer } from './peers.ts';
import { mustRun, temporaryFolder } from './processes.ts';

/** An image that several programs look at, as `docker save` writes it. */
export interface ComparedImage {
  readonly name: string;
  readonly archive: () => Promise<string>;
}

export const comparedImages: readonly ComparedImage[] = [
  { name: 'servers', archive: async () => (await debianImage('servers')).archive },
  { name: 'node-modules', archive: async () => (await debianImage('node-modules')).archive },
  { name: 'languages', archive: languages },
  { name: 'java', archive: java },
  { name: 'alpine', archive: alpine },
];

/** Old Python packages with known vulnerabilities, and Go programs, on Debian. */
async function languages(): Promise<string> {
  const folder = await cachedFolder('compared-languages', async (partial) => {
    const tree = join(partial, 'tree');
    const { rootfs } = await debianImage();
    await mustRun('cp', ['--archive', rootfs, tree]);
    const packages = ['django==3.2.0', 'requests==2.19.0', 'jinja2==2.10', 'urllib3==1.24'];
    const target = join(tree, 'srv', 'app', 'lib', 'python3', 'site-packages');
    await mustRun(
      'python3',
      ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', target, ...packages],
      {
        timeoutMs: 5 * 60_000,
      },
    );
    await mkdir(join(tree, 'opt', 'bin'), { recursive: true });
    for (const name of ['crane', 'gitleaks'] as const)
      await copyFile(peer(name), join(tree, 'opt', 'bin', name));
    await makeImage(partial, tree);
  });
  return archiveIn(folder);
}

/** Old Java archives of Maven Central on Debian: plain ones, shaded ones, and two dozen inside of an application. */
async function java(): Promise<string> {
  const folder = await cachedFolder('compared-java', async (partial) => {
    const tree = join(partial, 'tree');
    const { rootfs } = await debianImage();
    await mustRun('cp', ['--archive', rootfs, tree]);
    const library = join(tree, 'srv', 'lib');
    const project = join(import.meta.dirname, 'java-archives', 'pom.xml');
    await mustRun(
      peer('mvn'),
      [
        '--quiet',
        '--batch-mode',
        '-f',
        project,
        'dependency:copy-dependencies',
        `-DoutputDirectory=${library}`,
      ],
      { timeoutMs: 10 * 60_000 },
    );
    const inside = join(partial, 'war', 'WEB-INF', 'lib');
    await mkdir(inside, { recursive: true });
    const moved = (await readdir(library)).filter((file) =>
      /^(?:spring|struts|xwork|commons|netty)-/.test(file),
    );
    for (const file of moved) await rename(join(library, file), join(inside, file));
    const archive = join(tree, 'srv', 'application.war');
    await mustRun('python3', ['-m', 'zipfile', '-c', archive, 'WEB-INF'], { cwd: join(partial, 'war') });
    await makeImage(partial, tree);
  });
  return archiveIn(folder);
}

async function alpine(): Promise<string> {
  const source = join(dataFolder(), 'fixtures', 'images', 'docker-archive', 'trivy', 'alpine-311.tar.gz');
  const target = join(await temporaryFolder(), 'alpine.tar');
  await pipeline(createReadStream(source), createGunzip(), createWriteStream(target));
  return target;
}
