import { fault } from '../errors.ts';
import { shownPath } from '../io/untar.ts';
import { noHashes } from './content-hashes.ts';
import type { FileReader } from './file-reader.ts';
import type { FileNode, FileView, LocatedFact } from './file-view.ts';
import type { LayerRecord } from './layer-record.ts';
import { createProblemList } from './problem-list.ts';
import {
  entriesOf,
  follow,
  impliedDirectory,
  nodeAt,
  removedBy,
  type TreeNode,
  toFileNode,
  visitEntries,
} from './tree.ts';

const maxProblems = 1000;

/**
 * Puts layers on top of each other, lowest first, as overlay file systems do: whiteouts and opaque marks hide what is
 * below and never what their own layer has; a directory on a directory is both together, anything else replaces what
 * is below. Where engines are known to disagree, what some of them show stays, and a problem says so.
 * The records are taken over: their trees become the view's.
 */
export function mergeLayers(
  records: readonly LayerRecord[],
  readers: readonly FileReader<unknown>[],
  about: Pick<FileView, 'layers' | 'walked'>,
): FileView {
  const problems = createProblemList(maxProblems);
  const root = impliedDirectory(0);
  for (const [layer, record] of records.entries()) {
    const problem = (sentence: string): void => problems.add(`layer ${layer + 1}: ${sentence}`);
    for (const sentence of record.problems) problem(sentence);
    if (record.linksBelow) linkToLower(record.root, root, readers, problem);
    if (record.root.opaque && (root.children?.size ?? 0) > 0) {
      record.root.opaque = false;
      problem('it hides the whole root, which overlay file systems ignore and other engines do not');
    }
    mergeDirectory(root, record.root, '', problem);
  }
  return createView(root, records, { ...about, problems: problems.sentences() });
}

type Problem = (sentence: string) => void;

/**
 * Gives hard links whose targets are in a layer below the content that they have there, before it is covered. A reader
 * that wants it only under its new name cannot be shown it any more, so that is a problem.
 */
function linkToLower(
  upper: TreeNode,
  lower: TreeNode,
  readers: readonly FileReader<unknown>[],
  problem: Problem,
): void {
  const folders: { readonly node: TreeNode; readonly prefix: string }[] = [{ node: upper, prefix: '' }];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const [name, node] of folder.node.children ?? []) {
      const path = folder.prefix + name;
      if (node.children !== undefined) folders.push({ node, prefix: `${path}/` });
      if (node.type !== 'hardlink') continue;
      const found = follow(lower, node.link ?? '', 'keep');
      if (found === undefined || found.node.children !== undefined) {
        problem(`${shownPath(path)} is a hard link to ${shownPath(node.link ?? '')}, which is not there`);
        folder.node.children?.delete(name);
        continue;
      }
      const { mode, uid, gid, layer, capabilities = found.node.capabilities } = node;
      folder.node.children?.set(name, { ...found.node, mode, uid, gid, capabilities, layer });
      if (found.node.file === undefined) continue;
      for (const reader of readers) {
        if (!wants(reader, path, found.node) || wants(reader, found.path, found.node)) continue;
        problem(
          `${shownPath(path)} is a hard link to a file of a lower layer, which was not read as ${reader.name}`,
        );
      }
    }
  }
}

/** Puts what `upper` has on top of `lower`, which is changed. */
function mergeDirectory(lower: TreeNode, upper: TreeNode, path: string, problem: Problem): void {
  const merged = lower.children;
  if (merged === undefined) return;
  const gone = (name: string): void => {
    lower.gone ??= new Map();
    lower.gone.set(name, upper.layer);
  };
  if (upper.opaque) {
    for (const name of merged.keys()) gone(name);
    merged.clear();
  }
  for (const name of upper.hides ?? []) {
    const again = upper.children?.get(name)?.children !== undefined;
    if (again && (merged.get(name)?.children?.size ?? 0) > 0) {
      const where = shownPath(path + name);
      problem(
        `${where} is hidden and made again in one layer: some engines show what is below it, others do not`,
      );
    } else if (merged.delete(name)) {
      gone(name);
    }
  }
  for (const [name, node] of upper.children ?? []) {
    const below = merged.get(name);
    if (below?.children !== undefined && node.children !== undefined) {
      mergeDirectory(below, node, `${path}${name}/`, problem);
    } else {
      // With a directory goes what is below it.
      if (below?.children !== undefined) gone(name);
      merged.set(name, node);
    }
  }
  if (upper.implicit) return;
  Object.assign(lower, {
    mode: upper.mode,
    uid: upper.uid,
    gid: upper.gid,
    layer: upper.layer,
    implicit: false,
  });
}

