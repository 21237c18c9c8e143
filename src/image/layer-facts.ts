import { printable, reasonOf } from '../errors.ts';
import type { Hashing } from '../io/hashing.ts';
import { shownPath, type TarContent } from '../io/untar.ts';
import { type ContentHashes, createContentHashes, type FileHashes, noHashes } from './content-hashes.ts';
import { bytesOf } from './fact-budget.ts';
import { type FileEntry, type FileReader, type FileSink, isFileProblem } from './file-reader.ts';

/** What one reader found in one content of a layer. */
export interface FactRow {
  /** Which content of the layer: `TreeNode.file`. */
  readonly file: number;
  /** The path that the reader was shown. */
  readonly path: string;
  readonly fact: unknown;
}

/** A reader at work on one layer. */
interface Working {
  readonly reader: FileReader<unknown>;
  readonly open: FileReader<unknown>['open'];
  readonly rows: Map<number, FactRow>;
}

interface Wish {
  readonly working: Working;
  readonly entry: FileEntry;
}

/** A fact that waits for its digest. */
interface Pending {
  readonly working: Working;
  readonly row: Omit<FactRow, 'fact'>;
  readonly fact: () => unknown;
  readonly hashes: ContentHashes;
}

interface Opened extends Wish {
  readonly sink: FileSink<unknown>;
  failed: boolean;
}

/** The readers at work on one layer. */
export interface LayerFacts {
  /** Shows content number `file` to every reader that wants it; undefined when none does. */
  open(file: number, entry: FileEntry): TarContent | undefined;
  /**
   * Says that a hard link gave content `file` another name, and perhaps another mode: a reader may want it only now,
   * when it has passed.
   */
  renamed(file: number, entry: FileEntry, changed: boolean): void;
  /** True when a reader missed a content that it wants; `reopen` shows it in a second pass over the layer. */
  missing(): boolean;
  reopen(file: number): TarContent | undefined;
  /** By name of the reader. */
  rows(): ReadonlyMap<string, readonly FactRow[]>;
}

/**
 * What a reader throws ends its part in that file and becomes a problem.
 * @param problem takes a printable sentence
 * @param keep told how many bytes a fact keeps, and its path. What waits for a digest is some dozen bytes, and no more of
 * them than files: they are not counted.
 */
export function createLayerFacts(
  readers: readonly FileReader<unknown>[],
  hashing: Hashing,
  problem: (sentence: string) => void,
  keep: (bytes: number) => void,
): LayerFacts {
  const atWork = readers.map(
    (reader): Working => ({
      reader,
      open: reader.startLayer?.() ?? reader.open,
      rows: new Map(),
    }),
  );
  /** By number of the content: those that come next to each other in an array take a third of what a map would. */
  const seenBy: (readonly Working[])[] = [];
  const nobody: readonly Working[] = [];
  let lastSeen = nobody;
  const missed = new Map<number, Wish[]>();
  // In the order in which their files ended, and digests come.
  const pending: Pending[] = [];

  function failure({ reader }: Working, entry: FileEntry, error: unknown): void {
    problem(`${shownPath(entry.path)}: the reader ${reader.name} failed: ${printable(reasonOf(error))}`);
  }

  function sinkOf(working: Working, entry: FileEntry, hashes: FileHashes): FileSink<unknown> | undefined {
    try {
      return working.open(entry, hashes);
    } catch (error) {
      failure(working, entry, error);
      return undefined;
    }
  }

  /** Every reader is asked for every file: nothing is made for those that do not want it, not even a call more. */
  function openAll(entry: FileEntry, hashes: FileHashes, opened: Opened[]): void {
    for (let index = 0; index < atWork.length; index += 1) {
      try {
        for (; index < atWork.length; index += 1) {
          const working = atWork[index] as Working;
          const sink = working.open(entry, hashes);
          if (sink !== undefined) opened.push({ working, entry, sink, failed: false });
        }
      } catch (error) {
        failure(atWork[index] as Working, entry, error);
      }
    }
  }

  /** Most files are seen by the same readers: one list for all of them. */
  function remember(file: number, opened: readonly Opened[]): void {
    const same =
      opened.length === lastSeen.length && opened.every(({ working }, index) => working === lastSeen[index]);
    if (!same) lastSeen = opened.map(({ working }) => working);
    // A gap would turn the array into a map.
    while (seenBy.length < file) seenBy.push(nobody);
    seenBy[file] = lastSeen;
  }

  function contentOf(file: number, opened: readonly Opened[], hashes: ContentHashes): TarContent | undefined {
    if (opened.length === 0) return undefined;
    remember(file, opened);
    return {
      write(chunk) {
        for (const one of opened) {
          if (one.failed) continue;
          try {
            one.sink.write(chunk);
          } catch (error) {
            one.failed = true;
            failure(one.working, one.entry, error);
          }
        }
        hashes.write(chunk);
      },
      end() {
        let kept = 0;
        for (const { working, entry, sink, failed } of opened) {
          if (failed) continue;
          const fact = factOf(working, entry, sink);
          if (fact === undefined) continue;
          const row = { file, path: entry.path };
          // One that waits has its place among the others already.
          working.rows.set(file, { ...row, fact });
          kept += entry.path.length;
          if (typeof fact === 'function') pending.push({ working, row, fact: fact as () => unknown, hashes });
          else kept += bytesOf(fact);
          if (working.reader.keepsText === true && !isFileProblem(fact)) kept += entry.size;
        }
        hashes.end();
        settle(({ hashes: waited }) => waited.isReady());
        // Only now, when all sinks have let go of what they hold.
        keep(kept);
      },
    };
  }

  function factOf(working: Working, entry: FileEntry, sink: FileSink<unknown>): unknown {
    try {
      return sink.end();
    } catch (error) {
      failure(working, entry, error);
      return undefined;
    }
  }

  /** Few wait at any time: each holds on to all that was learned of its file. */
  function settle(isReady: (one: Pending) => boolean): void {
    if (pending[0] === undefined || !isReady(pending[0])) return;
    const waiting = pending.findIndex((one) => !isReady(one));
    for (const { working, row, fact } of pending.splice(0, waiting < 0 ? pending.length : waiting))
      working.rows.set(row.file, { ...row, fact: fact() });
  }

  return {
    open(file, entry) {
      const opened: Opened[] = [];
      const hashes = createContentHashes(hashing, entry.size);
      openAll(entry, hashes, opened);
      return contentOf(file, opened, hashes);
    },
    renamed(file, entry, changed) {
      const wishes = missed.get(file) ?? [];
      for (const working of atWork) {
        const seen = changed ? working.rows.has(file) : seenBy[file]?.includes(working);
        if (seen || wishes.some((wish) => wish.working === working)) continue;
        if (sinkOf(working, entry, noHashes) !== undefined) wishes.push({ working, entry });
      }
      if (wishes.length > 0) missed.set(file, wishes);
    },
    missing: () => missed.size > 0,
    reopen(file) {
      const wishes = missed.get(file) ?? [];
      const hashes = createContentHashes(hashing, wishes[0]?.entry.size ?? 0);
      const opened = wishes.flatMap(({ working, entry }) => {
        const sink = sinkOf(working, entry, hashes);
        return sink === undefined ? [] : [{ working, entry, sink, failed: false }];
      });
      return contentOf(file, opened, hashes);
    },
    rows() {
      settle(() => true);
      return new Map(atWork.map(({ reader, rows }) => [reader.name, [...rows.values()]]));
    },
  };
}
