import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { defineConfig, type RolldownPlugin } from 'rolldown';
import manifest from './package.json' with { type: 'json' };
import { policyJsonSchema } from './src/model/policy.ts';
import { reportJsonSchema } from './src/model/scan-report.ts';

/** The schemas of the package are generated from the definitions that validate. */
function publishSchemas(): RolldownPlugin {
  return {
    name: 'publish-schemas',
    writeBundle() {
      mkdirSync('dist/schema', { recursive: true });
      writeFileSync('dist/schema/report.json', `${JSON.stringify(reportJsonSchema(), null, 2)}\n`);
      writeFileSync('dist/schema/policy.json', `${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
      chmodSync('dist/cli.js', 0o755);
    },
  };
}

/** `npx sekisho` in a checkout: found where the commands of dependencies are, or npm would install the checkout anew. */
function linkCommand(): RolldownPlugin {
  return {
    name: 'link-command',
    writeBundle() {
      const link = 'node_modules/.bin/sekisho';
      if (process.platform === 'win32' || !existsSync('node_modules/.bin')) return;
      rmSync(link, { force: true });
      symlinkSync('../../dist/cli.js', link);
    },
  };
}

const shared = { platform: 'node', tsconfig: false } as const;

export default defineConfig([
  {
    ...shared,
    // What package.json lists is installed beside dist/.
    external: Object.keys(manifest.dependencies).map((name) => new RegExp(`^${name}(/|$)`)),
    input: { cli: 'src/cli/launcher.ts', main: 'src/cli/main.ts', index: 'src/index.ts' },
    output: { dir: 'dist', format: 'esm', cleanDir: true, chunkFileNames: 'chunks/[name]-[hash].js' },
    plugins: [publishSchemas(), linkCommand()],
  },
  {
    ...shared,
    // The action has no node_modules beside it: everything is inside one file, but for an optional part (XML) of a
    // library that is asked for and never used.
    external: ['xmlbuilder2'],
    input: 'action/main.ts',
    output: { file: 'action/dist/index.js', format: 'esm', codeSplitting: false, comments: { legal: true } },
  },
]);
