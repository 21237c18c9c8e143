import type { FactBudget } from './fact-budget.ts';
import type { FileType } from './file-reader.ts';
import type { FactRow } from './layer-facts.ts';
import type { LayerRecord } from './layer-record.ts';
import type { TreeBudget, TreeNode } from './tree.ts';

/**
 * A layer's record as columns, one value for each node in depth-first order, the root first: the plain form in which
 * it is kept. Directories of eighty thousand files load in tens of milliseconds, which objects in JSON do not.
 */
export interface LayerColumns {
  /** Separated by `/`, which no name can hold. */
  readonly names: string;
  /** Which of `kinds` a node is. */
  readonly kind: readonly number[];
  /** Type, mode, uid, gid, implied (1) or not (0): few combinations are ever used. */
  readonly kinds: readonly (readonly [FileType, number, number, number, number])[];
  readonly size: readonly number[];
  /** Number of the content; -1 for none. */
  readonly file: readonly number[];
  /** How many nodes a directory has in it; 0 for what is none. */
  readonly count: readonly number[];
  /** Targets, by index of the node. */
  readonly links: Readonly<Record<string, string>>;
  /** Capabilities, by index of the node. */
  readonly capabilities: Readonly<Record<string, string>>;
  readonly hides: Readonly<Record<string, readonly string[]>>;
  readonly opaque: readonly number[];
  readonly facts: Readonly<Record<string, FactColumns>>;
  readonly problems: readonly string[];
  readonly factBytes: number;
}

interface FactColumns {
  readonly file: readonly number[];
  /** Separated by NUL. */
  readonly paths: string;
  readonly fact: readonly unknown[];
}

export function toColumns(record: LayerRecord): LayerColumns {
  const names: string[] = [];
  const kinds = new Map<string, number>();
  // Files that stand together are mostly of one kind.
  let last: { readonly node: TreeNode; readonly index: number } | undefined;
  const kindOf = (node: TreeNode): number => {
    if (last !== undefined && isSameKind(node, last.node)) return last.index;
    const key = JSON.stringify([node.type, node.mode, node.uid, node.gid, node.implicit ? 1 : 0]);
    last = { node, index: kinds.get(key) ?? kinds.set(key, kinds.size).size - 1 };
    return last.index;
  };
  const kind: number[] = [];
  const size: number[] = [];
  const file: number[] = [];
  const count: number[] = [];
  const links: Record<string, string> = {};
  const capabilities: Record<string, string> = {};
  const hides: Record<string, string[]> = {};
  const opaque: number[] = [];
  const add = (name: string, node: TreeNode): void => {
    const index = names.push(name) - 1;
    kind.push(kindOf(node));
    size.push(node.size);
    file.push(node.file ?? -1);
    count.push(node.children?.size ?? 0);
    if (node.link !== undefined) links[index] = node.link;
    if (node.capabilities !== undefined) capabilities[index] = node.capabilities;
    if (node.hides !== undefined) hides[index] = [...node.hides];
    if (node.opaque) opaque.push(index);
    for (const [childName, child] of node.children ?? []) add(childName, child);
  };
  add('', record.root);
  const facts = [...record.facts].map(([reader, rows]) => [reader, factColumns(rows)] as const);
  return {
    names: names.join('/'),
    kind,
    kinds: [...kinds.keys()].map((key) => JSON.parse(key)),
    size,
    file,
    count,
    links,
    capabilities,
    hides,
    opaque,
    facts: Object.fromEntries(facts),
    problems: record.problems,
    factBytes: record.factBytes,
  };
}

function isSameKind(a: TreeNode, b: TreeNode): boolean {
  const isSame = a.type === b.type && a.mode === b.mode && a.uid === b.uid && a.gid === b.gid;
  return isSame && (a.implicit ?? false) === (b.implicit ?? false);
}

function factColumns(rows: readonly FactRow[]): FactColumns {
  return {
    file: rows.map((row) => row.file),
    paths: rows.map((row) => row.path).join('\0'),
    fact: rows.map((row) => row.fact),
  };
}

/** What all layers share. */
export interface LayerBudgets {
  readonly spend: TreeBudget;
  readonly keep: FactBudget;
}

/**
 * The record that the columns were made from.
 * @param layer index of the layer in the image at hand
 * @throws what `spend` and `keep` throw
 */
export function fromColumns(
  columns: LayerColumns,
  layer: number,
  { spend, keep }: LayerBudgets,
): LayerRecord {
  spend(`layer ${layer + 1}`, columns.kind.length, columns.names.length);
  keep(`layer ${layer + 1}`, columns.factBytes);
  const names = columns.names.split('/');
  const opaque = new Set(columns.opaque);
  let index = 0;
  const take = (): TreeNode => {
    const at = index;
    index += 1;
    const [type, mode, uid, gid, implied] = columns.kinds[columns.kind[at] ?? 0] ?? ['file', 0, 0, 0, 0];
    const file = columns.file[at] ?? -1;
    const node: TreeNode = {
      type,
      mode,
      uid,
      gid,
      size: columns.size[at] ?? 0,
      layer,
      file: file < 0 ? undefined : file,
      fileLayer: layer,
    };
    const link = columns.links[at];
    if (link !== undefined) node.link = link;
    const capabilities = columns.capabilities[at];
    if (capabilities !== undefined) node.capabilities = capabilities;
    if (type === 'directory') {
      node.children = new Map();
      node.implicit = implied === 1;
      if (opaque.has(at)) node.opaque = true;
    }
    for (let left = columns.count[at] ?? 0; left > 0; left -= 1)
      node.children?.set(names[index] ?? '', take());
    const hidden = columns.hides[at];
    if (hidden !== undefined) node.hides = new Set(hidden);
    return node;
  };
  const facts = Object.entries(columns.facts).map(([reader, rows]) => [reader, factRows(rows)] as const);
  const linksBelow = columns.kinds.some(([type]) => type === 'hardlink');
  const { problems, factBytes } = columns;
  return { root: take(), facts: new Map(facts), problems, linksBelow, factBytes };
}

function factRows({ file, paths, fact }: FactColumns): FactRow[] {
  const path = paths.split('\0');
  return file.map((number, row) => ({ file: number, path: path[row] ?? '', fact: fact[row] }));
}
