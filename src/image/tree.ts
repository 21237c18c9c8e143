import { fault } from '../errors.ts';
import type { FileType } from './file-reader.ts';
import type { FileNode } from './file-view.ts';

/**
 * One file of a layer, or of the merged view. There may be millions of them: what few have is no property of the others,
 * and all of a kind are made with the same ones in the same order, which takes half the memory of spreading another.
 */
export interface TreeNode {
  /** `hardlink` only in a layer: its target, `link`, is in a layer below. */
  type: FileType;
  mode: number;
  uid: number;
  gid: number;
  size: number;
  link?: string | undefined;
  /** The extended attribute `security.capability`, in hexadecimal digits; like mode and owner, of the file. */
  capabilities?: string | undefined;
  /** Index of the layer that brought this path. */
  layer: number;
  /** Which content it has: `file` counts the contents of layer `fileLayer`. Hard links share it. */
  file: number | undefined;
  fileLayer: number;
  /** Of directories only. */
  children?: Map<string, TreeNode>;
  /** A directory that no entry of the layer describes: something below it is all that is known. */
  implicit?: boolean;
  /** Names that the layer removes from the layers below (whiteouts); of directories only. */
  hides?: Set<string>;
  /** The layer removes everything that the layers below have here; of directories only. */
  opaque?: boolean;
  /** Of a merged directory: what was in it and a layer took away, even where another has brought it back; index of that layer. */
  gone?: Map<string, number>;
}

/** What the trees of all layers of one image may hold together. */
export interface TreeLimits {
  /** Files, directories and implied directories. */
  readonly nodes: number;
  /** Of all names and link targets. */
  readonly characters: number;
}

/** A hundred characters for each of three million files; the largest images have some hundred thousand. */
export const treeLimits: TreeLimits = { nodes: 3_000_000, characters: 300_000_000 };

/** Takes nodes and characters from what is left. @throws TOO_MANY when nothing is, with `what` in the message */
export type TreeBudget = (what: string, nodes: number, characters: number) => void;

export function createTreeBudget(limits: TreeLimits = treeLimits): TreeBudget {
  let nodesLeft = limits.nodes;
  let charactersLeft = limits.characters;
  return (what, nodes, characters) => {
    nodesLeft -= nodes;
    charactersLeft -= characters;
    if (nodesLeft < 0) throw fault('TOO_MANY', { what, max: limits.nodes, things: 'files' });
    if (charactersLeft >= 0) return;
    throw fault('TOO_MANY', { what, max: limits.characters, things: 'characters in the names of files' });
  };
}

/** Linux follows this many symbolic links in one look-up (path_resolution(7)). */
export const maxLinks = 40;

/** What engines make a directory that no entry describes. */
const impliedMode = 0o755;

export function impliedDirectory(layer: number): TreeNode {
  return {
    type: 'directory',
    mode: impliedMode,
    uid: 0,
    gid: 0,
    size: 0,
    layer,
    file: undefined,
    fileLayer: layer,
    children: new Map(),
    implicit: true,
  };
}

export function splitPath(path: string): { readonly folder: string; readonly base: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(slash, 0)), base: path.slice(slash + 1) };
}

/** The node at exactly this path, links not followed. */
export function nodeAt(root: TreeNode, path: string): TreeNode | undefined {
  if (path === '') return root;
  let node: TreeNode | undefined = root;
  // Asked for each file of each package: a list of the parts would cost more than the look-up.
  for (let at = 0, slash = 0; slash >= 0 && node !== undefined; at = slash + 1) {
    slash = path.indexOf('/', at);
    node = node.children?.get(slash < 0 ? path.slice(at) : path.slice(at, slash));
  }
  return node;
}

/**
 * The layer that took away what is not at this path any more: of what went with its folder, that of the folder, and so
 * of what was gone before. Links are not followed.
 * @returns its index; undefined for what is there, and for what no layer took away
 */
