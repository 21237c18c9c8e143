import { constants, createGunzip } from 'node:zlib';

/** Inflates at once, in the thread that asks, into memory at hand. */
export interface Inflater {
  /**
   * The next bytes of a gzip stream, of any number of members.
   * @param output `written` less than its length says that all of `input` was read, or that the last member has ended
   * @param isLast nothing comes behind `input`
   * @throws zlib's own errors, whose codes begin with `Z_`
   */
  inflate(
    input: Uint8Array,
    output: Uint8Array,
    isLast: boolean,
  ): { readonly read: number; readonly written: number };
}

/** Whether this Node has what `createInflater` stands on. */
export function canInflate(): boolean {
  return partsOf(createGunzip()) !== undefined;
}

/**
 * Node inflates a stream in its thread pool only, which a thread that works at once would sleep for; its functions that
 * work at once want the whole. What both stand on can do it, and has no documentation. minizlib stands on it too: with
 * the copies that it makes, a scan took a twelfth to a sixth more time and a third more memory.
 * @throws Error where it is not there
 */
export function createInflater(): Inflater {
  // Its own buffer is not used.
  const gunzip = createGunzip({ chunkSize: constants.Z_MIN_CHUNK });
  // An error is kept; without this, it would end the process too.
  gunzip.on('error', () => {});
  const parts = partsOf(gunzip);
  if (parts === undefined) throw new Error('this Node inflates in another way');
  return {
    inflate(input, output, isLast) {
      const flush = isLast ? constants.Z_FINISH : constants.Z_NO_FLUSH;
      parts._handle.writeSync(flush, input, 0, input.length, output, 0, output.length);
      if (gunzip.errored !== null) throw gunzip.errored;
      const [free = 0, unread = 0] = parts._writeState;
      return { read: input.length - unread, written: output.length - free };
    },
  };
}

/** Of Node's streams: `lib/zlib.js`. */
interface Parts {
  readonly _handle: {
    writeSync(
      flush: number,
      input: Uint8Array,
      inputAt: number,
      inputBytes: number,
      output: Uint8Array,
      outputAt: number,
      outputBytes: number,
    ): void;
  };
  /** Free bytes of the output, and bytes of the input that were not read. */
  readonly _writeState: Uint32Array;
}

function partsOf(gunzip: object): Parts | undefined {
  const { _handle, _writeState } = gunzip as { readonly [Key in keyof Parts]?: Partial<Parts[Key]> };
  const isThere = typeof _handle?.writeSync === 'function' && _writeState instanceof Uint32Array;
  return isThere ? (gunzip as Parts) : undefined;
}
