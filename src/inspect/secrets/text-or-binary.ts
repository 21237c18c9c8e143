/** Lets the bytes of a text pass, in Latin-1 or UTF-8, and nothing of a binary file. */
export interface TextDecider {
  write(chunk: Buffer): void;
  end(): void;
}

/** As git does: a NUL among the first bytes makes a file binary. */
const lookedAt = 8000;
const utf16Sample = 64;

type Form = 'text' | 'utf-16le' | 'utf-16be' | 'binary';

/**
 * Programs, archives and pictures are left out: a secret in them is found where it came from, if at all, and most of
 * their bytes look like one. UTF-16, as Windows tools write it, passes with each character as one byte.
 */
export function createTextDecider(take: (chunk: Buffer) => void): TextDecider {
  let form: Form | undefined;
  let head: Buffer | undefined;
  let odd = 0;

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
      // Chunks may be of any length, and a few bytes tell little.
      const start = head === undefined ? chunk : Buffer.concat([head, chunk]);
      if (start.length < utf16Sample) {
        head = Buffer.from(start);
        return;
      }
      head = undefined;
      form = formOf(start);
      pass(start);
    },
    end() {
      if (head === undefined) return;
      form = formOf(head);
      pass(head);
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
