import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder with real advisories (`osv/ECOSYSTEM/all.zip`): SEKISHO_DATA, else `../shared/data` beside the checkout. */
export function dataFolder(): string {
  const beside = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data');
  const folder = resolve(process.env.SEKISHO_DATA ?? beside);
  if (!existsSync(join(folder, 'osv'))) {
    throw new Error(
      `there are no advisories in ${folder}: name a folder that has osv/ECOSYSTEM/all.zip in SEKISHO_DATA`,
    );
  }
  return folder;
}
