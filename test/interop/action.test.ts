import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { peer } from './support/peers.ts';
import { type RunResult, run, stopEverything, temporaryFolder } from './support/processes.ts';
import { startTryOutProcess, type TryOutProcess } from './support/sekisho.ts';
import { askLayerThread, writeTwoLargeLayers } from './support/two-large-layers.ts';

const root = join(import.meta.dirname, '..', '..');
let tryOut: TryOutProcess;

beforeAll(async () => {
  tryOut = await startTryOutProcess();
});

afterAll(stopEverything);

interface ActionRun extends RunResult {
  readonly outputs: string;
  readonly summary: string;
}

/** Runs `action/dist/index.js` as a runner does: inputs as INPUT_ variables, files for outputs and the summary. */
async function runAction(inputs: Readonly<Record<string, string>>): Promise<ActionRun> {
  const folder = await temporaryFolder();
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const declared: { inputs: Record<string, { default?: string }> } = parse(
    readFileSync(join(root, 'action.yml'), 'utf8'),
  );
  const given = {
    ...Object.fromEntries(
      Object.entries(declared.inputs).map(([name, input]) => [name, input.default ?? '']),
    ),
    policy: join(tryOut.folder, 'sekisho.yaml'),
    db: join(tryOut.folder, 'advisories.db'),
    ...inputs,
  };
  const env = {
    ...files,
    SEKISHO_CACHE_DIR: folder,
    RUNNER_TEMP: folder,
    ...Object.fromEntries(
      Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    ),
  };
  const result = await run(process.execPath, [join(root, 'action', 'dist', 'index.js')], {
    env,
    cwd: folder,
  });
  return {
    ...result,
    outputs: readFileSync(files.GITHUB_OUTPUT, 'utf8'),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
  };
}

test('the action passes on the signed sample and tells its digest', async () => {
  const { code, stdout, outputs, summary } = await runAction({
    image: `${tryOut.registry}/samples/greeter:1.0.0`,
  });
  expect(code, stdout).toBe(0);
  expect(outputs).toMatch(/verdict<<.*\npass\n/);
  expect(outputs).toMatch(/digest<<.*\nsha256:[0-9a-f]{64}\n/);
  expect(summary).toMatch(/PASS|pass/);
});

test('the action reads large layers with the help of threads', async () => {
  const layout = await temporaryFolder();
  writeTwoLargeLayers(layout);
  const { stdout, outputs } = await runAction({ image: `oci:${layout}:large` });
  expect(outputs, stdout).toMatch(/verdict<<.*\n(?:pass|fail)\n/);
  const threads = join(root, 'action', 'dist');
  expect(await askLayerThread(join(threads, 'layer-thread.js'))).toEqual({ kind: 'open' });
});

test('the action fails on the flagged sample and says what to do', async () => {
  const { code, stdout, outputs, summary } = await runAction({
    image: `${tryOut.registry}/samples/oldcart:1.0.0`,
  });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^::error/m);
  expect(outputs).toMatch(/verdict<<.*\nfail\n/);
  expect(summary).toContain('https://nvd.nist.gov/vuln/detail/CVE-2021-44906');
  // Punctuation of anything that comes from an image is written so that Markdown cannot mean anything by it.
  expect(summary).toContain('npm install minimist&#64;1&#46;2&#46;6');
});

test('the action signs what it found when it is told to, and the gate then serves the image', async () => {
  const image = `${tryOut.registry}/samples/from-ci:1.0.0`;
  const plain = ['--src-tls-verify=false', '--dest-tls-verify=false'];
  const source = `docker://${tryOut.registry}/samples/greeter:1.0.0`;
  const copied = await run(peer('skopeo'), [
    '--override-arch=amd64',
    'copy',
    '-q',
    ...plain,
    source,
    `docker://${image}`,
  ]);
  expect(copied.code, copied.stderr).toBe(0);
  const through = `http://${tryOut.gate}/v2/samples/from-ci/manifests/1.0.0`;
  const headers = { accept: 'application/vnd.oci.image.manifest.v1+json' };
  expect((await fetch(through, { headers })).status).toBe(403);

  const { code, stdout } = await runAction({
    image,
    attest: 'true',
    key: readFileSync(join(tryOut.folder, 'key.key'), 'utf8'),
    password: readFileSync(join(tryOut.folder, 'key.password'), 'utf8').trim(),
  });

  expect(code, stdout).toBe(0);
  await expect.poll(async () => (await fetch(through, { headers })).status, { timeout: 10_000 }).toBe(200);
});

test('actionlint accepts the workflow of the README', async () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const workflow = /```yaml\n(# \.github\/workflows\/image\.yml\n[\s\S]*?)```/.exec(readme)?.[1];
  expect(workflow).toContain('uses: OWNER/sekisho@');
  const { code, stdout } = await run(peer('actionlint'), ['-no-color', '-'], { input: workflow ?? '' });
  expect([code, stdout]).toEqual([0, '']);
});