function createView(
  root: TreeNode,
  records: readonly LayerRecord[],
  about: Pick<FileView, 'layers' | 'walked' | 'problems'>,
): FileView {
  let names: Names | undefined;
  const located = new Map<string, readonly LocatedFact<unknown>[]>();

  function rowsOf(reader: FileReader<unknown>, record: LayerRecord) {
    const rows = record.facts.get(reader.name);
    if (rows !== undefined) return rows;
    throw fault('USAGE', { problem: `the layers were walked without the reader ${reader.name}` });
  }

  function factsOf(reader: FileReader<unknown>): readonly LocatedFact<unknown>[] {
    names ??= visibleNames(root, records);
    const found: LocatedFact<unknown>[] = [];
    for (const [layer, record] of records.entries()) {
      for (const row of rowsOf(reader, record)) {
        for (const [path, node] of names[layer]?.get(row.file) ?? []) {
          // Of the names of a hard-linked file, those count that the reader wants.
          if (path !== row.path && !wants(reader, path, node)) continue;
          found.push({ path, layer: node.layer, fact: row.fact });
        }
      }
    }
    return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  }

  return {
    ...about,
    get(path) {
      const node = nodeAt(root, path);
      return node === undefined ? undefined : toFileNode(node);
    },
    removedBy: (path) => removedBy(root, path),
    resolve(path) {
      const found = follow(root, path, 'follow');
      return found === undefined ? undefined : { path: found.path, node: toFileNode(found.node) };
    },
    entries: (folder = '') => shownEntries(root, folder),
    find(wanted) {
      const found: (readonly [path: string, node: FileNode])[] = [];
      visitEntries(root, (path, node) => {
        if (wanted(path, node)) found.push([path, toFileNode(node)]);
      });
      return found.sort(([a], [b]) => (a < b ? -1 : 1));
    },
    facts<Fact>(reader: FileReader<Fact>) {
      const known = located.get(reader.name) ?? factsOf(reader);
      located.set(reader.name, known);
      return known as readonly LocatedFact<Fact>[];
    },
    history<Fact>(reader: FileReader<Fact>) {
      const rows = records.flatMap((record, layer) =>
        rowsOf(reader, record).map(({ path, fact }) => ({ path, layer, fact })),
      );
      return rows as readonly LocatedFact<Fact>[];
    },
  };
}

/** Made anew for whoever looks at them: kept, they would take more memory than the tree itself. */
function* shownEntries(root: TreeNode, folder: string): Generator<readonly [path: string, node: FileNode]> {
  const start = nodeAt(root, folder);
  const prefix = folder === '' ? '' : `${folder}/`;
  if (start !== undefined)
    for (const [path, node] of entriesOf(start, prefix)) yield [path, toFileNode(node)];
}

function wants(reader: FileReader<unknown>, path: string, { mode, uid, gid, size }: TreeNode): boolean {
  try {
    return reader.open({ path, type: 'file', mode, uid, gid, size }, noHashes) !== undefined;
  } catch {
    // It threw in the walk too, where that became a problem.
    return true;
  }
}

/** By layer and number of the content, where it is visible. */
type Names = readonly ReadonlyMap<number, (readonly [path: string, node: TreeNode])[]>[];

/** Of those contents that some reader found something in. */
function visibleNames(root: TreeNode, records: readonly LayerRecord[]): Names {
  const names: Names = records.map(({ facts }) => {
    const numbers = [...facts.values()].flatMap((rows) => rows.map(({ file }) => file));
    return new Map(numbers.map((file) => [file, []]));
  });
  visitEntries(root, (path, node) => {
    if (node.file !== undefined) names[node.fileLayer]?.get(node.file)?.push([path, node]);
  });
  return names;
}
