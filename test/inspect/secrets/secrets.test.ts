import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { InspectInput } from '../../../src/inspect/inspector.ts';
import { allSecretRules, secretsInspector } from '../../../src/inspect/secrets/secrets.ts';
import type { Finding } from '../../../src/model/scan-report.ts';
import { scanReportSchema } from '../../../src/model/scan-report-schema.ts';
import { type FakeLayer, fakeDiffId, fakeView } from '../../fakes/file-view.ts';
import { type ImageFacts, image } from '../support.ts';
import { secretExamples } from './examples.ts';

const example = (rule: string): string => secretExamples().get(rule)?.hits[0] ?? '';
const token = example('github-personal-token');

function inspect(
  layers: readonly FakeLayer[],
  facts: Omit<ImageFacts, 'layers' | 'view'> & { readonly owners?: InspectInput['owners'] } = {},
): { readonly findings: readonly Finding[]; readonly problems: readonly string[] } {
  const view = fakeView(layers, { readers: secretsInspector.readers });
  const input = {
    ...image({ ...facts, view, layers }),
    os: null,
    packages: [],
    systemTypes: ['deb'],
    checksums: [],
    owners: new Map(),
  };
  const result = secretsInspector.inspect({ ...input, ...(facts.owners ? { owners: facts.owners } : {}) });
  expect(scanReportSchema.shape.findings.parse(result.findings)).toEqual(result.findings);
  expect(JSON.stringify(result)).not.toContain(token.slice(0, 12));
  return result;
}

test('a secret in a file is a finding with its place and what to do', () => {
  const { findings } = inspect([{}, { 'app/config.txt': `a\n${token}\n` }]);
  expect(findings).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      kind: 'secret',
      rule: 'github-personal-token',
      severity: 'critical',
      title: 'GitHub personal access token',
      path: '/app/config.txt',
      line: 2,
      layer: fakeDiffId(1),
      remedy:
        "revoke it on GitHub, under developer settings; keep it out of the build, it stays in the image's history",
      status: 'open',
    },
  ]);
});

test('an image without secrets has no finding and no problem', () => {
  expect(inspect([{ 'app/index.js': 'console.log(1)' }])).toEqual({ findings: [], problems: [] });
});

describe('a secret that a later layer', () => {
  test.each([
    ['removes', { 'app/a.txt': null }],
    ['overwrites', { 'app/a.txt': 'nothing' }],
  ])('%s is still in the image, and the finding says so', (_, upper) => {
    const { findings } = inspect([{ 'app/a.txt': token }, upper]);
    expect(findings).toMatchObject([
      {
        rule: 'github-personal-token',
        title:
          'GitHub personal access token; a later layer hides the file, whoever has the image still has it',
        path: '/app/a.txt',
        line: 1,
        layer: fakeDiffId(0),
      },
    ]);
  });

  test('keeps is one finding, of the layer that a container sees', () => {
    const { findings } = inspect([{ 'app/a.txt': token }, { 'app/a.txt': `\n${token}` }]);
    expect(findings).toMatchObject([
      { title: 'GitHub personal access token', line: 2, layer: fakeDiffId(1) },
    ]);
  });
});

test('the id of a finding is the same in another layer, line or version of the file', () => {
  const [a] = inspect([{ 'app/a-1.2.txt': token }]).findings;
  const [b] = inspect([{}, { 'app/a-1.3.txt': `\n\n${token}` }]).findings;
  expect(a?.id).toBe(b?.id);
});

test('what a package of the distribution brings is public, unless it is a configuration that was filled in', () => {
  const owners = new Map([
    ['/opt/tool/a.txt', 'pkg:deb/debian/tool@1'],
    ['/etc/tool/a.txt', 'pkg:deb/debian/tool@1'],
  ]);
  const { findings } = inspect([{ 'opt/tool/a.txt': token, 'etc/tool/a.txt': token }], { owners });
  expect(findings.map(({ path }) => path)).toEqual(['/etc/tool/a.txt']);
});

test('a host key that is baked into an image is found', () => {
  const { findings } = inspect([{ 'etc/ssh/ssh_host_ed25519_key': example('private-key') }]);
  expect(findings).toMatchObject([{ rule: 'private-key', path: '/etc/ssh/ssh_host_ed25519_key' }]);
});

