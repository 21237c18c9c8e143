import { posix } from 'node:path';
import type { FileEntry, FileReader, FileType } from '../../src/image/file-reader.ts';
import type { FileNode, FileView, LocatedFact } from '../../src/image/file-view.ts';
import { sha256 } from '../../src/model/digest.ts';
import { readFile } from './read-file.ts';

/** A file of a fake layer: its text, or more; null takes the path (and all below it) away, as a whiteout does. */
export type FakeFile = string | FakeEntry | null;

export interface FakeEntry {
  readonly type?: Exclude<FileType, 'hardlink'>;
  readonly text?: string;
  readonly bytes?: Buffer;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** In hexadecimal digits. */
  readonly capabilities?: string;
  /** Target of a symlink. */
  readonly link?: string;
}

/** Lowest first; paths without leading slash. Folders above a file come by themselves. */
export type FakeLayer = Readonly<Record<string, FakeFile>>;

/** The diff id of the fake layer with this index: what attribution is asserted against. */
export function fakeDiffId(layer: number): ReturnType<typeof sha256> {
  return sha256(`layer ${layer}`);
}

/** A FileView of layers held in memory: the same contract as a walk, with neither archives nor a cache. */
export function fakeView(
  layers: readonly FakeLayer[],
  options: {
    readonly readers?: readonly FileReader<unknown>[];
    readonly problems?: readonly string[];
    /** One pseudo-layer without diff id, as of a folder. */
    readonly bareFolder?: boolean;
  } = {},
): FileView {
  const nodes = new Map<string, FileNode>();
  const gone = new Map<string, number>();
  const facts = new Map<FileReader<unknown>, LocatedFact<unknown>[]>();
  for (const [layer, files] of layers.entries()) {
    for (const [path, file] of Object.entries(files)) {
      if (file === null) {
        remove(nodes, path);
        gone.set(path, layer);
        continue;
      }
      const entry = typeof file === 'string' ? { text: file } : file;
      place(nodes, layer, path, entry);
      for (const reader of options.readers ?? []) {
        const fact = read(reader, path, entry);
        if (fact !== undefined) facts.set(reader, [...(facts.get(reader) ?? []), { path, layer, fact }]);
      }
    }
  }
  const history = <Fact>(reader: FileReader<Fact>): LocatedFact<Fact>[] =>
    (facts.get(reader) ?? []) as LocatedFact<Fact>[];
  return {
    layers: layers.map((_, index) => ({ diffId: options.bareFolder ? null : fakeDiffId(index) })),
    problems: options.problems ?? [],
    walked: { layers: layers.length, fromCache: 0, bytes: 0 },
    get: (path) => nodes.get(path),
    removedBy: (path) => (nodes.has(path) ? undefined : gone.get(path)),
    resolve: (path) => resolve(nodes, path),
    entries: (folder = '') => [...nodes].filter(([path]) => folder === '' || path.startsWith(`${folder}/`)),
    find: (wanted) =>
      [...nodes].filter(([path, node]) => wanted(path, node)).sort(([a], [b]) => (a < b ? -1 : 1)),
    facts: (reader) =>
      history(reader)
        .filter(({ path, layer }) => nodes.get(path)?.layer === layer)
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
    history,
  };
}

function remove(nodes: Map<string, FileNode>, path: string): void {
  for (const known of nodes.keys()) if (known === path || known.startsWith(`${path}/`)) nodes.delete(known);
}

function place(nodes: Map<string, FileNode>, layer: number, path: string, entry: FakeEntry): void {
  for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) {
    if (!nodes.has(folder)) nodes.set(folder, node(layer, { type: 'directory' }));
  }
  nodes.set(path, node(layer, entry));
}

function node(layer: number, entry: FakeEntry): FileNode {
  const type = entry.type ?? (entry.link === undefined ? 'file' : 'symlink');
  return {
    type,
    mode: entry.mode ?? (type === 'directory' ? 0o755 : 0o644),
    uid: entry.uid ?? 0,
    gid: entry.gid ?? 0,
    size: content(entry).length,
    ...(entry.link === undefined ? {} : { link: entry.link }),
    ...(entry.capabilities === undefined ? {} : { capabilities: entry.capabilities }),
    layer,
  };
}

function content(entry: FakeEntry): Buffer {
  return entry.bytes ?? Buffer.from(entry.text ?? '');
}

function read(reader: FileReader<unknown>, path: string, entry: FakeEntry): unknown {
  const fileNode = node(0, entry);
  if (fileNode.type !== 'file') return undefined;
  const { layer: _, capabilities: __, ...header } = fileNode;
  const fact = readFile(reader, { ...header, path } satisfies FileEntry, content(entry), [
    Number.POSITIVE_INFINITY,
  ]);
  // A fact is kept as JSON: what does not survive that must not be relied on.
  return fact === undefined ? undefined : JSON.parse(JSON.stringify(fact));
}

function resolve(
  nodes: ReadonlyMap<string, FileNode>,
  path: string,
): { readonly path: string; readonly node: FileNode } | undefined {
  let left = path.split('/').filter((part) => part !== '');
  let at = '';
  for (let links = 0; links <= 40; ) {
    const [part, ...rest] = left;
    if (part === undefined) {
      const found = nodes.get(at);
      return found === undefined ? undefined : { path: at, node: found };
    }
    left = rest;
    if (part === '.' || part === '') continue;
    const next = part === '..' ? posix.dirname(at).replace(/^\.$/, '') : posix.join(at, part);
    const link = part === '..' ? undefined : nodes.get(next)?.link;
    if (link === undefined) {
      at = next;
      continue;
    }
    links += 1;
    left = [...link.split('/'), ...left];
    if (link.startsWith('/')) at = '';
  }
  return undefined;
}
