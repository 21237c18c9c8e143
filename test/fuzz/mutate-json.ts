import type { Random } from './random.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const values: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  1e308,
  '',
  ' ',
  '0',
  '\u0000',
  '\ud800',
  '../../x',
  'x'.repeat(3000),
  '1'.repeat(400),
  [],
  [null],
  [[[[]]]],
  {},
  { '': '' },
  { constructor: { prototype: {} }, toString: 'x', length: -1 },
  { length: { toString: 'x', valueOf: 1 } },
];

/** What parts names, versions and URLs, and what has to be escaped there. */
export const signs: readonly string[] = [...'/%@#?&=+:;~!*.,-_<>|$ "\\\'é'];

const maxNodes = 2000;

/** Another value in the place of one, a key less or one more: what is still JSON, and no longer what it should be. */
export function mutateJson(input: Buffer, random: Random): Buffer {
  const first = input.toString('latin1', 0, 16).trimStart()[0];
  if (first !== '{' && first !== '[') return input;
  let json: Json;
  try {
    json = JSON.parse(input.toString('utf8')) as Json;
  } catch {
    return input;
  }
  const holders = holdersIn(json);
  if (holders.length === 0) return input;
  const holder = random.pick(holders);
  const other = random.pick(holders);
  const keys = Object.keys(holder);
  const key = keys.length === 0 ? 'x' : random.pick(keys);
  const put = (name: string, value: Json): void => {
    if (Array.isArray(holder)) holder[Number(name)] = value;
    // Assigned, `__proto__` would be no key of its own.
    else Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
  };
  const choice = random.int(8);
  const value = keys.length === 0 || Array.isArray(holder) ? undefined : holder[key];
  if (choice === 0 && !Array.isArray(holder)) delete holder[key];
  else if (choice === 1 && !Array.isArray(holder)) put('__proto__', { polluted: true });
  else if (choice === 2 && Array.isArray(holder)) holder.push(...structuredClone(holder.slice(0, 50)));
  else if (choice === 3) put(key, structuredClone(other));
  else if (choice > 5 && typeof value === 'string') put(key, withSign(value, random));
  else put(key, random.pick(values));
  return Buffer.from(JSON.stringify(json));
}

/** Names and versions that are nearly right get further than those that are nonsense. */
function withSign(text: string, random: Random): string {
  const at = random.int(text.length + 1);
  return text.slice(0, at) + random.pick(signs) + text.slice(at + random.int(2));
}

/** Lists and objects, the first of them; without recursion. */
function holdersIn(json: Json): (Json[] | { [key: string]: Json })[] {
  const found: (Json[] | { [key: string]: Json })[] = [];
  const open: Json[] = [json];
  for (let next = open.pop(); next !== undefined && found.length < maxNodes; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    found.push(next);
    for (const value of Object.values(next).slice(0, maxNodes)) open.push(value);
  }
  return found;
}
