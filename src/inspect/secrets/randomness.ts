/** Shannon's entropy of a text's characters, in bits for each: 0 for one repeated, about 3.5 for English words. */
export function entropy(text: string): number {
  const counts = new Uint32Array(0x100);
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index) & 0xff;
    counts[character] = (counts[character] ?? 0) + 1;
  }
  let bits = 0;
  for (let character = 0; character < counts.length; character++) {
    const share = (counts[character] ?? 0) / text.length;
    if (share > 0) bits -= share * Math.log2(share);
  }
  return bits;
}

/**
 * What people write where a secret is to go, or where one was taken out, in lower case. Tokens are random: that one of
 * these stands in a real one by chance is next to impossible for the longer, and loses a case in a million for the
 * shortest.
 */
const placeholders = [
  ...[
    'example',
    'sample',
    'dummy',
    'placeholder',
    'changeme',
    'change-me',
    'change_me',
    'replace',
    'redacted',
  ],
  ...[
    'insert',
    'your',
    'my-secret',
    'my_secret',
    'mysecret',
    'mytoken',
    'my-token',
    'my_token',
    'mypass',
    'fake',
  ],
  ...[
    'invalid',
    'not-a-real',
    'notreal',
    'secret-here',
    'secret_here',
    'token-here',
    'token_here',
    'deadbeef',
  ],
  ...[
    'foobar',
    'lorem',
    'xxxx',
    '****',
    '...',
    '0123456',
    '1234567',
    '7654321',
    'abcdefg',
    'gfedcba',
    'qwerty',
  ],
  ...['aaaaaa', '000000', '${', '$(', '{{', '%('],
];

/** True for a text that only shows where a secret would stand. */
export function isPlaceholder(text: string): boolean {
  const lower = text.toLowerCase();
  if (placeholders.some((part) => lower.includes(part))) return true;
  return /^<[\w -]{1,60}>$|^\$[A-Z_]{3}/.test(text);
}
