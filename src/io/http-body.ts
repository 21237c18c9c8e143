import { Readable } from 'node:stream';
import { fault } from '../errors.ts';

export interface Watch {
  /** The longest silence, in milliseconds, while the reader waits for more. */
  readonly idleMs: number;
  readonly signal: AbortSignal | undefined;
  /** The error of a silence. */
  readonly onIdle: () => Error;
  /** The error of a source that broke; gets what the source said. */
  readonly onCut: (error: unknown) => Error;
  /** Called once, whatever happened. */
  readonly onClose: () => void;
}

/**
 * The same bytes, with a clock that runs only while the reader waits for the sender: a slow reader is not the sender's
 * fault. Destroying it cuts the connection.
 */
export function watched(source: NodeJS.ReadableStream | null, watch: Watch): Readable {
  const from = source === null ? Readable.from([]) : asReadable(source);
  let timer: NodeJS.Timeout | undefined;
  const disarm = (): void => clearTimeout(timer);
  const arm = (): void => {
    disarm();
    timer = setTimeout(() => body.destroy(watch.onIdle()), watch.idleMs);
  };
  const body = new Readable({
    read() {
      if (from.readableEnded || from.destroyed) return;
      arm();
      from.resume();
    },
    destroy(error, done) {
      disarm();
      from.destroy();
      watch.onClose();
      done(error);
    },
  });
  from.on('data', (chunk: Buffer) => {
    disarm();
    if (body.push(chunk)) arm();
    else from.pause();
  });
  from.once('end', () => {
    disarm();
    body.push(null);
  });
  from.on('error', (error) => {
    const { signal } = watch;
    body.destroy(signal?.aborted === true ? (signal.reason as Error) : watch.onCut(error));
  });
  from.pause();
  // Whoever reads the body sees its error; a body nobody reads must not bring the process down.
  body.on('error', () => {});
  return body;
}

/**
 * The whole of a small body; refuses one larger than `maxBytes` before it is held.
 * @param what names the body in the error, as in "the list of tags"
 * @throws TOO_LARGE
 */
export async function bodyBytes(
  response: { readonly headers: Headers; readonly body: Readable },
  what: string,
  maxBytes: number,
): Promise<Buffer> {
  const tooLarge = (): Error => {
    response.body.destroy();
    return fault('TOO_LARGE', { what, maxBytes, hint: 'check what the server sends' });
  };
  const announced = Number(response.headers.get('content-length') ?? '0');
  if (announced > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let got = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    got += chunk.length;
    if (got > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, got);
}

/** A body larger than this is cheaper to cut, with its connection, than to read to the end. */
const maxDrainedBytes = 64 * 1024;
const maxDrainMs = 1000;

/** Reads what is left of a body that nobody wants, so that its connection can be used again; never throws. */
export async function drain(body: Readable): Promise<void> {
  const timer = setTimeout(() => body.destroy(), maxDrainMs);
  try {
    let got = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      got += chunk.length;
      if (got > maxDrainedBytes) break;
    }
  } catch {
    // The answer was not wanted; neither is what went wrong with it.
  } finally {
    clearTimeout(timer);
    body.destroy();
  }
}

function asReadable(source: NodeJS.ReadableStream): Readable {
  return source instanceof Readable ? source : new Readable().wrap(source);
}
