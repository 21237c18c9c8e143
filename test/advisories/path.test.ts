import { expect, test } from 'vitest';
import { databasePath } from '../../src/advisories/path.ts';

test('the database is in the cache folder', () => {
  expect(databasePath({ SEKISHO_CACHE_DIR: '/cache', HOME: '/home/u' })).toBe('/cache/advisories.db');
  expect(databasePath({ XDG_CACHE_HOME: '/xdg', HOME: '/home/u' })).toBe('/xdg/sekisho/advisories.db');
  expect(databasePath({ HOME: '/home/u' })).toBe('/home/u/.cache/sekisho/advisories.db');
});
