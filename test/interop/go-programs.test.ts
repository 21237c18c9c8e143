import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openImage } from '../../src/image/open.ts';
import { parseImageName } from '../../src/model/reference.ts';
import { type Inventory, inventoryOf } from '../../src/scan/inventory.ts';
import { peer } from './support/peers.ts';
import { mustRun, stopEverything, temporaryFolder } from './support/processes.ts';

/** How one small program is built, by name: the linker's forms of the build information and its place. */
const builds: Readonly<Record<string, Build>> = {
  static: { args: [] },
  stripped: { args: ['-trimpath', '-ldflags=-s -w -buildid='] },
  pie: { args: ['-buildmode=pie'] },
  external: { args: ['-ldflags=-linkmode=external'], cgo: true },
  'external-pie': { args: ['-buildmode=pie', '-ldflags=-linkmode=external -s -w -buildid='], cgo: true },
  versioned: { args: ['-ldflags=-X main.version=1.2.3'] },
};
/** The same for other systems, whose programs have other formats. */
const foreign: Readonly<Record<string, Build>> = {
  'windows.exe': { args: [], env: { GOOS: 'windows', GOARCH: 'amd64' } },
  'windows-stripped.exe': { args: ['-ldflags=-s -w'], env: { GOOS: 'windows', GOARCH: 'arm64' } },
  'windows-386.exe': { args: [], env: { GOOS: 'windows', GOARCH: '386' } },
  'darwin-arm64': { args: [], env: { GOOS: 'darwin', GOARCH: 'arm64' } },
  'darwin-amd64': { args: ['-ldflags=-s -w'], env: { GOOS: 'darwin', GOARCH: 'amd64' } },
};
const peers = ['crane', 'oras'] as const;

interface Build {
  readonly args: readonly string[];
  readonly cgo?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

let root: string;
let inventory: Inventory;

beforeAll(async () => {
  const folder = await temporaryFolder();
  root = join(folder, 'root');
  await mkdir(join(root, 'bin'), { recursive: true });
  await mkdir(join(folder, 'app'));
  await mkdir(join(folder, 'library'));
  await writeFile(join(folder, 'library', 'go.mod'), 'module example.com/library\ngo 1.21\n');
  await writeFile(
    join(folder, 'library', 'library.go'),
    'package library\nfunc Word() string { return "hi" }\n',
  );
  await writeFile(
    join(folder, 'app', 'go.mod'),
    'module example.com/app\ngo 1.21\nrequire example.com/library v1.2.0\nreplace example.com/library => ../library\n',
  );
  await writeFile(
    join(folder, 'app', 'main.go'),
    'package main\nimport "example.com/library"\nvar version string\nfunc main() { println(library.Word(), version) }\n',
  );
  for (const [name, { args, cgo, env: more }] of Object.entries({ ...builds, ...foreign })) {
    const env = { CGO_ENABLED: cgo ? '1' : '0', GOFLAGS: '-buildvcs=false', ...more };
    await mustRun('go', ['build', ...args, '-o', join(root, 'bin', name), '.'], {
      cwd: join(folder, 'app'),
      env,
    });
  }
  for (const name of peers) await copyFile(peer(name), join(root, 'bin', name));
  const image = await openImage(parseImageName(`rootfs:${root}`));
  inventory = await inventoryOf(image, {});
});

afterAll(stopEverything);

/** What Go itself reads, as names and versions. */
async function readByGo(name: string): Promise<string[]> {
  const { stdout } = await mustRun('go', ['version', '-m', join(root, 'bin', name)]);
  const [first = '', ...lines] = stdout.split('\n');
  const modules: string[] = [`stdlib ${/go(\d+\.\d+\.\d+)/.exec(first)?.[1]}`];
  for (const line of lines) {
    const [, word = '', path = '', version = ''] = line.split('\t');
    if (word === 'mod' || word === 'dep') modules.push(`${path} ${version}`);
    if (word === '=>') {
      const [replaced = ''] = (modules.pop() ?? '').split(' ');
      modules.push(path.startsWith('.') ? `${replaced} (devel)` : `${path} ${version}`);
    }
  }
  return modules.sort();
}

function readHere(name: string): string[] {
  return inventory.packages
    .filter(({ foundIn }) => foundIn?.includes(`/bin/${basename(name)}`))
    .map(({ name: path, version }) => `${path} ${version}`)
    .sort();
}

test('no program is a problem', () => {
  expect(inventory.problems).toEqual([]);
});

test.each(['static', 'stripped', 'pie', 'external', 'external-pie', ...Object.keys(foreign), ...peers])(
  'the modules of a %s program are those that Go reads',
  async (name) => {
    const wanted = await readByGo(name);
    expect(wanted.length).toBeGreaterThan(2);
    expect(readHere(name)).toEqual(wanted);
  },
);

test('a main module has the version that the linker was told', () => {
  expect(readHere('versioned')).toContain('example.com/app v1.2.3');
});

test('what protects a program is told as readelf tells it', async () => {
  for (const name of Object.keys(builds)) {
    const found = inventory.executables.find(({ path }) => path === `/bin/${name}`);
    const { stdout } = await mustRun('readelf', ['-hldW', join(root, 'bin', name)]);
    expect(found, name).toMatchObject({ kind: 'elf-executable', bits: 64 });
    expect([name, found?.pie ?? false]).toEqual([name, /Type:\s+DYN/.test(stdout)]);
    expect([name, found?.static ?? false]).toEqual([name, !/INTERP|\(NEEDED\)/.test(stdout)]);
    const bindsNow = /BIND_NOW|Flags:.*NOW/.test(stdout);
    const relro = /GNU_RELRO/.test(stdout) ? (bindsNow ? 'full' : 'partial') : undefined;
    expect([name, found?.relro]).toEqual([name, relro]);
    expect([name, found?.executableStack ?? false]).toEqual([name, /GNU_STACK.* RWE /.test(stdout)]);
  }
});
