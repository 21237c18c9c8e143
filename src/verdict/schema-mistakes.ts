import type { z } from 'zod';
import { nearest } from './near.ts';
import type { Mistake, Path, YamlSource } from './yaml-source.ts';

type Issue = z.core.$ZodIssue;

// One of them is told of: a file made of mistakes alone must not cost a search for the line of each.
const maxIssues = 1000;
const maxUnknownKeys = 10;

/**
 * The first mistake, by line, of those a schema found in a file: one sentence each, that names the place as a person
 * would, what was seen, and what may stand there.
 * @param jsonSchema of the same schema: where the known keys are read from
 */
export function schemaMistake(issues: readonly Issue[], source: YamlSource, jsonSchema: unknown): Mistake {
  const mistakes = issues.slice(0, maxIssues).flatMap((issue) => mistakesOf(issue, [], source, jsonSchema));
  // A mistyped key also makes a missing one: of two on a line, the one that was written is told of.
  const first = mistakes.sort((a, b) => a.line - b.line || Number(b.isKey) - Number(a.isKey))[0];
  if (first === undefined) throw new TypeError('a schema that refuses names at least one issue');
  return { line: first.line, problem: first.problem, hint: first.hint };
}

/** `block.vulnerabilities[0]`: a path as it is written in messages. The rule it is in is told by the line. */
export function placeOf(path: Path): string {
  const shown = path[0] === 'rules' && path.length > 2 ? path.slice(2) : path;
  return shown
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

interface FoundMistake extends Mistake {
  readonly isKey: boolean;
}

function mistakesOf(issue: Issue, above: Path, source: YamlSource, jsonSchema: unknown): FoundMistake[] {
  const path: Path = [
    ...above,
    ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
  ];
  const value = valueAt(source.value, path);
  const place = path.length === 0 ? 'the file' : placeOf(path);
  const mistake = (problem: string, hint: string): FoundMistake[] => [
    { line: source.lineOf(path), problem, hint, isKey: false },
  ];
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(issue.keys, path, source, keysOf(schemasAt(jsonSchema, path)));
    case 'invalid_union':
      return unionMistakes(issue, path, source, jsonSchema);
    case 'invalid_type': {
      if (value === undefined) {
        const map = path.slice(0, -1);
        const owner = map.length === 0 ? 'the file' : placeOf(map);
        return [
          {
            line: source.lineOf(map),
            problem: `${owner} has no "${path.at(-1)}"`,
            hint: 'add it',
            isKey: false,
          },
        ];
      }
      if (!issue.message.startsWith('Invalid input')) return mistake(...ownSentence(issue, place, value));
      const wanted = wordFor(issue.expected);
      return mistake(`${place} is ${described(value)}, not ${wanted}`, `write ${wanted}`);
    }
    case 'invalid_value': {
      if (value === undefined)
        return mistake(`the file has no "${place}"`, `write ${place}: ${String(issue.values[0])}`);
      const known = issue.values.map(String);
      const near =
        typeof value === 'string' && typeof issue.values[0] === 'string' ? nearest(value, known) : undefined;
      return mistake(
        `${place} is ${described(value)}; known values: ${known.join(', ')}`,
        near === undefined ? `write ${oneOf(known)}` : `did you mean ${near}?`,
      );
    }
    case 'too_small':
      return value === '' || (Array.isArray(value) && value.length === 0)
        ? mistake(`${place} is empty`, `write at least one ${value === '' ? 'character' : 'entry'}`)
        : mistake(
            `${place} is ${described(value)}, less than ${issue.minimum}`,
            `write at least ${issue.minimum}`,
          );
    case 'too_big':
      return mistake(
        `${place} is ${described(value)}, more than ${issue.maximum}`,
        `write at most ${issue.maximum}`,
      );
    default:
      return mistake(...ownSentence(issue, place, value));
  }
}

/** Messages of the model's own rules are the end of a sentence: "is not a duration: write …". */
function ownSentence(issue: Issue, place: string, value: unknown): [problem: string, hint: string] {
  const [problem, ...hint] = issue.message.split(': ');
  const shown = typeof value === 'object' ? '' : ` ${described(value)}`;
  return [`${place}${shown} ${problem}`, hint.join(': ') || 'correct it'];
}

function unionMistakes(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  source: YamlSource,
  jsonSchema: unknown,
): FoundMistake[] {
  const value = valueAt(source.value, path);
  const place = placeOf(path);
  const branches = schemasAt(jsonSchema, path);
  const line = source.lineOf(path);
  if (!isRecord(value)) {
    const wanted = oneOf([
      ...new Set(branches.map((branch) => (isRecord(branch) ? wordFor(String(branch.type)) : ''))),
    ]);
    return [
      {
        line,
        problem: `${place} is ${described(value)}, not ${wanted}`,
        hint: `write ${wanted}`,
        isKey: false,
      },
    ];
  }
  const known = keysOf(branches);
  const written = Object.keys(value);
  const unknown = written.filter((key) => !known.includes(key));
  if (unknown.length > 0) return unknownKeys(unknown, path, source, known);
  // The choice that is a map and knows all keys that were written is the one that was meant.
  const meant = issue.errors.find((errors) =>
    errors.every(({ code, path: below }) => code !== 'unrecognized_keys' && below.length > 0),
  );
  if (meant !== undefined && written.length > 0) {
    return meant.flatMap((inner) => mistakesOf(inner, path, source, jsonSchema));
  }
  const problem = written.length === 0 ? `${place} is empty` : `${place} has both ${written.join(' and ')}`;
  return [{ line, problem, hint: `write one of ${known.join(', ')}`, isKey: false }];
}

function unknownKeys(
  keys: readonly string[],
  path: Path,
  source: YamlSource,
  known: readonly string[],
): FoundMistake[] {
  const where = path.length === 0 ? 'at the top' : `under ${placeOf(path)}`;
  return keys.slice(0, maxUnknownKeys).map((key) => {
    const near = nearest(key, known);
    return {
      line: source.lineOfKey(path, key),
      problem: `unknown key "${key.slice(0, 100)}" ${where}; known keys: ${known.join(', ')}`,
      hint: near === undefined ? 'remove it, or write one of the known keys' : `did you mean ${near}?`,
      isKey: true,
    };
  });
}

/** The JSON Schemas that hold at a path: several where the schema leaves a choice. */
function schemasAt(root: unknown, path: Path): unknown[] {
  let found = choices(root);
  for (const step of path) {
    found = found.flatMap((schema) => {
      if (!isRecord(schema)) return [];
      if (typeof step === 'number') return choices(schema.items);
      return isRecord(schema.properties) ? choices(schema.properties[step]) : [];
    });
  }
  return found;
}

function choices(schema: unknown): unknown[] {
  return isRecord(schema) && Array.isArray(schema.anyOf) ? schema.anyOf.flatMap(choices) : [schema];
}

function keysOf(schemas: readonly unknown[]): string[] {
  return schemas.flatMap((schema) =>
    isRecord(schema) && isRecord(schema.properties) ? Object.keys(schema.properties) : [],
  );
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (found, step) => (typeof found === 'object' && found !== null ? Reflect.get(found, step) : undefined),
    value,
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function described(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a map';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 100)) : String(value);
}

function wordFor(type: string): string {
  const words: Readonly<Record<string, string>> = {
    array: 'a list',
    boolean: 'true or false',
    number: 'a number',
    object: 'a map',
    string: 'text',
  };
  return words[type] ?? type;
}

function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
