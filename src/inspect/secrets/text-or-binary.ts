/** Lets the bytes of a text pass, in Latin-1 or UTF-8, and nothing of a binary file. */
export interface TextDecider {
  write(chunk: Buffer): void;
  end(): void;
}

/** As git does: a NUL among the first bytes makes a file binary. They are held back until all of them have come. */
const lookedAt = 8000;
const utf16Sample = 64;

type Form = 'text' | 'utf-16le' | 'utf-16be' | 'binary';

/**
 * Programs, archives and pictures are left out: a secret in them is found where it came from, if at all, and most of
 * their bytes look like one. UTF-16, as Windows tools write it, passes with each character as one byte.
 * @param size of the file: a shorter one is decided when its last byte has come
 */
export function createTextDecider(size: number, take: (chunk: Buffer) => void): TextDecider {
  const headBytes = Math.min(lookedAt, size);
  let form: Form | undefined;
  let head: Buffer | undefined;
  let held = 0;
  let odd = 0;

  function decide(start: Buffer): void {
    form = formOf(start);
    pass(start);
  }

  function pass(chunk: Buffer): void {
    if (form === 'text') take(chunk);
    else if (form === 'utf-16le' || form === 'utf-16be') {
      const narrow = everySecond(chunk, form === 'utf-16le' ? odd : 1 - odd);
      odd = (odd + chunk.length) % 2;
      if (narrow.length > 0) take(narrow);
    }
  }

  return {
    write(chunk) {
      if (form !== undefined) return pass(chunk);
      // Chunks may be of any length: what the file is must not depend on how it is cut.
      if (held === 0 && chunk.length >= headBytes) return decide(chunk);
      head ??= Buffer.allocUnsafe(headBytes);
      const taken = chunk.copy(head, held);
      held += taken;
      if (held < headBytes) return;
      decide(head);
      if (taken < chunk.length) pass(chunk.subarray(taken));
    },
    end() {
      if (form === undefined && head !== undefined) decide(head.subarray(0, held));
    },
  };
}

function formOf(start: Buffer): Form {
  const [first, second] = start;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (!start.subarray(0, lookedAt).includes(0)) return 'text';
  const sample = start.subarray(0, utf16Sample);
  if (sample.every((byte, index) => (byte === 0) === (index % 2 === 1))) return 'utf-16le';
  if (sample.every((byte, index) => (byte === 0) === (index % 2 === 0))) return 'utf-16be';
  return 'binary';
}

function everySecond(bytes: Buffer, from: number): Buffer {
  const narrow = Buffer.allocUnsafe(Math.max(0, Math.ceil((bytes.length - from) / 2)));
  for (let index = 0; index < narrow.length; index++) narrow[index] = bytes[from + index * 2] ?? 0;
  return narrow;
}
