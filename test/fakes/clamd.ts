import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';

export interface FakeClamd {
  readonly path: string;
  /** What it was sent, file by file. */
  readonly files: Buffer[];
  readonly connections: () => number;
  close(): Promise<void>;
}

/** How a file is answered: a line; `hang-up` or silence instead. */
export type FakeAnswer = (file: Buffer) => string | 'hang-up' | undefined;

/** A clamd that speaks IDSESSION and INSTREAM on a socket in `folder`, and refuses more than `maxBytes` a file. */
export async function fakeClamd(
  folder: string,
  answer: FakeAnswer,
  maxBytes = Number.POSITIVE_INFINITY,
): Promise<FakeClamd> {
  const path = join(folder, 'clamd.sock');
  const files: Buffer[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    void serve(socket, answer, maxBytes, files);
  });
  server.listen(path);
  await once(server, 'listening');
  return {
    path,
    files,
    connections: () => connections,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function serve(socket: Socket, answer: FakeAnswer, maxBytes: number, files: Buffer[]): Promise<void> {
  const take = taker(socket);
  if ((await take(11)).toString() !== 'zIDSESSION\0') return void socket.destroy();
  for (let number = 1; ; number++) {
    if ((await take(10)).toString() !== 'zINSTREAM\0') return void socket.destroy();
    const chunks: Buffer[] = [];
    let size = 0;
    for (let length = await readLength(take); length > 0; length = await readLength(take)) {
      size += length;
      if (size > maxBytes) return void socket.end('INSTREAM size limit exceeded. ERROR\0');
      chunks.push(await take(length));
    }
    const file = Buffer.concat(chunks);
    files.push(file);
    const line = answer(file);
    if (line === 'hang-up') return void socket.destroy();
    if (line !== undefined) socket.write(`${number}: stream: ${line}\0`);
  }
}

async function readLength(take: (count: number) => Promise<Buffer>): Promise<number> {
  return (await take(4)).readUInt32BE();
}

function taker(socket: Socket): (count: number) => Promise<Buffer> {
  let pending = Buffer.alloc(0);
  const source = socket.iterator({ destroyOnReturn: false });
  return async (count) => {
    while (pending.length < count) {
      const next = await source.next().catch(() => ({ done: true, value: undefined }));
      // Nobody is there any more: what waits for the rest may wait.
      if (next.done) return new Promise(() => {});
      pending = Buffer.concat([pending, next.value]);
    }
    const taken = pending.subarray(0, count);
    pending = pending.subarray(count);
    return taken;
  };
}
