import { posix } from 'node:path';
import type { FileNode, FileView } from '../image/file-view.ts';
import { maxId, type RuntimePolicy } from '../model/runtime-policy.ts';

type Writable = RuntimePolicy['files']['writable'][number];

/** Enough for real images; a policy must stay small whatever an image holds. */
const maxWritable = 32;
const maxVolumes = 256;

/** Every program may expect to write here (POSIX.1-2024, 10.1 Directory Structure and Files). */
const temporary: Writable = { path: '/tmp', mode: 0o1777, uid: 0, gid: 0 };

/** Provided by the engine, never from the image. */
const kernelFolders = ['/dev', '/proc', '/sys'];

/** Volumes of the image's configuration as absolute paths, cleaned and sorted. */
export function volumesOf(declared: Readonly<Record<string, unknown>>): RuntimePolicy['volumes'] {
  const keys = Object.keys(declared);
  // The root cannot be a volume: engines refuse to start such an image.
  const paths = [...new Set(keys.map((key) => posix.resolve('/', key)))]
    .filter((path) => path !== '/')
    .sort();
  return {
    paths: paths.slice(0, maxVolumes),
    source: [
      keys.length === 0 ? 'no VOLUME in the image' : 'VOLUME of the image',
      ...(paths.length <= maxVolumes ? [] : [`left out as too many: ${paths.length - maxVolumes}`]),
    ].join('; '),
  };
}

/**
 * What stays writable. A user other than root can write only where permissions let it, so the root becomes
 * read-only and each *empty* folder open to that user gets a temporary file system (one that holds files would lose
 * them to it). Where root would write cannot be told, so its root stays writable.
 */
export function filesOf(
  view: FileView,
  users: RuntimePolicy['users'],
  volumes: readonly string[],
): RuntimePolicy['files'] {
  if (users.root) {
    return {
      readOnlyRoot: false,
      writable: [],
      source:
        'it starts as root, which may write anywhere: give the image a USER and its root becomes read-only',
    };
  }
  const { empty, filled } = openFolders(view, users);
  const covered = (path: string): boolean =>
    [...kernelFolders, ...volumes, temporary.path].some(
      (folder) => path === folder || path.startsWith(`${folder}/`),
    );
  const hints = empty
    .filter(({ path, uid, gid }) => !covered(path) && plainPath.test(path) && isId(uid) && isId(gid))
    .sort(byDepth);
  const kept = hints.slice(0, maxWritable - 1);
  const lost = filled.filter((path) => !covered(path)).length;
  const writable = volumes.includes(temporary.path) ? kept : [temporary, ...kept];
  return {
    readOnlyRoot: true,
    writable: writable.sort((a, b) => (a.path < b.path ? -1 : 1)),
    source: [
      'USER is not root; /tmp and the empty folders that user may write to stay writable',
      ...(lost === 0 ? [] : [`read-only for it although its own, as they hold files: ${lost} folders`]),
      ...(hints.length === kept.length
        ? []
        : [`empty folders left out as too many: ${hints.length - kept.length}`]),
    ].join('; '),
  };
}

/** A folder with any other name is no hint worth the quoting. */
const plainPath = /^\/[A-Za-z0-9._@+/-]{1,200}$/;

/** Archives may say what no account can have. */
function isId(id: number): boolean {
  return id >= 0 && id <= maxId;
}

/** Folders the user may write to by their permissions, those without anything in them apart from the others. */
function openFolders(
  view: FileView,
  users: RuntimePolicy['users'],
): { readonly empty: readonly Writable[]; readonly filled: readonly string[] } {
  const open = new Map<string, FileNode>();
  const parents = new Set<string>();
  for (const [path, node] of view.entries()) {
    parents.add(posix.dirname(path));
    if (path !== '' && node.type === 'directory' && mayWrite(node, users)) open.set(path, node);
  }
  const empty: Writable[] = [];
  const filled: string[] = [];
  for (const [path, { mode, uid, gid }] of open) {
    if (parents.has(path)) filled.push(`/${path}`);
    else empty.push({ path: `/${path}`, mode, uid, gid });
  }
  return { empty, filled };
}

/** The first class that fits decides, as in the kernel: an owner without the bit is not helped by the group's. */
function mayWrite(node: FileNode, users: RuntimePolicy['users']): boolean {
  if (node.uid === users.uid) return (node.mode & 0o200) !== 0;
  if (node.gid === users.gid || users.groups.includes(node.gid)) return (node.mode & 0o020) !== 0;
  return (node.mode & 0o002) !== 0;
}

/** Shallow folders first: they are the likelier ones to be written to. */
function byDepth(a: Writable, b: Writable): number {
  const depth = (path: string): number => path.split('/').length;
  return depth(a.path) - depth(b.path) || (a.path < b.path ? -1 : 1);
}
