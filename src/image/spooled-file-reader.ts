import { reasonOf } from '../errors.ts';
import type { FileEntry, FileProblem, FileReader, FileSink } from './file-reader.ts';
import { createSpool, type SpooledFile } from './spool.ts';

export interface SpooledReaderOptions<Fact> {
  readonly name: string;
  readonly version: number;
  readonly maxBytes: number;
  readonly wants: (entry: FileEntry) => boolean;
  /** Tells from the first bytes whether a file is worth keeping; without it, all are that `wants` names. */
  readonly begins?: {
    readonly bytes: number;
    /** @param head that many bytes, fewer only when the file is shorter */
    readonly test: (head: Buffer) => boolean;
  };
  /** The file is there only during the call. */
  readonly parse: (file: SpooledFile, entry: FileEntry) => Fact | undefined;
}

/**
 * A reader that has to read a file at any place: archives and programs, whose tables are at their ends, and databases.
 * `parse` gets the file when its last byte has come; what it throws becomes a problem of the scan, never a crash, and
 * so is a file over `maxBytes`.
 */
export function spooledFileReader<Fact>(options: SpooledReaderOptions<Fact>): FileReader<Fact | FileProblem> {
  const { name, version, wants } = options;
  return { name, version, open: (entry) => (wants(entry) ? createSink(entry, options) : undefined) };
}

function createSink<Fact>(
  entry: FileEntry,
  { maxBytes, begins, parse }: SpooledReaderOptions<Fact>,
): FileSink<Fact | FileProblem> {
  const spool = createSpool();
  const isTooLarge = entry.size > maxBytes;
  let state: 'deciding' | 'keeping' | 'passing' = begins === undefined ? 'keeping' : 'deciding';

  function decide(): void {
    const isWanted = begins?.test(spool.file().read(0, begins.bytes)) ?? true;
    state = isWanted ? 'keeping' : 'passing';
    if (!isWanted || isTooLarge) spool.close();
  }

  return {
    write(chunk) {
      if (state === 'passing' || (state === 'keeping' && isTooLarge)) return;
      try {
        spool.write(chunk);
        if (begins !== undefined && state === 'deciding' && spool.size() >= begins.bytes) decide();
      } catch (error) {
        spool.close();
        throw error;
      }
    },
    end() {
      try {
        if (state === 'deciding') decide();
        if (state === 'passing') return undefined;
        if (isTooLarge) throw new Error(`it is ${entry.size} bytes, over the limit of ${maxBytes}`);
        return parse(spool.file(), entry);
      } catch (error) {
        return { problem: `${entry.path}: ${reasonOf(error)}` };
      } finally {
        spool.close();
      }
    },
  };
}
