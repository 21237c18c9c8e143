import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verified, verify } from '../../src/io/verify.ts';
import { parseDigest, sha256 } from '../../src/model/digest.ts';

async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

/** What a consumer saw before the stream ended or failed. */
async function consume(source: AsyncIterable<Uint8Array>): Promise<{ seen: string; error: unknown }> {
  let seen = '';
  try {
    for await (const chunk of source) seen += Buffer.from(chunk).toString('latin1');
    return { seen, error: undefined };
  } catch (error) {
    return { seen, error };
  }
}

describe('a verified stream', () => {
  test('passes the bytes on unchanged when size and digest hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 8 }), async (parts) => {
        const whole = Buffer.concat(parts);
        const source = verified(chunks(...parts), { digest: sha256(whole), size: whole.length });
        expect(await buffer(Readable.from(source))).toEqual(whole);
      }),
    );
  });

  test('checks with the algorithm the digest names', async () => {
    const digest = parseDigest(`sha512:${createHash('sha512').update('abc').digest('hex')}`);
    expect(await consume(verified(chunks('abc'), { digest, size: 3 }))).toEqual({
      seen: 'abc',
      error: undefined,
    });
  });

  test('fails as soon as it is longer than said, and never passes the excess on', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield Buffer.from('ab');
    }
    const { seen, error } = await consume(verified(endless(), { digest: sha256('abab'), size: 4 }));
    expect(seen).toBe('abab');
    expect(error).toMatchObject({ code: 'BLOB_SIZE_MISMATCH', facts: { wanted: 4, got: 'at least 6' } });
  });

  test('fails at an end that comes too early', async () => {
    const { error } = await consume(verified(chunks('ab'), { digest: sha256('abc'), size: 3 }));
    expect(error).toMatchObject({ code: 'BLOB_SIZE_MISMATCH', facts: { wanted: 3, got: 2 } });
  });

  test('fails instead of ending when the digest differs', async () => {
    const { error } = await consume(verified(chunks('abd'), { digest: sha256('abc'), size: 3 }));
    expect(error).toMatchObject({
      code: 'BLOB_DIGEST_MISMATCH',
      facts: { wanted: sha256('abc'), got: sha256('abd') },
    });
  });

  test('closes its source when the consumer stops early', async () => {
    let closed = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.from('a');
      } finally {
        closed = true;
      }
    }
    for await (const _ of verified(source(), { digest: sha256('aaa'), size: 3 })) break;
    expect(closed).toBe(true);
  });
});

test.each<[string, string, number, string | undefined]>([
  ['what it should be', 'abc', 3, undefined],
  ['of another size', 'abc', 4, 'BLOB_SIZE_MISMATCH'],
  ['other bytes', 'abd', 3, 'BLOB_DIGEST_MISMATCH'],
])('bytes in memory that are %s are told as a stream of them is', async (_, text, size, code) => {
  const bytes = Buffer.from(text);
  const digest = sha256('abc');
  const streamed = await consume(verified(chunks(bytes), { digest, size }));
  const check = (): void => verify(bytes, { digest, size });
  if (code === undefined) expect([streamed.error, check()]).toEqual([undefined, undefined]);
  else {
    expect(check).toThrow(expect.objectContaining({ code }));
    expect(check).toThrow((streamed.error as Error).message);
  }
});
