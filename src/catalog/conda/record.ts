import { createFileList, createListBudget, type ListedFiles } from '../listed-files.ts';
import { shown } from '../problems.ts';

/** A package as conda recorded it when it linked it into a prefix. */
export interface LinkedPackage {
  readonly name: string;
  readonly version: string;
  /** Of the purl: `build`, `channel`, `subdir` and `type`, those that are known. */
  readonly qualifiers: Readonly<Record<string, string>>;
  /** Relative to the prefix. */
  readonly files: ListedFiles;
}

// conda's "Package naming conventions", and wider for what is in old channels.
const nameForm = /^[A-Za-z0-9_.][A-Za-z0-9_.+-]{0,127}$/;
const versionForm = /^[A-Za-z0-9_.!+~]{1,128}$/;
const wordForm = /^[A-Za-z0-9_.+-]{1,128}$/;
const sha256Form = /^[0-9a-f]{64}$/;

/**
 * Reads a file of `conda-meta` (conda's PrefixRecord). Files come from `paths_data`, with the checksum of what conda
 * wrote: it puts the prefix into some. Compiled Python is left out of the checksums, as Python writes it anew, and so
 * is what is below a `node_modules`, which is not hashed. Older records have `files` alone.
 * @throws Error with a sentence, when it is not JSON or says no package.
 */
export function parseLinkedPackage(text: string): LinkedPackage {
  const json = objectOf(JSON.parse(text));
  if (json === undefined) throw new Error('it is no JSON object');
  const name = textOf(json.name);
  const version = textOf(json.version);
  if (!nameForm.test(name)) throw new Error(`its name is not one that conda allows: ${shown(name)}`);
  if (!versionForm.test(version))
    throw new Error(`its version is not one that conda allows: ${shown(version)}`);
  return { name, version, qualifiers: qualifiersOf(json), files: filesOf(json) };
}

type Json = Readonly<Record<string, unknown>>;

function qualifiersOf(json: Json): Record<string, string> {
  const subdir = textOf(json.subdir);
  const file = textOf(json.fn) || textOf(json.url);
  const told = {
    build: textOf(json.build),
    channel: channelOf(textOf(json.channel), subdir),
    subdir,
    type: ['tar.bz2', 'conda'].find((type) => file.endsWith(`.${type}`)) ?? '',
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => wordForm.test(value)));
}

/** The last word of a channel's URL: what stands before it may be a token (`/t/TOKEN/`). */
function channelOf(channel: string, subdir: string): string {
  const words = channel.split('/').filter((word) => word !== '');
  if (words.at(-1) === subdir) words.pop();
  return words.at(-2) === 't' ? '' : (words.at(-1) ?? '');
}

function filesOf(json: Json): ListedFiles {
  const list = createFileList(createListBudget());
  const paths = objectOf(json.paths_data)?.paths;
  if (Array.isArray(paths)) {
    for (const entry of paths) {
      const path = objectOf(entry);
      if (path !== undefined) list.add(textOf(path._path), checksumOf(path));
    }
  } else if (Array.isArray(json.files)) {
    for (const path of json.files) list.add(textOf(path));
  }
  return list.take();
}

function checksumOf(entry: Json): string {
  const path = textOf(entry._path);
  if (entry.path_type !== 'hardlink' || path.endsWith('.pyc') || path.includes('node_modules/')) return '';
  const isChanged = textOf(entry.prefix_placeholder) !== '';
  const digest = textOf(entry.sha256_in_prefix) || (isChanged ? '' : textOf(entry.sha256));
  return sha256Form.test(digest) ? digest : '';
}

function objectOf(value: unknown): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
