import { createHash } from 'node:crypto';
import { program } from './program.ts';

/** By which a .NET program finds its bundle. */
export const bundleSignature = createHash('sha256').update('.net core bundle\n').digest();

export function long(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes;
}

function word(value: number): Buffer {
  return long(value).subarray(0, 4);
}

/** A .NET application in one file: a program with `text`, its list of dependencies, behind it, and a header behind that. */
export function dotnetBundle(text: string | Buffer, { major = 6, cut = 0, gap = 0 } = {}): Buffer {
  const bare = program({
    writable: () => Buffer.concat([Buffer.alloc(gap), long(0), bundleSignature]),
    sections: { '.x': Buffer.from('x') },
  });
  const id = Buffer.from('abcdefghijkl');
  const body = Buffer.from(text);
  const header = Buffer.concat([
    word(major),
    word(0),
    word(1),
    Buffer.from([id.length]),
    id,
    long(bare.length),
    long(body.length),
    long(0),
    long(0),
    long(0),
  ]);
  const whole = Buffer.concat([bare, body, header]);
  long(bare.length + body.length).copy(whole, whole.indexOf(bundleSignature) - 8);
  return whole.subarray(0, whole.length - cut);
}
