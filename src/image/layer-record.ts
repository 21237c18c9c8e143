import type { Hashing } from '../io/hashing.ts';
import { ownText } from '../io/own-text.ts';
import { type EntryHandler, maxPathBytes, shownPath, type TarContent, type TarEntry } from '../io/untar.ts';
import { maxCapabilityBytes } from './capabilities.ts';
import type { FactBudget } from './fact-budget.ts';
import type { FileReader } from './file-reader.ts';
import { createLayerFacts, type FactRow } from './layer-facts.ts';
import { createProblemList } from './problem-list.ts';
import { type Found, follow, impliedDirectory, splitPath, type TreeBudget, type TreeNode } from './tree.ts';

/** One layer, unpacked on its own as overlay file systems do, and what the readers found in it. */
export interface LayerRecord {
  readonly root: TreeNode;
  /** By name of the reader; of every content of the layer, also of those that a later entry replaced. */
  readonly facts: ReadonlyMap<string, readonly FactRow[]>;
  /** One printable sentence each. */
  readonly problems: readonly string[];
  /** Whether there are nodes of the type `hardlink`, whose targets are in layers below. */
  readonly linksBelow: boolean;
  /** Of the facts, about. */
  readonly factBytes: number;
}

const maxProblems = 100;

export interface LayerRecorder extends EntryHandler {
  /**
   * What to show the same entries to once more; undefined (nearly always) when that is not needed. It is when a hard
   * link gave a file another name, and a reader wants it only under that.
   */
  secondPass(): EntryHandler | undefined;
  record(): LayerRecord;
}

export interface RecorderOptions {
  /** Index of the layer. */
  readonly layer: number;
  /** For messages: `layer 2`. */
  readonly what: string;
  /** Whether names that begin with `.wh.` are marks; in a bare folder they are files as any other. */
  readonly whiteouts: boolean;
  /** Told of every file and name. */
  readonly spend: TreeBudget;
  /** Told of every fact. */
  readonly keep: FactBudget;
  /** What readers ask for digests. */
  readonly hashing: Hashing;
}

/**
 * Builds the tree of one layer from its entries, in their order, and shows each file to the readers that want it.
 * Links that earlier entries of the layer made are followed, inside the root; what lower layers have does not count.
 * @throws what `spend` throws, from `entry`, and what `keep` throws, when a file ends
 */
