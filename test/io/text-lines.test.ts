import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textLines } from '../../src/io/text-lines.ts';
import { chunks } from '../fakes/layers.ts';

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

function linesOf(text: string, chunkBytes = 64 * 1024, maxLength = 100): Promise<string[]> {
  const options = {
    encoding: 'utf8',
    maxLength,
    tooLong: (number: number) => new Error(`${number}`),
  } as const;
  return all(textLines(chunks(Buffer.from(text), chunkBytes), options));
}

test.each<readonly [string, readonly string[]]>([
  ['', []],
  ['a', ['a']],
  ['a\n', ['a']],
  ['\n', ['']],
  ['a\r\nb\n\nc', ['a', 'b', '', 'c']],
  ['é\n漢字\r', ['é', '漢字']],
])('%j has these lines: %j', async (text, lines) => {
  expect(await linesOf(text)).toEqual(lines);
});

test('the lines are the same wherever chunks end', async () => {
  const text = fc.array(fc.constantFrom('a', '\n', '\r\n', 'é', '漢', '😀')).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (written, chunkBytes) => {
      expect(await linesOf(written, chunkBytes)).toEqual(await linesOf(written));
    }),
  );
});

test('a line that is too long is an error with its number, before the rest of it is read', async () => {
  await expect(linesOf('a\nbbbb\nc', 100, 3)).rejects.toThrow('2');
  await expect(linesOf('aaa\nbbbb', 100, 3)).rejects.toThrow('2');
  let read = 0;
  async function* endless(): AsyncGenerator<Buffer> {
    for (;;) {
      read += 1;
      yield Buffer.alloc(1000, 'x');
    }
  }
  const options = { encoding: 'latin1', maxLength: 5000, tooLong: () => new Error('too long') } as const;
  await expect(all(textLines(endless(), options))).rejects.toThrow('too long');
  expect(read).toBe(6);
});
