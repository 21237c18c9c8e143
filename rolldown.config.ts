import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { defineConfig, type RolldownOptions, type RolldownPlugin } from 'rolldown';
import { policyJsonSchema } from './src/model/policy.ts';
import { reportJsonSchema } from './src/model/scan-report-schema.ts';

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

/** Replaces the constant of `src/scan/program.ts` by a digest of everything that is bundled. */
function nameProgram(): RolldownPlugin {
  let digest = '';
  return {
    name: 'name-program',
    buildEnd() {
      const all = createHash('sha256');
      for (const id of [...this.getModuleIds()].sort()) all.update(this.getModuleInfo(id)?.code ?? '');
      digest = `sha256:${all.digest('hex')}`;
    },
    renderChunk: (code) =>
      code.includes('SEKISHO_PROGRAM_DIGEST')
        ? code.replaceAll('SEKISHO_PROGRAM_DIGEST', JSON.stringify(digest))
        : null,
  };
}

/** Names, versions and licence texts of every package that is inside the bundle, beside it: their licences ask for it. */
function thirdPartyLicences(): RolldownPlugin {
  return {
    name: 'third-party-licences',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
      const folders = modules.flatMap((id) => {
        const path = relative(import.meta.dirname, id);
        return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [];
      });
      const texts = [...new Set(folders)].sort().map((folder) => {
        const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
        const file = readdirSync(folder).find((entry) => /^licen[cs]e(?:\.|-|$)/i.test(entry));
        const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
        return `${name} ${version} (${license})\n${text}`;
      });
      const source = texts.join(`\n${'-'.repeat(80)}\n\n`);
      this.emitFile({ type: 'asset', fileName: 'third-party-licences.txt', source });
    },
  };
}

/**
 * Asks for Node's own modules with `process.getBuiltinModule`. An `import` reads everything that such a module has, and
 * much of that loads more: a scan of a known image would wait for that longer than for its answer.
 */
function builtinsOnly(): RolldownPlugin {
  const imported =
    /^import (?:([\w$]+)|\* as ([\w$]+)|(?:([\w$]+), )?\{ ([^}]*) \}) from "(node:[\w/]+)";$/gm;
  return {
    name: 'builtins-only',
    // The launcher has to start on a Node that has no such function.
    renderChunk: (code, { facadeModuleId }) =>
      facadeModuleId?.endsWith('launcher.ts') === true
        ? null
        : code.replace(imported, (_, one, all, first, names = '', module) => {
            const whole = [one, all, first].find((name) => name !== undefined);
            const parts = names.replace(/ as /g, ': ');
            const get = `globalThis.process.getBuiltinModule("${module}")`;
            return [
              ...(whole === undefined ? [] : [`const ${whole} = ${get};`]),
              ...(parts === '' ? [] : [`const { ${parts} } = ${get};`]),
            ].join('\n');
          }),
  };
}

/** The command line parser can start programs, which is never asked of it: what it takes to start one is not loaded. */
function withoutSubprograms(): RolldownPlugin {
  return {
    name: 'without-subprograms',
    transform: {
      filter: { id: /commander[\\/]lib[\\/]command\.js$/ },
      handler(code) {
        const line = "import childProcess from 'node:child_process';";
        if (!code.includes(line)) throw new Error(`commander has no line ${line} any more`);
        return code.replace(line, 'const childProcess = {};');
      },
    },
  };
}

// What is published and what a runner starts has no dependency to resolve or to install: everything is inside, but for
// an optional part (XML) of a library that is asked for and never used.
const shared: RolldownOptions = { platform: 'node', tsconfig: false, external: ['xmlbuilder2'] };

/** What runs in threads of its own: see src/scan/read-beside.ts and src/io/byte-helper.ts. */
const threads = { 'layer-thread': 'src/scan/layer-thread.ts', 'helper-thread': 'src/io/helper-thread.ts' };

export default defineConfig([
  {
    ...shared,
    input: { cli: 'src/cli/launcher.ts', main: 'src/cli/main.ts', index: 'src/index.ts', ...threads },
    output: {
      dir: 'dist',
      format: 'esm',
      cleanDir: true,
      // The thread is looked for beside the chunk that starts it.
      entryFileNames: ({ name }) => (name in threads ? 'chunks/[name].js' : '[name].js'),
      chunkFileNames: 'chunks/[name]-[hash].js',
      // Each file that is loaded takes a third of a millisecond: what every start needs is one, and what a scan of a
      // known image needs is another.
      codeSplitting: {
        groups: [
          // Alone: it is read before there is a place for what was compiled.
          { name: 'cache-folder', test: /src[\\/]io[\\/]cache-folder\.ts$/, priority: 3 },
          { name: 'start', test: /src[\\/]cli[\\/]main\.ts$/, priority: 2 },
          {
            name: 'scan',
            test: /src[\\/](?:cli[\\/]commands[\\/]scan|image[\\/]sources[\\/]oci-layout|report[\\/]json)\.ts$/,
            priority: 1,
          },
        ],
      },
    },
    plugins: [
      publishSchemas(),
      linkCommand(),
      nameProgram(),
      builtinsOnly(),
      withoutSubprograms(),
      thirdPartyLicences(),
    ],
  },
  {
    ...shared,
    input: { index: 'action/main.ts' },
    output: {
      dir: 'action/dist',
      format: 'esm',
      cleanDir: true,
      codeSplitting: false,
      comments: { legal: true },
    },
    plugins: [nameProgram(), thirdPartyLicences()],
  },
  ...Object.entries(threads).map(
    ([name, file]): RolldownOptions => ({
      ...shared,
      input: { [name]: file },
      output: { dir: 'action/dist', format: 'esm', codeSplitting: false, comments: { legal: true } },
    }),
  ),
]);
