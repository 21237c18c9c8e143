import type { ChecksumAlgorithm } from '../model/file-checksum.ts';

/** The files of one package as its database lists them; kept as columns, because a layer may have 100,000 of them. */
export interface ListedFiles {
  /** Without leading slash. */
  readonly paths: readonly string[];
  /** By the same index, in lower-case hexadecimal; '' where nothing is said. Shorter than `paths`, or absent. */
  readonly digests?: readonly string[];
  /** Indexes of configuration files. */
  readonly configuration?: readonly number[];
}

/** Collects the files of packages, within bounds that hold for a whole database. */
export interface FileList {
  /** @throws Error with a sentence, for a path that no file can have, or more of them than any system has */
  add(path: string, digest?: string, configuration?: boolean): void;
  take(): ListedFiles;
}

/** What one database may still list: a hostile one could join one long folder to a million names. */
export interface ListBudget {
  spend(path: string): void;
}

/** PATH_MAX of Linux. */
const maxPathLength = 4096;
// A desktop of 3,000 packages has 400,000 files and 30 MB of paths.
const defaults = { maxFiles: 1_000_000, maxCharacters: 96 * 1024 * 1024 };

export function createListBudget(limits: Partial<typeof defaults> = {}): ListBudget {
  const { maxFiles, maxCharacters } = { ...defaults, ...limits };
  let files = 0;
  let characters = 0;
  return {
    spend(path) {
      if (path.length > maxPathLength) throw new Error(`a path is longer than ${maxPathLength} characters`);
      files += 1;
      characters += path.length;
      if (files > maxFiles || characters > maxCharacters) {
        throw new Error(
          `it lists more than ${maxFiles} files, or ${maxCharacters} characters of their paths`,
        );
      }
    },
  };
}

export function createFileList(budget: ListBudget): FileList {
  const paths: string[] = [];
  const digests: string[] = [];
  const configuration: number[] = [];
  return {
    add(path, digest = '', isConfiguration = false) {
      budget.spend(path);
      if (digest !== '') {
        while (digests.length < paths.length) digests.push('');
        digests.push(digest);
      }
      if (isConfiguration) configuration.push(paths.length);
      paths.push(path);
    },
    take: () => ({
      paths,
      ...(digests.length === 0 ? {} : { digests }),
      ...(configuration.length === 0 ? {} : { configuration }),
    }),
  };
}

/** The algorithm of a checksum in hexadecimal, by its length; undefined for one that is not verified here. */
export function algorithmOf(digest: string): ChecksumAlgorithm | undefined {
  if (!/^[0-9a-f]+$/.test(digest)) return undefined;
  if (digest.length === 32) return 'md5';
  if (digest.length === 40) return 'sha1';
  return digest.length === 64 ? 'sha256' : undefined;
}
