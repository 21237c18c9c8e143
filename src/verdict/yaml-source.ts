import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  Parser,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml';

/** A mistake in a file: where, what, and what to do about it as an imperative clause. */
export interface Mistake {
  readonly line: number;
  readonly problem: string;
  readonly hint: string;
}

/** Keys and indexes from the top of a document down. */
export type Path = readonly (string | number)[];

/** A YAML document as plain data, with the lines it was written on. */
export interface YamlSource {
  readonly value: unknown;
  /** The line of the value at `path`, or of what is nearest above it. */
  lineOf(path: Path): number;
  /** The line on which `key` stands in the map at `path`. */
  lineOfKey(path: Path, key: string): number;
}

const maxBytes = 1024 * 1024;
// The parser's time grows with the square of what one line nests, and of the aliases of a document.
const maxLineLength = 8192;
const maxAliases = 100;
// Seven are enough for a policy. What is nested more deeply overflows the composer's stack, sooner or later.
const maxDepth = 32;

/**
 * Reads one YAML 1.2 document of the core schema: no tags, text keys only, each key once. Returns the first mistake
 * instead when there is one. Bounded in size, nesting and aliases, so that a hostile file costs seconds, not hours.
 */
export function readYaml(text: string): YamlSource | Mistake {
  const size = Buffer.byteLength(text);
  if (size > maxBytes)
    return at(1, `the file has ${size} bytes, the limit is ${maxBytes}`, 'make it smaller');
  const tooLong = text.split('\n').findIndex((line) => line.length > maxLineLength);
  if (tooLong >= 0) {
    return at(tooLong + 1, `the line has more than ${maxLineLength} characters`, 'write it on several lines');
  }
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const deep = offsetOfDepth(tokens);
  if (deep !== undefined) return { line: lineAt(lines, deep), ...tooDeep };
  const composer = new Composer({
    logLevel: 'silent',
    prettyErrors: false,
    resolveKnownTags: false,
    schema: 'core',
    stringKeys: true,
    // Its own check compares every key with every other.
    uniqueKeys: false,
  });
  const [document, second] = [...composer.compose(tokens)];
  if (document === undefined) return at(1, 'the file is empty', 'write a policy into it');
  // The warnings are about tags and directives, which would not do what they seem to.
  const error = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])[0];
  if (error !== undefined) return { line: lineAt(lines, error.pos[0]), ...sentenceOf(error) };
  if (second !== undefined) {
    const line = lineAt(lines, second.range[0]);
    return at(line, 'a second document begins', 'write one document, without --- inside');
  }
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    return at(1, 'the file is empty', 'write a policy into it');
  }
  const mistake = aliasMistake(document, lines) ?? duplicateKey(document, lines);
  if (mistake !== undefined) return mistake;
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: maxAliases });
  } catch {
    // All that is left to go wrong: aliases of aliases that multiply.
    return at(1, 'the aliases of the file multiply without bound', 'write out what they stand for');
  }
  return {
    value,
    lineOf: (path) => lineAt(lines, offsetOf(document, path)),
    lineOfKey(path, key) {
      const map = resolve(document, nodeAt(document, path));
      const pair = isMap(map) ? pairOf(map, key) : undefined;
      return lineAt(lines, startOf(pair?.key) ?? offsetOf(document, path));
    },
  };
}

const tooDeep = {
  problem: 'the file is nested too deeply',
  hint: 'a policy needs no more than seven levels',
};

/** Where the first thing stands that is nested more than `maxDepth` deep. Without recursion, unlike what comes after. */
function offsetOfDepth(tokens: readonly CST.Token[]): number | undefined {
  const open: (readonly [token: CST.Token, depth: number])[] = tokens.map((token) => [token, 0] as const);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [token, depth] = next;
    if (depth > maxDepth) return token.offset;
    if (token.type === 'document' && token.value !== undefined) open.push([token.value, depth]);
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (value !== undefined) open.push([value, depth + 1]);
      if (key !== undefined && key !== null) open.push([key, depth + 1]);
    }
  }
  return undefined;
}

export function isMistake(read: YamlSource | Mistake): read is Mistake {
  return 'problem' in read;
}

function at(line: number, problem: string, hint: string): Mistake {
  return { line, problem, hint };
}

function aliasMistake(document: Document.Parsed, lines: LineCounter): Mistake | undefined {
  let count = 0;
  let mistake: Mistake | undefined;
  visit(document, {
    Alias(_, alias) {
      count += 1;
      const line = lineAt(lines, startOf(alias) ?? 0);
      if (count > maxAliases)
        mistake = at(line, `the file has more than ${maxAliases} aliases`, 'write them out');
      else if (alias.resolve(document) === undefined) {
        mistake = at(
          line,
          `the alias *${alias.source} stands for nothing above it`,
          'define its anchor first',
        );
      }
      return mistake === undefined ? undefined : visit.BREAK;
    },
  });
  return mistake;
}

function duplicateKey(document: Document.Parsed, lines: LineCounter): Mistake | undefined {
  let mistake: Mistake | undefined;
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        const name = keyOf(key);
        if (seen.has(name)) {
          mistake = at(
            lineAt(lines, startOf(key) ?? 0),
            `the key "${name}" is there twice`,
            'keep one of them',
          );
          return visit.BREAK;
        }
        seen.add(name);
      }
      return undefined;
    },
  });
  return mistake;
}

/** The parser's own words, but for the mistakes that people make often. */
function sentenceOf(error: YAMLError): Pick<Mistake, 'problem' | 'hint'> {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { problem: 'a tab is used to indent', hint: 'indent with spaces' };
    case 'TAG_RESOLVE_FAILED':
      return { problem: 'a tag (!…) is used', hint: 'write the value without it' };
    case 'BAD_DIRECTIVE':
      return { problem: 'a directive (%…) is used', hint: 'leave the line out' };
    case 'NON_STRING_KEY':
      return { problem: 'a key is a list or a map', hint: 'write a name as the key' };
    case 'RESOURCE_EXHAUSTION':
      return tooDeep;
    default:
      return { problem: `not YAML: ${error.message.split('\n')[0]}`, hint: 'correct the file there' };
  }
}

/** Where the value at `path` begins; of a path that is not there, where the last part of it that is there begins. */
function offsetOf(document: Document.Parsed, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const above = resolve(document, nodeAt(document, path.slice(0, length - 1)));
    const last = path[length - 1];
    const node = nodeAt(document, path.slice(0, length));
    const pair = isMap(above) && typeof last === 'string' ? pairOf(above, last) : undefined;
    // A map or list below its key begins on a later line: the key is where a person looks.
    const offset = startOf(isScalar(node) || isSeq(above) ? node : (pair?.key ?? node));
    if (offset !== undefined) return offset;
  }
  return startOf(document.contents) ?? 0;
}

function nodeAt(document: Document.Parsed, path: Path): unknown {
  let node: unknown = document.contents;
  for (const step of path) {
    node = resolve(document, node);
    if (isMap(node) && typeof step === 'string') node = pairOf(node, step)?.value;
    else if (isSeq(node) && typeof step === 'number') node = node.items[step];
    else return undefined;
  }
  return node;
}

function resolve(document: Document.Parsed, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function pairOf(map: YAMLMap, key: string): YAMLMap['items'][number] | undefined {
  return map.items.find((pair) => keyOf(pair.key) === key);
}

function keyOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

function startOf(node: unknown): number | undefined {
  return typeof node === 'object' && node !== null && 'range' in node ? (node as Node).range?.[0] : undefined;
}

function lineAt(lines: LineCounter, offset: number): number {
  return Math.max(1, lines.linePos(offset).line);
}
