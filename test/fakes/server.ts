import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface SeenRequest {
  readonly method: string;
  /** As on the request line: with its query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface FakeServer {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly url: string;
  /** What arrived, in order. */
  readonly seen: SeenRequest[];
}

/** What a fake answers; `hang` never does. */
export type Answer =
  | 'hang'
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string | readonly string[]>>;
      readonly body?: string | Uint8Array;
    }
  | ((response: ServerResponse) => void);

/** A server on loopback that does as it is told; stopped, with every connection cut, when the test ends. */
export async function startServer(answer: (request: SeenRequest) => Answer): Promise<FakeServer> {
  const seen: SeenRequest[] = [];
  const server = createServer(async (message, response) => {
    const request = {
      method: message.method ?? '',
      url: message.url ?? '',
      headers: message.headers,
      body: await buffer(message),
    };
    seen.push(request);
    const told = answer(request);
    if (told === 'hang') return;
    if (typeof told === 'function') return told(response);
    response.writeHead(told.status ?? 200, told.headers as Record<string, string>);
    response.end(told.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { host, url: `http://${host}`, seen };
}

/** Answers each request with the next of these, and with the last one from then on. */
export function inTurn(...answers: readonly [Answer, ...Answer[]]): () => Answer {
  let asked = 0;
  return () => answers[Math.min(asked++, answers.length - 1)] as Answer;
}
