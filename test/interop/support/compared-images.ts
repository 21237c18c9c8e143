import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { cachedFolder } from './cached-folder.ts';
import { dataFolder } from './data.ts';
import { archiveIn, debianImage, makeImage } from './debian-image.ts';
import { peer } from './peers.ts';
import { mustRun, run, temporaryFolder } from './processes.ts';

/** An image that several programs look at, as `docker save` writes it. */
export interface ComparedImage {
  readonly name: string;
  readonly archive: () => Promise<string>;
  /** Of which there are no advisories at hand: a scan of its packages is incomplete. */
  readonly unknown?: readonly string[];
}

export const comparedImages: readonly ComparedImage[] = [
  { name: 'servers', archive: async () => (await debianImage('servers')).archive },
  { name: 'node-modules', archive: async () => (await debianImage('node-modules')).archive },
  { name: 'languages', archive: languages },
  { name: 'java', archive: java },
  { name: 'r-and-erlang', archive: rAndErlang, unknown: ['Bioconductor', 'CRAN', 'Hex'] },
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

/** Installed R packages, and RabbitMQ with the Erlang applications that it brings, where no package of Debian owns them. */
async function rAndErlang(): Promise<string> {
  const folder = await cachedFolder('compared-r-and-erlang', async (partial) => {
    const tree = join(partial, 'tree');
    const { rootfs } = await debianImage();
    await mustRun('cp', ['--archive', rootfs, tree]);
    const archives = join(partial, 'archives');
    await mkdir(archives);
    // A third-party source that is down is no reason to stop.
    await run('apt-get', ['update', '--quiet'], { timeoutMs: 5 * 60_000 });
    await mustRun('apt-get', ['download', '--quiet', ...rAndErlangPackages], {
      cwd: archives,
      timeoutMs: 5 * 60_000,
    });
    for (const archive of await readdir(archives))
      await mustRun('dpkg-deb', ['--extract', join(archives, archive), join(partial, 'unpacked')]);
    const libraries = join(partial, 'unpacked', 'usr', 'lib');
    await mustRun('cp', [
      '--archive',
      ...['R', 'erlang', 'rabbitmq'].map((name) => join(libraries, name)),
      join(tree, 'srv'),
    ]);
    await makeImage(partial, tree);
  });
  return archiveIn(folder);
}

const rAndErlangPackages = [
  'r-base-core',
  'r-bioc-biobase',
  'r-cran-commonmark',
  'r-cran-jsonlite',
  'r-cran-mass',
  'r-cran-rcpp',
  'r-cran-readxl',
  'erlang-base',
  'erlang-jose',
  'rabbitmq-server',
];

async function alpine(): Promise<string> {
  const source = join(dataFolder(), 'fixtures', 'images', 'docker-archive', 'trivy', 'alpine-311.tar.gz');
  const target = join(await temporaryFolder(), 'alpine.tar');
  await pipeline(createReadStream(source), createGunzip(), createWriteStream(target));
  return target;
}
