import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mustRun, run, stopEverything, temporaryFolder } from './support/processes.ts';
import { askLayerThread, writeTwoLargeLayers } from './support/two-large-layers.ts';

const root = join(import.meta.dirname, '..', '..');
let folder: string;

/** The package as `npm run package` makes it, laid into an empty folder as npm would, without a network. */
beforeAll(async () => {
  const packed = await temporaryFolder();
  await mustRun(process.execPath, [join(root, '.ci', 'pack.ts'), packed]);
  folder = await temporaryFolder();
  const { version, dependencies } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'));
  const modules = join(folder, 'node_modules');
  const target = join(modules, 'sekisho');
  mkdirSync(target, { recursive: true });
  mkdirSync(join(modules, '.bin'));
  await mustRun('tar', ['xzf', join(packed, `sekisho-${version}.tgz`), '-C', target, '--strip-components=1']);
  symlinkSync(join('..', 'sekisho', 'dist', 'cli.js'), join(modules, '.bin', 'sekisho'));
  for (const name of Object.keys(dependencies))
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
});

afterAll(stopEverything);

test('the published package carries no Node and nothing of development', () => {
  const installed = JSON.parse(readFileSync(join(folder, 'node_modules', 'sekisho', 'package.json'), 'utf8'));
  expect(Object.keys(installed)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(devDependencies|optionalDependencies|scripts)$/)]),
  );
});

test('the try-out runs from the installed package', async () => {
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    SEKISHO_CACHE_DIR: join(folder, 'cache'),
  };
  const command = join(folder, 'node_modules', '.bin', 'sekisho');
  const args = ['try', '--once', '--listen', '127.0.0.1:0'];
  const { code, stdout, stderr } = await run(command, args, { cwd: folder, env });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout.match(/ (allowed|denied) /g)).toEqual([' allowed ', ' denied ', ' denied ', ' denied ']);
});

test('the installed package reads large layers with the help of threads', async () => {
  const layout = await temporaryFolder();
  writeTwoLargeLayers(layout);
  const command = join(folder, 'node_modules', '.bin', 'sekisho');
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    SEKISHO_CACHE_DIR: join(layout, 'c'),
  };
  const args = ['--debug', 'scan', `oci:${layout}:large`, '--only', 'packages', '--format', 'json'];
  const { code, stdout, stderr } = await run(command, args, { cwd: folder, env });
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout).packages).toMatchObject([{ name: 'a', version: '1' }]);
  expect(stderr).toMatch(/layer 1: \d+ bytes/);
  expect(stderr).toMatch(/layer 2: \d+ bytes/);
  // Where there are few processors, only the thread that hashes was started.
  const chunks = join(folder, 'node_modules', 'sekisho', 'dist', 'chunks');
  expect(await askLayerThread(join(chunks, 'layer-thread.js'))).toEqual({ kind: 'open' });
});

test('the library and the schemas are importable by name', async () => {
  const program = `
    import { parseReference } from 'sekisho';
    import schema from 'sekisho/schema/report.json' with { type: 'json' };
    console.log(parseReference('registry.example/a/b:1').repository, schema.type);
  `;
  const { stdout } = await mustRun(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: folder,
  });
  expect(stdout).toBe('a/b object\n');
});
