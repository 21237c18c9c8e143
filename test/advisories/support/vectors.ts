import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Vector = readonly [a: string, operator: '<' | '=' | '>', b: string];

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'versions');

/** The comparisons of a file in test/fixtures/versions. */
export function vectorsOf(file: string): readonly Vector[] {
  return readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .map((line) => /^(?!#|\/\/)(\S+) ([<=>])=? (\S+)$/.exec(line.trim()))
    .filter((match) => match !== null)
    .map(([, a = '', operator = '', b = '']) => [a, operator, b] as Vector);
}
