import { createPrivateKey, generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { generateKeyPair, readPublicKey, readSigner } from '../../src/attest/keys.ts';
import { isFault } from '../../src/errors.ts';
import { der, lockedKey, lockedOldKey, named, octets, pbkdf2, pem, scrypt, sequence } from './der.ts';

const password = 'correct horse, ünïcode';
const pair = generateKeyPair(password);
const open = generateKeyPair('', { allowEmptyPassword: true });

function codeOf(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    return isFault(error) ? error.code : String(error);
  }
}

function messageOf(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test('what a private key signs, its public key verifies', () => {
  const signer = readSigner(pair.privatePem, password);
  const bytes = Buffer.from('a statement');

  const signature = signer.sign(bytes);

  expect(verify('sha256', bytes, readPublicKey(pair.publicPem).key, signature)).toBe(true);
  expect(signer.publicKey.id).toBe(readPublicKey(pair.publicPem).id);
});

test('a private key is written encrypted, with PBES2, scrypt of 16 MiB and AES-256-CBC', () => {
  const der = Buffer.from(pair.privatePem.replace(/-----[^-]+-----|\s/g, ''), 'base64');

  expect(pair.privatePem).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
  // PBES2 · scrypt · N = 16384 · r = 8 · p = 5 · 32 bytes · aes-256-cbc
  expect(der.toString('hex')).toMatch(
    /^30.*06092a864886f70d01050d.*06092b06010401da47040b.*02024000020108020105020120.*0609.*60864801650304012a/,
  );
});

test('an encrypted private key has the shortest DER lengths, as strict readers want', () => {
  const der = Buffer.from(pair.privatePem.replace(/-----[^-]+-----|\s/g, ''), 'base64');

  expect([der[0], der[1], der[2]]).toEqual([0x30, 0x81, der.byteLength - 3]);
});

test('the id of a key is the base64 SHA-256 of its SubjectPublicKeyInfo, as in the hints cosign writes', () => {
  const pem = [
    '-----BEGIN PUBLIC KEY-----',
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2OuqfP9d3hm1tvJmMGXDVt0da81Y',
    'Q1J0lT4baWtAz73MacFvksHWKKzsKDFDXuMWVkv5kLynZJ3BaiVR+gME4A==',
    '-----END PUBLIC KEY-----',
  ].join('\n');

  expect(readPublicKey(pem).id).toBe('VqTq3k8Qye7m73JyphinxCQHYFcxCUdFz5UNrNSqtoc=');
});

test('an empty password is refused unless it is allowed, and then the key is not encrypted', () => {
  expect(codeOf(() => generateKeyPair(''))).toBe('KEY_PASSWORD_EMPTY');
  expect(open.privatePem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  expect(readSigner(open.privatePem, undefined).publicKey.id).toBe(readPublicKey(open.publicPem).id);
});

test('a key that is not encrypted opens whatever password is set', () => {
  expect(readSigner(open.privatePem, 'unused').publicKey.id).toBe(readPublicKey(open.publicPem).id);
});

describe('a private key that does not open is refused by name', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;
  const sec1 = createPrivateKey(open.privatePem).export({ type: 'sec1', format: 'pem' }).toString();
  const bytes = Buffer.from(pair.privatePem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const damaged = pem('ENCRYPTED PRIVATE KEY', Buffer.concat([bytes.subarray(0, -1), Buffer.of(0)]));
  const bad: readonly (readonly [string, string, string | undefined, string])[] = [
    ['wrong password', pair.privatePem, 'wrong', 'KEY_PASSWORD_WRONG'],
    ['damaged file', pair.privatePem.replace(/MI/, 'AA'), password, 'KEY_UNUSABLE'],
    ['damaged key', damaged, password, 'KEY_PASSWORD_WRONG'],
    ['no end', pair.privatePem.slice(0, 200), password, 'KEY_UNUSABLE'],
    ['no password', pair.privatePem, undefined, 'KEY_PASSWORD_MISSING'],
    ['empty password', pair.privatePem, '', 'KEY_PASSWORD_MISSING'],
    ['RSA', rsa.export(pkcs8).toString(), undefined, 'KEY_UNUSABLE'],
    ['P-384', p384.export(pkcs8).toString(), undefined, 'KEY_UNUSABLE'],
    ['SEC 1', sec1, undefined, 'KEY_UNUSABLE'],
    ['cosign’s own form', sec1.replaceAll('EC PRIVATE', 'ENCRYPTED SIGSTORE PRIVATE'), 'x', 'KEY_UNUSABLE'],
    ['a public key', pair.publicPem, undefined, 'KEY_UNUSABLE'],
    ['no PEM', 'hello', undefined, 'KEY_UNUSABLE'],
    ['empty', '', undefined, 'KEY_UNUSABLE'],
    ['truncated', open.privatePem.slice(0, 80), undefined, 'KEY_UNUSABLE'],
  ];
  test.each(bad)('%s', (_, pem, given, code) => {
    expect(codeOf(() => readSigner(pem, given))).toBe(code);
  });
});

describe('an encrypted private key', () => {
  const label = 'ENCRYPTED PRIVATE KEY';
  const inTime = (key: Buffer): string | undefined => {
    const start = process.cpuUsage();
    const message = messageOf(() => readSigner(pem(label, key), 'x'));
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6).toBeLessThan(2);
    return message;
  };

  test.each([
    ['rounds', lockedKey(pbkdf2(2_000_001)), 'opening it takes 2000001 rounds, the limit is 2000000'],
    ['rounds without end', lockedKey(pbkdf2(2 ** 31 - 1)), 'opening it takes 2147483647 rounds'],
    ['rounds, in the older form', lockedOldKey(2 ** 31 - 1), 'opening it takes 2147483647 rounds'],
    ['gigabytes', lockedKey(scrypt(2 ** 24, 8, 1)), 'opening it takes 17179870208 bytes of memory'],
    ['64 MiB', lockedKey(scrypt(65_536, 8, 1)), 'opening it takes 67109888 bytes of memory'],
    ['steps', lockedKey(scrypt(16_384, 8, 8192)), 'opening it takes 1073741824 steps of scrypt'],
    [
      'another function',
      lockedKey(sequence(named('2a03'), sequence())),
      'encrypted in a way that is not read',
    ],
    [
      'another scheme',
      sequence(sequence(named('2a03'), sequence()), octets(Buffer.alloc(9))),
      'in a way that is not',
    ],
    [
      'a number below zero',
      lockedKey(
        sequence(named('2a864886f70d01050c'), sequence(octets(Buffer.alloc(8)), der(2, Buffer.of(0x80)))),
      ),
      'it is damaged',
    ],
    ['nothing', Buffer.alloc(0), 'it is damaged'],
    ['two keys', Buffer.concat([lockedKey(pbkdf2(1)), lockedKey(pbkdf2(2 ** 31 - 1))]), 'it is damaged'],
    ['a length without end', Buffer.from('3080', 'hex'), 'it is damaged'],
  ])('that asks for %s is refused in a sentence', (_, key, reason) => {
    expect(inTime(key)).toMatch(/^not a private key that can be used here: /);
    expect(inTime(key)).toContain(reason);
  });

  test.each([
    ['PBKDF2', lockedKey(pbkdf2(2_000_000))],
    ['scrypt', lockedKey(scrypt(16_384, 8, 16))],
    ['the older form', lockedOldKey(2048)],
  ])('that asks for as much as honest ones do is tried: %s', (_, key) => {
    expect(inTime(key)).toBe('the private key cannot be opened with this password');
  });

  test('is the one that was looked at, whatever else is in the file', () => {
    const hidden = pem(label, lockedKey(pbkdf2(2 ** 31 - 1)));
    const [body = ''] = /(?<=-----\n)[^-]+/.exec(pair.privatePem) ?? [];
    const text = `# -----BEGIN ${label}-----\n${body}-----END ${label}-----\n${hidden}`;
    expect(readSigner(text, password).publicKey.id).toBe(readPublicKey(pair.publicPem).id);
    expect(messageOf(() => readSigner(`# ${hidden}${pair.privatePem}`, password))).toContain('rounds');
  });

  test.each(['aes-256-cbc', 'aes-128-cbc', 'des-ede3-cbc'])('that Node writes with %s opens', (cipher) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const written = privateKey
      .export({ type: 'pkcs8', format: 'pem', cipher, passphrase: password })
      .toString();
    expect(readSigner(written.replaceAll('\n', '\r\n'), password).publicKey.id).toBeTruthy();
  });
});

describe('a public key that cannot verify is refused by name', () => {
  const ed25519 = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const bad: readonly (readonly [string, string])[] = [
    ['a private key', open.privatePem],
    ['an encrypted private key', pair.privatePem],
    ['Ed25519', ed25519],
    ['no PEM', 'hello'],
    ['truncated', pair.publicPem.slice(0, 60)],
  ];
  test.each(bad)('%s', (_, pem) => {
    expect(codeOf(() => readPublicKey(pem))).toBe('KEY_UNUSABLE');
  });
});

test('no message about a key repeats the password or the key', () => {
  const messages = [
    () => readSigner(pair.privatePem, 'hunter2-secret'),
    () => readPublicKey(open.privatePem),
  ].map((call) => {
    try {
      return String(call());
    } catch (error) {
      return String(error);
    }
  });

  expect(messages.join('\n')).not.toMatch(/hunter2|MIG|MHc/);
});