export function createLayerRecorder(
  readers: readonly FileReader<unknown>[],
  { layer, what, whiteouts, spend, keep, hashing }: RecorderOptions,
): LayerRecorder {
  const root = impliedDirectory(layer);
  const { add: problem, sentences } = createProblemList(maxProblems);
  let factBytes = 0;
  const facts = createLayerFacts(readers, hashing, problem, (bytes) => {
    factBytes += bytes;
    keep(what, bytes);
  });
  let linksBelow = false;
  let files = 0;
  // Entries come folder by folder: the last one found is good until something is replaced.
  let lastFolder: (Found & { readonly written: string }) | undefined;

  function put(folder: TreeNode, name: string, node: TreeNode): TreeNode {
    spend(what, 1, name.length + (node.link?.length ?? 0));
    if (folder.children?.has(name)) lastFolder = undefined;
    folder.children?.set(ownText(name), node);
    return node;
  }

  function folderAt(written: string): Found | undefined {
    if (lastFolder?.written === written) return lastFolder;
    // With a slash behind it, the last part has to be a directory too.
    const found = follow(root, `${written}/`, 'follow', {
      missing({ path, node }, name) {
        // Links in links could dig ever deeper.
        return path.length > maxPathBytes ? undefined : put(node, name, impliedDirectory(layer));
      },
      blocked({ node }, name) {
        problem(`${shownPath(written)} is below something that is no directory, which engines do not unpack`);
        return put(node, name, impliedDirectory(layer));
      },
    });
    if (found?.node.children === undefined) return undefined;
    lastFolder = { written, ...found };
    return lastFolder;
  }

  /** OCI image-spec v1.1, layer.md, "Whiteouts". True when the entry is a mark and not a file. */
  function takeWhiteout(folder: TreeNode, name: string, path: string): boolean {
    if (!whiteouts || !name.startsWith('.wh.')) return false;
    const hidden = name.slice('.wh.'.length);
    if (name === '.wh..wh..opq') {
      folder.opaque = true;
    } else if (hidden === '' || hidden === '.' || hidden === '..') {
      problem(`${shownPath(path)} is a whiteout of nothing, which engines do not unpack`);
    } else if (!hidden.startsWith('.wh.')) {
      // What is left are the metadata of AUFS, which engines leave out.
      if (folder.children?.has(hidden)) {
        const where = shownPath(path.slice(0, path.length - name.length) + hidden);
        problem(`${where} is hidden after the same layer added it: some engines take it away, others do not`);
      }
      folder.hides ??= new Set();
      folder.hides.add(hidden);
      spend(what, 0, hidden.length);
    }
    return true;
  }

  function takeRoot(entry: TarEntry): void {
    if (entry.type === 'directory') Object.assign(root, attributesOf(entry), { implicit: false });
    else problem(`the root is a ${entry.type}, which engines do not unpack`);
  }

  function takeHardLink(entry: TarEntry, path: string): TreeNode | undefined {
    const target = entry.link ?? '';
    const place = follow(root, target, 'keep');
    const found = place?.node;
    // Its target may be in a layer below: that is looked for when layers are merged.
    if (found === undefined) {
      linksBelow = true;
      return { ...nodeOf(entry, undefined), link: target };
    }
    if (found.children !== undefined || place?.path === path) {
      const reason = place?.path === path ? 'itself' : 'a directory';
      problem(`${shownPath(path)} is a hard link to ${reason}, which engines do not unpack`);
      return undefined;
    }
    // Engines set mode and owner of the entry on what it names, which is the same file under all of its names.
    const { mode, uid, gid } =
      found.type === 'symlink' ? { ...attributesOf(entry), mode: found.mode } : entry;
    const changed = mode !== found.mode || uid !== found.uid || gid !== found.gid;
    // An entry without the attribute leaves it: some kernels and engines drop it then, and the stronger is assumed.
    Object.assign(found, { mode, uid, gid });
    const capabilities = capabilitiesOf(entry);
    if (capabilities !== undefined) found.capabilities = capabilities;
    if (found.file !== undefined) {
      facts.renamed(found.file, { path, type: 'file', mode, uid, gid, size: found.size }, changed);
    }
    return found;
  }

  function nodeOf(entry: TarEntry, file: number | undefined): TreeNode {
    const { type, mode, uid, gid, size, link } = entry;
    const node: TreeNode = { type, mode, uid, gid, size, layer, file, fileLayer: layer };
    if (link !== undefined) node.link = link;
    const capabilities = capabilitiesOf(entry);
    if (capabilities !== undefined) node.capabilities = capabilities;
    if (type === 'directory') {
      node.children = new Map();
      node.implicit = false;
    }
    return node;
  }

  return {
    problem,
    entry(entry): TarContent | undefined {
      const file = entry.type === 'file' ? files++ : undefined;
      if (entry.path === '') {
        takeRoot(entry);
        return undefined;
      }
      const { folder: written, base } = splitPath(entry.path);
      const folder = folderAt(written);
      if (folder === undefined) {
        problem(`${shownPath(entry.path)} is behind links that lead in a circle or too deep`);
        return undefined;
      }
      if (takeWhiteout(folder.node, base, entry.path)) return undefined;
      const path = folder.path === '' ? base : `${folder.path}/${base}`;
      const existing = folder.node.children?.get(base);
      if (entry.type === 'directory' && existing?.children !== undefined) {
        Object.assign(existing, attributesOf(entry), { implicit: false });
        return undefined;
      }
      if (entry.type === 'hardlink') {
        const node = takeHardLink(entry, path);
        if (node !== undefined) put(folder.node, base, node);
        return undefined;
      }
      put(folder.node, base, nodeOf(entry, file));
      return file === undefined
        ? undefined
        : facts.open(file, path === entry.path ? entry : { ...entry, path });
    },
    secondPass() {
      if (!facts.missing()) return undefined;
      let seen = 0;
      return {
        problem() {},
        entry: (entry) => (entry.type === 'file' ? facts.reopen(seen++) : undefined),
      };
    },
    record: () => ({ root, facts: facts.rows(), linksBelow, problems: sentences(), factBytes }),
  };
}

/** Only a file can be run with them. */
function capabilitiesOf({ type, capabilities }: TarEntry): string | undefined {
  if (capabilities === undefined || (type !== 'file' && type !== 'hardlink')) return undefined;
  return Buffer.from(capabilities.subarray(0, maxCapabilityBytes)).toString('hex');
}

function attributesOf({ mode, uid, gid }: TarEntry | TreeNode): Pick<TreeNode, 'mode' | 'uid' | 'gid'> {
  return { mode, uid, gid };
}
