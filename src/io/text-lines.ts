import { StringDecoder } from 'node:string_decoder';

/**
 * The lines of a text that comes in chunks, without their ends (`\n` or `\r\n`); none for what follows the last end
 * when that is nothing.
 * @param tooLong makes the error for line `number`, from 1, that has more than `maxLength` characters: it is thrown
 * before the rest of that line is read
 */
export async function* textLines(
  source: AsyncIterable<Uint8Array>,
  options: {
    readonly encoding: 'utf8' | 'latin1';
    readonly maxLength: number;
    readonly tooLong: (number: number) => Error;
  },
): AsyncGenerator<string, void, undefined> {
  const { encoding, maxLength, tooLong } = options;
  const decoder = new StringDecoder(encoding);
  let rest = '';
  let number = 1;
  for await (const chunk of source) {
    const lines =
      `${rest}${decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.length > maxLength) throw tooLong(number);
      yield withoutReturn(line);
      number += 1;
    }
    if (rest.length > maxLength) throw tooLong(number);
  }
  rest += decoder.end();
  if (rest.length > maxLength) throw tooLong(number);
  if (rest !== '') yield withoutReturn(rest);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
