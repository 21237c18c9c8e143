import { createHash } from 'node:crypto';

const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();

/** Characters that look random and are the same in every run; none that a scanner of sources could find in a file. */
export interface Pieces {
  from(alphabet: string, length: number): string;
  digits(length: number): string;
  hex(length: number): string;
  base62(length: number): string;
  base64(length: number): string;
  base64url(length: number): string;
  /** Upper case letters and 2 to 7. */
  base32(length: number): string;
  upper(length: number): string;
  lower(length: number): string;
  uuid(): string;
}

export function pieces(seed: string): Pieces {
  let round = 0;
  function from(alphabet: string, length: number): string {
    let text = '';
    while (text.length < length) {
      const bytes = createHash('sha256').update(`${seed} ${round++}`).digest();
      for (const byte of bytes)
        if (byte < 256 - (256 % alphabet.length)) text += alphabet[byte % alphabet.length];
    }
    return text.slice(0, length);
  }
  const hex = (length: number): string => from(`${digits}abcdef`, length);
  return {
    from,
    digits: (length) => from('123456789', 1) + from(digits, length - 1),
    hex,
    base62: (length) => from(digits + upper + lower, length),
    base64: (length) => from(`${digits}${upper}${lower}+/`, length),
    base64url: (length) => from(`${digits}${upper}${lower}_-`, length),
    base32: (length) => from(`${upper}234567`, length),
    upper: (length) => from(upper + digits, length),
    lower: (length) => from(lower + digits, length),
    uuid: () => [hex(8), hex(4), `4${hex(3)}`, `a${hex(3)}`, hex(12)].join('-'),
  };
}
