import { reasonOf } from '../errors.ts';
import { elfProgram } from './elf-program.ts';
import type { FileEntry, FileProblem, FileReader, FileSink } from './file-reader.ts';
import { type FileRange, type KeptRanges, keepRanges } from './kept-ranges.ts';
import { machOProgram } from './mach-o-program.ts';
import { peProgram } from './pe-program.ts';
import {
  type Program,
  type ProgramFormat,
  type ProgramNeeds,
  type ProgramPlan,
  programHeadBytes,
} from './program-format.ts';
import { createSpool, type Spool } from './spool.ts';
import { mayBeUniversal, type ProgramSink, universalSink } from './universal-program.ts';

export interface ProgramReaderOptions<Fact> {
  readonly name: string;
  readonly version: number;
  /** Of one program, in what is kept of it. */
  readonly maxBytes: number;
  /** Tells from the first bytes whether `constants` will be asked for: they are a quarter of most programs. */
  readonly needsConstants: (head: Buffer, entry: FileEntry) => boolean;
  /** The names of sections that are asked for. */
  readonly sections: readonly string[];
  /** The program is there only during the call; what it throws becomes a problem of the scan. */
  readonly parse: (program: Program, entry: FileEntry) => Fact | undefined;
}

/** Every format of programs that is read. */
const formats: readonly ProgramFormat[] = [elfProgram, peProgram, machOProgram];

/**
 * A reader of every program and library, wherever it is and whatever its mode. Of most files a few kilobytes are kept:
 * what can be written, and what stands behind everything that is loaded. A file gives a fact for each program in it
 * that has one: files of macOS may have several, for several machines.
 */
export function programReader<Fact>(
  options: ProgramReaderOptions<Fact>,
): FileReader<readonly Fact[] | FileProblem> {
  return { name: options.name, version: options.version, open: (entry) => fileSink(entry, options) };
}

function fileSink<Fact>(
  entry: FileEntry,
  options: ProgramReaderOptions<Fact>,
): FileSink<readonly Fact[] | FileProblem> {
  const ofOne = (size: number): ProgramSink<Fact> => programSink({ ...entry, size }, options);
  let sink: ProgramSink<Fact> | undefined;
  return {
    write(chunk) {
      sink ??= mayBeUniversal(chunk) ? universalSink(entry.size, ofOne) : programSink(entry, options);
      sink.write(chunk);
    },
    end() {
      try {
        const facts = sink?.end() ?? [];
        return facts.length === 0 ? undefined : facts;
      } catch (error) {
        return { problem: `${entry.path}: ${reasonOf(error)}` };
      }
    },
  };
}

function programSink<Fact>(
  entry: FileEntry,
  { maxBytes, needsConstants, sections, parse }: ProgramReaderOptions<Fact>,
): ProgramSink<Fact> {
  const headBytes = Math.min(programHeadBytes, entry.size);
  let spool: Spool | undefined;
  let head = Buffer.alloc(0);
  let plan: ProgramPlan | undefined;
  let kept: KeptRanges | undefined;
  let state: 'beginning' | 'keeping' | 'passing' = 'beginning';
  let tooLarge = 0;

  function begin(): void {
    plan = planFor(head, entry.size, { sections, constants: () => needsConstants(head, entry) });
    const bytes = plan?.ranges.reduce((sum, range) => sum + range.bytes, 0) ?? 0;
    if (bytes > maxBytes) tooLarge = bytes;
    state = plan === undefined || tooLarge > 0 ? 'passing' : 'keeping';
    if (plan === undefined || state === 'passing') return;
    spool = createSpool();
    kept = keepRanges(plan.ranges, spool);
  }

  return {
    write(chunk) {
      if (state === 'passing') return;
      try {
        if (state === 'keeping') kept?.write(chunk);
        else if (head.length === 0 && !mayBegin(chunk)) state = 'passing';
        else {
          const rest = headBytes - head.length;
          head = Buffer.concat([head, chunk.subarray(0, rest)]);
          if (head.length < headBytes) return;
          begin();
          kept?.write(head);
          kept?.write(chunk.subarray(rest));
        }
      } catch (error) {
        spool?.close();
        throw error;
      }
    },
    end() {
      try {
        if (tooLarge > 0) throw new Error(`its data is ${tooLarge} bytes, over the limit of ${maxBytes}`);
        if (plan === undefined || kept === undefined) return [];
        const fact = parse(searchable(plan.open(head, kept), entry.size), entry);
        return fact === undefined ? [] : [fact];
      } finally {
        spool?.close();
      }
    },
  };
}

const allMagics: readonly Buffer[] = formats.flatMap(({ magics }) => magics);
const firstBytes: ReadonlySet<number | undefined> = new Set(allMagics.map((magic) => magic[0]));

/** Of a chunk as short as one byte, only that byte can tell. It is asked of every file: the first byte decides most. */
function mayBegin(chunk: Buffer): boolean {
  if (!firstBytes.has(chunk[0])) return false;
  return allMagics.some((magic) => {
    const length = Math.min(chunk.length, magic.length);
    return chunk.subarray(0, length).equals(magic.subarray(0, length));
  });
}

function planFor(head: Buffer, fileBytes: number, needs: ProgramNeeds): ProgramPlan | undefined {
  const begins = (magic: Buffer): boolean => head.subarray(0, magic.length).equals(magic);
  const format = formats.find(({ magics }) => magics.some(begins));
  const plan = format?.plan(head, fileBytes, needs);
  return plan === undefined ? undefined : { ...plan, ranges: within(plan.ranges, fileBytes) };
}

/** Without what reaches behind the end of the file. */
function within<Range extends FileRange>(ranges: readonly Range[], fileBytes: number): readonly Range[] {
  return ranges
    .filter(({ offset, bytes }) => offset < fileBytes && bytes > 0)
    .map((range) => ({ ...range, bytes: Math.min(range.bytes, fileBytes - range.offset) }));
}

/**
 * A program whose segments can be searched in no more time than its file is long.
 * @throws Error with a sentence, where hundreds of them claim to be all of the file
 */
function searchable(program: Program, fileBytes: number): Program {
  const writable = within(program.writable, fileBytes);
  const constants = within(program.constants, fileBytes);
  const claimed = [...writable, ...constants].reduce((sum, { bytes }) => sum + bytes, 0);
  // Linkers let segments share a page.
  if (claimed > 2 * fileBytes) throw new Error('its segments claim more bytes than it has');
  return { ...program, writable, constants };
}
