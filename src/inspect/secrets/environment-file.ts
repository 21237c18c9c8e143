import { posix } from 'node:path';
import { wholeFileReader } from '../../image/file-reader.ts';
import type { SightingFact } from '../sightings.ts';
import { isRealNamedSecret } from './named-values.ts';
import { placeOf } from './places.ts';
import { variableRule } from './rules/variable.ts';

const maxBytes = 256 * 1024;

/** Reads `.env` files: there the names tell which values are secrets, however short. */
export const environmentFileReader = wholeFileReader<SightingFact>({
  name: 'environment-files',
  version: 1,
  maxBytes,
  keepsText: false,
  wants: (path) => /^\.env(?:\.[\w.-]{1,40})?$/.test(posix.basename(path)) && placeOf(path) === 'own',
  parse(bytes) {
    const lines = bytes.toString('utf8').split('\n');
    const found = lines.flatMap((line, index) => (holdsSecret(line) ? [index + 1] : []));
    const [line] = found;
    if (line === undefined) return undefined;
    return [{ rule: variableRule.id, line, count: found.length }];
  },
});

/** `[export ]NAME=value`, as docker compose and dotenv read it. */
function holdsSecret(line: string): boolean {
  const match = /^\s{0,20}(?:export\s{1,20})?([\w.-]{1,100})\s{0,20}=\s{0,20}(.{1,2000})$/.exec(
    line.trimEnd(),
  );
  if (match === null) return false;
  const [, name = '', written = ''] = match;
  const value = written.replace(/^(["'])(.*)\1$/, '$2').replace(/^([^"'\s]+)\s+#.*$/, '$1');
  return isRealNamedSecret(name, value);
}
