import { printable, reasonOf } from '../errors.ts';
import { shownPath, type TarContent } from '../io/untar.ts';
import type { FileEntry, FileReader, FileSink } from './file-reader.ts';

/** What one reader found in one content of a layer. */
export interface FactRow {
  /** Which content of the layer: `TreeNode.file`. */
  readonly file: number;
  /** The path that the reader was shown. */
  readonly path: string;
  readonly fact: unknown;
}

interface Wish {
  readonly reader: FileReader<unknown>;
  readonly entry: FileEntry;
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
 */
export function createLayerFacts(
  readers: readonly FileReader<unknown>[],
  problem: (sentence: string) => void,
): LayerFacts {
  const rows = new Map(readers.map((reader) => [reader.name, new Map<number, FactRow>()]));
  const seenBy = new Map<number, readonly FileReader<unknown>[]>();
  let lastSeen: readonly FileReader<unknown>[] = [];
  const missed = new Map<number, Wish[]>();

  function attempt<T>({ reader, entry }: Wish, action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      problem(`${shownPath(entry.path)}: the reader ${reader.name} failed: ${printable(reasonOf(error))}`);
      return undefined;
    }
  }

  /** Most files are seen by the same readers: one list for all of them. */
  function shared(list: readonly FileReader<unknown>[]): readonly FileReader<unknown>[] {
    const same = list.length === lastSeen.length && list.every((reader, index) => reader === lastSeen[index]);
    if (!same) lastSeen = list;
    return lastSeen;
  }

  function contentOf(file: number, wishes: readonly Wish[]): TarContent | undefined {
    const opened: { readonly wish: Wish; readonly sink: FileSink<unknown> }[] = [];
    for (const wish of wishes) {
      const sink = attempt(wish, () => wish.reader.open(wish.entry));
      if (sink !== undefined) opened.push({ wish, sink });
    }
    if (opened.length === 0) return undefined;
    seenBy.set(file, shared(opened.map(({ wish }) => wish.reader)));
    const failed = new Set<FileSink<unknown>>();
    return {
      write(chunk) {
        for (const { wish, sink } of opened) {
          if (failed.has(sink)) continue;
          const done = attempt(wish, () => {
            sink.write(chunk);
            return true;
          });
          if (done === undefined) failed.add(sink);
        }
      },
      end() {
        for (const { wish, sink } of opened) {
          const fact = failed.has(sink) ? undefined : attempt(wish, () => sink.end());
          if (fact !== undefined)
            rows.get(wish.reader.name)?.set(file, { file, path: wish.entry.path, fact });
        }
      },
    };
  }

  return {
    open: (file, entry) =>
      contentOf(
        file,
        readers.map((reader) => ({ reader, entry })),
      ),
    renamed(file, entry, changed) {
      const wishes = missed.get(file) ?? [];
      for (const reader of readers) {
        const seen = changed ? rows.get(reader.name)?.has(file) : seenBy.get(file)?.includes(reader);
        if (seen || wishes.some((wish) => wish.reader === reader)) continue;
        const wish = { reader, entry };
        const wanted = attempt(wish, () => reader.open(entry)) !== undefined;
        if (wanted) wishes.push(wish);
      }
      if (wishes.length > 0) missed.set(file, wishes);
    },
    missing: () => missed.size > 0,
    reopen(file) {
      const wishes = missed.get(file);
      return wishes === undefined ? undefined : contentOf(file, wishes);
    },
    rows: () => new Map([...rows].map(([reader, found]) => [reader, [...found.values()]])),
  };
}