export function removedBy(root: TreeNode, path: string): number | undefined {
  let node: TreeNode | undefined = root;
  let layer: number | undefined;
  for (const name of path.split('/')) {
    layer = node.gone?.get(name) ?? layer;
    node = node.children?.get(name);
    if (node === undefined) return layer;
  }
  return undefined;
}

export interface Found {
  /** With all links resolved; without leading slash. */
  readonly path: string;
  readonly node: TreeNode;
}

/** What stands in the way of a look-up; its answer is looked into instead. */
export interface Detours {
  /** There is no `name` in the directory. */
  missing?(directory: Found, name: string): TreeNode | undefined;
  /** `name` is there, more of the path follows, and it is neither directory nor link. */
  blocked?(directory: Found, name: string): TreeNode | undefined;
}

/**
 * Looks a path up as the kernel would inside the root: symbolic links are followed, `..` stops at the root.
 * @param last whether a link at the end is followed too
 * @returns undefined for what is missing, below something that is no directory, or behind more than 40 links
 */
export function follow(
  root: TreeNode,
  path: string,
  last: 'follow' | 'keep',
  detours: Detours = {},
): Found | undefined {
  const walked: Found[] = [];
  let here: Found = { path: '', node: root };
  let links = 0;
  const ahead = path.split('/').reverse();
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (here.node.children === undefined) return undefined;
    if (name === '' || name === '.') continue;
    if (name === '..') {
      here = walked.pop() ?? here;
      continue;
    }
    let node = here.node.children.get(name) ?? detours.missing?.(here, name);
    if (node === undefined) return undefined;
    if (node.type === 'symlink' && (ahead.length > 0 || last === 'follow')) {
      const target = node.link ?? '';
      links += 1;
      if (links > maxLinks || target === '') return undefined;
      if (target.startsWith('/')) {
        walked.length = 0;
        here = { path: '', node: root };
      }
      ahead.push(...target.split('/').reverse());
      continue;
    }
    if (ahead.length > 0 && node.children === undefined) {
      node = detours.blocked?.(here, name);
      if (node === undefined) return undefined;
    }
    walked.push(here);
    here = { path: here.path === '' ? name : `${here.path}/${name}`, node };
  }
  return here;
}

/** Every path below the root, directories before what is in them. @param above put before each path */
export function* entriesOf(root: TreeNode, above = ''): Generator<readonly [path: string, node: TreeNode]> {
  const open: { readonly prefix: string; readonly names: Iterator<[string, TreeNode]> }[] = [
    { prefix: above, names: (root.children ?? new Map<string, TreeNode>()).entries() },
  ];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const next = top.names.next();
    if (next.done) {
      open.pop();
      continue;
    }
    const [name, node] = next.value;
    const path = top.prefix + name;
    yield [path, node];
    if (node.children !== undefined) open.push({ prefix: `${path}/`, names: node.children.entries() });
  }
}

/** Calls back for every path below the root, directories before what is in them, and makes nothing else. */
export function visitEntries(
  root: TreeNode,
  visit: (path: string, node: TreeNode) => void,
  above = '',
): void {
  root.children?.forEach((node, name) => {
    const path = above + name;
    visit(path, node);
    if (node.children !== undefined) visitEntries(node, visit, `${path}/`);
  });
}

/** The node as the rest of the program sees it. */
export function toFileNode(node: TreeNode): FileNode {
  const { mode, uid, gid, size, link, capabilities, layer } = node;
  // A hard link that found no target is left out when layers are merged.
  const type = node.type === 'hardlink' ? 'file' : node.type;
  // Made for every file of an image, so without a detour for fields that are nearly always missing.
  if (link === undefined && capabilities === undefined) return { type, mode, uid, gid, size, layer };
  return {
    type,
    mode,
    uid,
    gid,
    size,
    ...(link === undefined ? {} : { link }),
    ...(capabilities === undefined ? {} : { capabilities }),
    layer,
  };
}
