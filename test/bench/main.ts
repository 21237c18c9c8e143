import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder } from '../interop/support/data.ts';
import { debianKinds } from '../interop/support/debian-image.ts';
import { stopEverything } from '../interop/support/processes.ts';
import { advisoryFigures, matchFigures } from './advisories.ts';
import { gateFigures } from './gate.ts';
import { type Figure, printFigures, run } from './measure.ts';
import { coldSeconds, layerFigures, scanFigures, secretsFigures } from './scan.ts';

/**
 * `npm run bench [-- NAME …]`: ratios measured side by side in one run, as whole processes, all of them or those whose
 * names begin so: `scan`, `scan:minbase`, `secrets`, `layers`, `advisories`, `matching`, `gate`. Needs what the interop tests need
 * (npm run build, the Go peers, Debian's packages) and real advisories.
 */
const program = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
if (!existsSync(program)) throw new Error('dist/cli.js is not there: run npm run build first');

const wanted = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'sekisho-bench-'));
try {
  const database = join(folder, 'advisories.db');
  const parts: readonly (readonly [string, () => Promise<readonly Figure[]>])[] = [
    ...debianKinds.map((kind) => [`scan:${kind}`, () => scanFigures(kind, program, database)] as const),
    ['layers', () => layerFigures(program, database)],
    ['secrets:servers', () => secretsFigures('servers', program, database)],
    ['secrets:node-modules', () => secretsFigures('node-modules', program, database)],
    ['advisories', () => advisoryFigures(program)],
    ['matching', async () => matchFigures(database, await coldSeconds(program, database))],
    ['gate', () => gateFigures(program)],
  ];
  const chosen = parts.filter(
    ([name]) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)),
  );
  if (chosen.length === 0) throw new Error(`nothing is called so: ${parts.map(([name]) => name).join(', ')}`);
  const exports = join(dataFolder(), 'osv');
  const imported = await run(process.execPath, [program, 'db', 'import', exports, '--db', database]);
  if (imported.code !== 0) throw new Error(`the import of ${exports} failed`);
  for (const [name, measure] of chosen) {
    console.log(`\n${name}`);
    printFigures(await measure());
  }
} finally {
  await stopEverything();
  rmSync(folder, { recursive: true, force: true });
}
