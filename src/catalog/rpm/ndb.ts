import type { SpooledFile } from '../../image/spool.ts';
import type { HeaderBlob } from './header-blob.ts';

/** rpm's lib/backend/ndb/rpmpkg.c: little-endian numbers; `RpmP`, `Slot`, `BlbS` and `BlbE` begin the parts. */
const magics = { file: 0x506d7052, slot: 0x746f6c53, start: 0x53626c42, end: 0x45626c42 };
const pageBytes = 4096;
const slotBytes = 16;
/** The header of the file takes the room of two slots. */
const headerSlots = 2;
/** Offsets and lengths of blobs are counted in these. */
const blockBytes = 16;
const blobHeadBytes = 16;
const blobTailBytes = 12;

/**
 * The headers in a `Packages.db`. Pages of slots come first (which package, from which block, how many blocks), then
 * the blobs; a slot without a block is free.
 * @throws Error with a sentence, for a file that is no such database, or a damaged one
 */
export function* ndbHeaders(file: SpooledFile): Generator<HeaderBlob> {
  const head = file.read(0, headerSlots * slotBytes);
  if (head.length < headerSlots * slotBytes || head.readUInt32LE(0) !== magics.file) {
    throw new Error('it does not begin as an ndb database does');
  }
  if (head.readUInt32LE(4) !== 0) throw new Error(`it is of version ${head.readUInt32LE(4)}, not 0`);
  const slotPages = head.readUInt32LE(12);
  if (slotPages * pageBytes > file.size) throw new Error(`it claims ${slotPages} pages of slots`);
  for (let page = 0; page < slotPages; page += 1) {
    const slots = file.read(page * pageBytes, pageBytes);
    for (let at = page === 0 ? headerSlots * slotBytes : 0; at < pageBytes; at += slotBytes) {
      if (slots.readUInt32LE(at) !== magics.slot) throw new Error('a slot of it is damaged');
      const index = slots.readUInt32LE(at + 4);
      const block = slots.readUInt32LE(at + 8);
      const blocks = slots.readUInt32LE(at + 12);
      if (block === 0) continue;
      yield blobAt(file, { index, start: block * blockBytes, length: blocks * blockBytes });
    }
  }
}

function blobAt(
  file: SpooledFile,
  slot: { readonly index: number; readonly start: number; readonly length: number },
): HeaderBlob {
  const head = file.read(slot.start, blobHeadBytes);
  if (head.length < blobHeadBytes || head.readUInt32LE(0) !== magics.start) {
    throw new Error('a slot of it leads to no header');
  }
  const bytes = head.readUInt32LE(12);
  const padded = Math.ceil((blobHeadBytes + bytes + blobTailBytes) / blockBytes) * blockBytes;
  if (head.readUInt32LE(4) !== slot.index || padded !== slot.length) {
    throw new Error('a slot of it leads to the header of another package');
  }
  return {
    bytes,
    read() {
      const tail = file.read(slot.start + slot.length - blobTailBytes, blobTailBytes);
      if (tail.length < blobTailBytes || tail.readUInt32LE(8) !== magics.end) {
        throw new Error('a header of it is cut off');
      }
      return file.read(slot.start + blobHeadBytes, bytes);
    },
  };
}