test('a thousand are listed and the rest are counted', () => {
  const files = Array.from({ length: 1003 }, (_, index) => [`app/${index}.txt`, token]);
  const { findings } = inspect([Object.fromEntries(files)]);
  expect(findings).toHaveLength(1001);
  expect(findings.at(-1)).toMatchObject({ rule: 'more-secrets', title: '3 more secrets' });
});

test('a file that was not searched to its end makes the scan incomplete', () => {
  const { problems } = inspect([{ 'app/x': ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' ').repeat(5000) }]);
  expect(problems).toEqual(['/app/x: it was not searched for secrets to its end']);
});

describe('an .env file', () => {
  const found = (line: string, path = 'app/.env'): unknown[] =>
    inspect([{ [path]: `# settings\n${line}\n` }]).findings.map(({ rule, line: at }) => [rule, at]);

  test.each(['DB_PASSWORD=hunter2', 'export API_TOKEN="tr0ub4dor"', 'session.secret = s3cr3t # keep'])(
    'with %j holds a secret by its name',
    (line) => {
      expect(found(line)).toEqual([['secret-variable', 2]]);
      expect(found(line, 'app/.env.production')).toEqual([['secret-variable', 2]]);
    },
  );

  test.each([
    'DB_PASSWORD=',
    `DB_PASSWORD=\${PASSWORD}`,
    'DB_PASSWORD=changeme',
    'PORT=8080',
    'TOKEN_TTL=3600',
  ])('with %j holds none', (line) => {
    expect(found(line)).toEqual([]);
  });

  test('that is a template or not yours is not read by names', () => {
    expect(found('DB_PASSWORD=hunter2', 'app/.env.example')).toEqual([]);
    expect(found('DB_PASSWORD=hunter2', 'app/node_modules/x/.env')).toEqual([]);
  });
});

describe('in the configuration', () => {
  const titles = (facts: Parameters<typeof inspect>[1]): string[] =>
    inspect([{}], facts).findings.map(({ rule, title }) => `${rule}: ${title}`);

  test('environment, labels, commands and health checks are searched', () => {
    const config = {
      Env: ['PATH=/bin', `X=${token}`, 'DB_PASSWORD=hunter2'],
      Labels: { note: token },
      Cmd: ['run', `--token=${token}`],
      Entrypoint: ['/entry', token],
      Healthcheck: { Test: ['CMD', 'curl', token] },
    };
    expect(titles({ config })).toEqual([
      'github-personal-token: GitHub personal access token in ENV X',
      'secret-variable: Variable that holds a secret in ENV DB_PASSWORD',
      'github-personal-token: GitHub personal access token in label note',
      'github-personal-token: GitHub personal access token in CMD',
      'github-personal-token: GitHub personal access token in ENTRYPOINT',
      'github-personal-token: GitHub personal access token in HEALTHCHECK',
    ]);
  });

  test('so is the history, with the layer of the instruction', () => {
    const history = [
      'ADD x / # buildkit',
      `RUN /bin/sh -c git clone https://x:${token}@github.com/a/b # buildkit`,
      `RUN |1 NPM=${token} /bin/sh -c npm ci # buildkit`,
      [`ARG KEY=${token}`] as const,
    ];
    const { findings } = inspect([{}, {}, {}], { history });
    expect(findings.map(({ rule, title, layer }) => [rule, title, layer])).toEqual([
      ['url-password', "URL with a password in the history's RUN", fakeDiffId(1)],
      ['github-personal-token', "GitHub personal access token in the history's RUN", fakeDiffId(1)],
      ['github-personal-token', 'GitHub personal access token in build argument NPM', fakeDiffId(2)],
      ['github-personal-token', 'GitHub personal access token in build argument KEY', null],
    ]);
  });

  test('a name that only its ENV tells is enough for the rules that go by names', () => {
    const config = { Env: [example('aws-secret-access-key').replace('export ', '')] };
    expect(titles({ config })).toEqual([
      'aws-secret-access-key: AWS secret access key in ENV AWS_SECRET_ACCESS_KEY',
    ]);
  });

  test('words for a password are none, nor is what is put in later', () => {
    const config = { Env: ['DB_PASSWORD=password', `A_TOKEN=\${TOKEN}`, 'B_SECRET=/run/secrets/b'] };
    expect(titles({ config })).toEqual([]);
  });
});

test('docs/secrets.md lists every rule as the code has it', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/secrets.md'), 'utf8');
  const listed = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(listed).toEqual(
    allSecretRules.map(({ id, title, severity }) => `| \`${id}\` | ${title} | ${severity} |`),
  );
});
