import { expect, test } from 'vitest';
import { placeOf } from '../../../src/inspect/secrets/places.ts';
import { secretExamples } from './examples.ts';
import { rulesFound } from './support.ts';

const token = secretExamples().get('github-personal-token')?.hits[0] ?? '';
const key = secretExamples().get('private-key')?.hits[0] ?? '';

test.each([
  'app/server.js',
  'root/.ssh/id_rsa',
  'etc/ssh/ssh_host_ed25519_key',
  'etc/ssl/private/ssl-cert-snakeoil.key',
  'usr/src/app/config.json',
  'usr/share/nginx/html/index.js',
  'srv/contest/latest.json',
  'app/attestation/key.pem',
  'home/me/.env',
  'var/lib/app/tokens',
])('%s may hold anything of yours', (path) => {
  expect(placeOf(path)).toBe('own');
  expect([rulesFound(token, path), rulesFound(key, path)]).toEqual([
    ['github-personal-token'],
    ['private-key'],
  ]);
});

test.each([
  'app/node_modules/left-pad/index.js',
  'usr/lib/python3/dist-packages/apt/cache.py',
  'usr/local/lib/python3.11/site-packages/boto3/session.py',
  'usr/share/perl5/Module.pm',
  'root/go/pkg/mod/github.com/a/b/c.go',
  'app/vendor/acme/lib.php',
  'app/test/fixtures/server.key',
  'app/README.md',
  'app/.env.example',
])('%s holds test keys and samples, so only a form that leaves no doubt counts', (path) => {
  expect(placeOf(path)).toBe('public');
  expect([rulesFound(token, path), rulesFound(key, path)]).toEqual([['github-personal-token'], []]);
});

test.each([
  'app/node_modules/jose/README.md',
  'app/node_modules/ssh2/test/fixtures/id_rsa',
  'app/node_modules/a/dist/index.js.map',
  'app/node_modules/a/index.d.ts',
  'usr/share/doc/openssl/examples/key.txt',
  'var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_main_binary-amd64_Packages',
  'var/lib/apt/lists/deb.debian.org_debian_dists_bookworm_main_i18n_Translation-en',
  'usr/lib/python3.11/test/keycert.pem',
])('%s is not looked at', (path) => {
  expect(placeOf(path)).toBe('noise');
  expect([rulesFound(token, path), rulesFound(key, path)]).toEqual([[], []]);
});
