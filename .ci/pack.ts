import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Writes the npm package to FOLDER (default: package) and packs it there: what package.json lists under "files", and a
 * package.json without what only development needs. Node itself is locked for development and is not published, and
 * dependencies are inside `dist` already, but for those that its type declarations name. Needs `npm run build` before.
 */
const root = join(import.meta.dirname, '..');
const folder = resolve(process.argv[2] ?? 'package');
const manifest: Record<string, unknown> & { files: string[]; dependencies: Record<string, string> } =
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const {
  scripts: _scripts,
  devDependencies: _dev,
  optionalDependencies: _node,
  dependencies,
  ...published
} = manifest;
const declarations = readdirSync(join(root, 'dist', 'types'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.d.ts'))
  .map((path) => readFileSync(join(root, 'dist', 'types', path), 'utf8'))
  .join('\n');
const named = Object.entries(dependencies).filter(([name]) => declarations.includes(`from '${name}'`));

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const path of ['README.md', 'LICENSE', ...manifest.files]) {
  cpSync(join(root, path), join(folder, path), { recursive: true });
}
writeFileSync(
  join(folder, 'package.json'),
  `${JSON.stringify({ ...published, dependencies: Object.fromEntries(named) }, null, 2)}\n`,
);
execFileSync('npm', ['pack', '--silent'], { cwd: folder, stdio: 'inherit' });
