import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { generateKeyPair, readSigner } from '../../../src/attest/keys.ts';
import { fault } from '../../../src/errors.ts';
import { openImage } from '../../../src/image/open.ts';
import { askCredentialHelper } from '../../../src/registry/credential-helper.ts';
import { lockedKey, lockedOldKey, pbkdf2, pem, scrypt } from '../../attest/der.ts';
import { buildImage, dockerArchive } from '../../fakes/images.ts';
import { bytesOf } from '../../fakes/manifests.ts';
import { file, tar } from '../../fakes/tar.ts';
import { inputFile, ownFolder } from '../input-file.ts';
import type { Seed, Target } from '../target.ts';
import { shown } from './sources.ts';

let helpers: string | undefined;

/** A folder with a helper that prints what lies beside it, and ends as its name says. */
function helperFolder(): string {
  if (helpers !== undefined) return helpers;
  helpers = join(ownFolder(), 'helpers');
  mkdirSync(helpers, { recursive: true });
  for (const [name, code] of Object.entries({ well: 0, badly: 1 })) {
    const path = join(helpers, `docker-credential-${name}`);
    writeFileSync(path, `#!/bin/sh\ncat "\${0%/*}/output"\nexit ${code}\n`);
    chmodSync(path, 0o755);
  }
  return helpers;
}

const credentialHelper: Target = {
  name: 'credential-helper',
  seeds: [
    { path: 'well', name: 'an account', bytes: bytesOf({ ServerURL: 'a', Username: 'b', Secret: 'c' }) },
    { path: 'well', name: 'a token', bytes: bytesOf({ Username: '<token>', Secret: 'c' }) },
    { path: 'badly', name: 'a refusal', bytes: Buffer.from('credentials not found in native keychain\n') },
    { path: 'badly', name: 'a failure', bytes: Buffer.from('see https://user:pw@host/?a, token=abc\nb') },
  ],
  read(input, { path = '' }) {
    const folder = dirname(inputFile(input, 'helpers/output'));
    return askCredentialHelper(path, 'registry.example', {
      environment: { PATH: `${helperFolder()}:${process.env.PATH}`, HOME: folder },
      unusable: (reason) => fault('CREDENTIALS_UNUSABLE', { host: 'registry.example', path: 'a', reason }),
    });
  },
};

let answer: Buffer = Buffer.alloc(0);
let socketPath: string | undefined;

/** An engine that answers as `answer` says, headers and all, and hangs up. */
async function engine(): Promise<string> {
  if (socketPath !== undefined) return socketPath;
  const path = join(ownFolder(), 'engine.sock');
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(answer));
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  server.unref();
  socketPath = path;
  return path;
}

function reply(status: string, body: Buffer, ...headers: readonly string[]): Buffer {
  const head = [`HTTP/1.1 ${status}`, 'Api-Version: 1.48', 'Content-Type: application/json', ...headers];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

const said = bytesOf({ message: 'No such image: "a:1"' });
const shop = dockerArchive([{ image: buildImage([tar(file('a', 'text'))]), names: ['a:1'] }]);
const chunked = Buffer.concat([
  Buffer.from(`${said.length.toString(16)}\r\n`),
  said,
  Buffer.from('\r\n0\r\n\r\n'),
]);

const dockerEngine: Target = {
  name: 'docker-engine',
  seeds: [
    { name: 'no such image', bytes: reply('404 Not Found', said, `Content-Length: ${said.length}`) },
    { name: 'a failure', bytes: reply('500 Internal Server Error', said) },
    { name: 'chunks', bytes: reply('409 Conflict', chunked, 'Transfer-Encoding: chunked') },
    { name: 'no JSON', bytes: reply('502 Bad Gateway', Buffer.from('<html>no</html>')) },
    { name: 'elsewhere', bytes: reply('301 Moved', said, 'Location: http://b/') },
    { name: 'a wait', bytes: Buffer.concat([reply('100 Continue', Buffer.alloc(0)), reply('404 No', said)]) },
    { name: 'an archive', bytes: reply('200 OK', shop, `Content-Length: ${shop.length}`) },
  ],
  async read(input) {
    answer = input;
    const environment = { DOCKER_HOST: `unix://${await engine()}`, TMPDIR: ownFolder() };
    return shown([await openImage({ transport: 'docker-daemon', reference: 'a:1' }, { environment })]);
  },
};

const password = 'a password';
const pair = generateKeyPair(password);
const open = generateKeyPair('', { allowEmptyPassword: true });

function keySeed(name: string, text: string | Buffer, label?: string): Seed {
  return { name, bytes: Buffer.from(text), ...(label === undefined ? {} : { path: label }) };
}

function derOf(text: string): Buffer {
  return Buffer.from(text.replace(/-----[^-]+-----|\s/g, ''), 'base64');
}

/** As files, or as the bytes in them. */
const privateKey: Target = {
  name: 'private-key',
  seeds: [
    keySeed('a key', pair.privatePem),
    keySeed('an open key', open.privatePem),
    keySeed('the bytes of a key', derOf(pair.privatePem), 'ENCRYPTED PRIVATE KEY'),
    keySeed('the bytes of an open key', derOf(open.privatePem), 'PRIVATE KEY'),
    keySeed('PBKDF2', lockedKey(pbkdf2(2048)), 'ENCRYPTED PRIVATE KEY'),
    keySeed('scrypt', lockedKey(scrypt(1024, 8, 1)), 'ENCRYPTED PRIVATE KEY'),
    keySeed('the older form', lockedOldKey(2048), 'ENCRYPTED PRIVATE KEY'),
  ],
  read(input, { path }) {
    return readSigner(path === undefined ? input.toString() : pem(path, input), password).publicKey.id;
  },
};

/** What other programs answer, and key files. */
export const programTargets: readonly Target[] = [credentialHelper, dockerEngine, privateKey];
