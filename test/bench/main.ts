import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFolder } from '../interop/support/data.ts';
import { stopEverything } from '../interop/support/processes.ts';
import { advisoryFigures } from './advisories.ts';
import { gateFigures } from './gate.ts';
import type { Figure } from './measure.ts';
import { run } from './measure.ts';
import { scanFigures } from './scan.ts';

/**
 * `npm run bench [-- scan|advisories|gate …]`: ratios measured side by side in one run, as whole processes. Needs what
 * the interop tests need (npm run build, the Go peers, Debian's packages) and real advisories.
 */
const program = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
if (!existsSync(program)) throw new Error('dist/cli.js is not there: run npm run build first');

const wanted = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'sekisho-bench-'));
try {
  const database = join(folder, 'advisories.db');
  const imported = await run(process.execPath, [
    program,
    'db',
    'import',
    join(dataFolder(), 'osv'),
    '--db',
    database,
  ]);
  if (imported.code !== 0) throw new Error(`the import of ${dataFolder()}/osv failed`);
  const parts: readonly (readonly [string, () => Promise<readonly Figure[]>])[] = [
    ['scan', () => scanFigures(program, database)],
    ['advisories', () => advisoryFigures(program)],
    ['gate', () => gateFigures(program)],
  ];
  for (const [name, measure] of parts) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`\n${name}`);
    for (const { name: what, value, bound, holds } of await measure()) {
      const verdict =
        bound === undefined ? '' : `   (${bound}: ${holds === true ? 'holds' : 'does not hold'})`;
      console.log(`  ${what.padEnd(62)} ${value}${verdict}`);
    }
  }
} finally {
  await stopEverything();
  rmSync(folder, { recursive: true, force: true });
}
