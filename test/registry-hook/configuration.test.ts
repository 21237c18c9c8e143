import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfiguration } from '../../registry-hook/configuration.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

test('without options everything is embedded: a built-in registry, data and policy in .sekisho', () => {
  expect(readConfiguration({}, folder)).toEqual({
    upstream: undefined,
    listen: { host: '127.0.0.1', port: 8080 },
    policyFile: join(folder, '.sekisho', 'sekisho.yaml'),
    dataDirectory: join(folder, '.sekisho'),
    head: 'deny',
    plainHttp: false,
    hookSecrets: new Map(),
  });
});

test('options win over the configuration file', () => {
  const config = file('gate.yaml', 'upstream: https://one.example\nlisten: 127.0.0.1:1\nhead: allow\n');
  const configuration = readConfiguration({ config, upstream: 'https://two.example' }, folder);
  expect(configuration.upstream?.host).toBe('two.example');
  expect(configuration.listen.port).toBe(1);
  expect(configuration.head).toBe('allow');
});

test('a hook secret is read from its file, beside the configuration', () => {
  file('hook.secret', 'a-secret-of-sufficient-length\n');
  const config = file('gate.yaml', 'hooks:\n  distribution: { secretFile: hook.secret }\n');
  expect(readConfiguration({ config }, folder).hookSecrets.get('distribution')).toBe(
    'a-secret-of-sufficient-length',
  );
});

test('an unknown key is refused by name, and the known ones are listed', () => {
  const config = file('gate.yaml', 'upsteam: https://registry.example\n');
  expect(() => readConfiguration({ config }, folder)).toThrow(
    /unknown key "upsteam"; known keys: upstream, listen/,
  );
});

test.each([
  ['a listen address without port', { listen: '127.0.0.1' }, /is not HOST:PORT/],
  ['a port that is none', { listen: '127.0.0.1:99999' }, /is not HOST:PORT/],
  ['an upstream with a credential', { upstream: 'https://me:secret@registry.example' }, /holds a credential/],
  [
    'an upstream with a path',
    { upstream: 'https://registry.example/v2/' },
    /is not the address of a registry/,
  ],
  ['a configuration file that is missing', { config: 'none.yaml' }, /cannot read/],
])('%s is refused', (_, options, message) => {
  expect(() => readConfiguration(options, folder)).toThrow(message);
});

test('a short hook secret is refused without being repeated', () => {
  file('hook.secret', 'short');
  const config = file('gate.yaml', 'hooks:\n  distribution: { secretFile: hook.secret }\n');
  expect(() => readConfiguration({ config }, folder)).toThrow(/at least 16 characters/);
  expect(() => readConfiguration({ config }, folder)).not.toThrow(/short'/);
});

test.each([
  ['upstream: [\n', /gate\.yaml: line \d+: /],
  [`hooks: ${'['.repeat(5000)}\n`, /line 1: the file is nested too deeply/],
  ['head: deny\nhead: allow\n', /line 2: /],
  ['--- a\n--- b\n', /line \d: a second document begins/],
  ['head: {length: {toString: 1}}\n', /gate\.yaml: head /],
])('a file that is no configuration is refused with its line: %j', (text, message) => {
  expect(() => readConfiguration({ config: file('gate.yaml', text) }, folder)).toThrow(message);
});

test('a file of comments alone sets nothing', () => {
  const config = file('gate.yaml', '# upstream: https://registry.example\n\n');
  expect(readConfiguration({ config }, folder).upstream).toBeUndefined();
});
