import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountReaders } from '../../src/image/accounts.ts';
import { checks, runChecks } from '../../src/inspect/checks/checks.ts';
import { rootUser } from '../../src/inspect/checks/root-user.ts';
import type { Executable } from '../../src/model/scan-report.ts';
import { scanReportSchema } from '../../src/model/scan-report-schema.ts';
import { fakeDiffId, fakeView } from '../fakes/file-view.ts';
import { secretExamples } from './secrets/examples.ts';
import { findingsOf, image, rulesOf } from './support.ts';

const fileRules = [
  'world-writable-executable',
  'world-writable-system-file',
  'empty-password',
  'password-in-image',
  'duplicate-uid',
  'package-manager-cache',
  'build-leftover',
];
const allRules = [
  ...['CIS-4.1', 'CIS-4.6', 'CIS-4.7', 'CIS-4.8', 'CIS-4.9', 'CIS-4.10'],
  'file-capabilities',
  'unknown-user',
  ...fileRules,
];

test('an image that keeps every rule has no finding, and every rule was decided', () => {
  expect(findingsOf({})).toEqual([]);
  expect(runChecks(image({})).decidedRules).toEqual(allRules);
  expect(checks.map(({ rule }) => rule)).toEqual(allRules);
});

test('a bare folder is not blamed for a configuration it never had', () => {
  const bare = { ...image({}), view: fakeView([{}], { bareFolder: true }) };
  const input = { ...bare, config: { rootfs: { type: 'layers', diff_ids: [] } } };
  expect(runChecks(input).findings).toEqual([]);
  expect(runChecks(input).decidedRules).toEqual(['CIS-4.8', ...fileRules]);
});

test('findings fit the report, and the same image gives the same ones', () => {
  const facts = {
    config: { User: '', Env: ['API_KEY=x'] },
    layers: [{ 'bin/su': { text: 'x', mode: 0o4755 } }],
  };
  const findings = findingsOf(facts);
  expect(scanReportSchema.shape.findings.parse(findings)).toEqual(findings);
  expect(findingsOf(facts)).toEqual(findings);
  expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
});

describe('CIS-4.1', () => {
  const passwd = 'root:x:0:0:root:/root:/bin/sh\napp:x:10001:10001::/:\ntoor:x:00:0::/:\nzero:x::0::/:\n';
  const layers = [{ 'etc/passwd': passwd }];

  test.each([
    [undefined, 'the image names no user'],
    ['', 'the image names no user'],
    [':1000', 'the image names no user'],
    ['root', 'its USER is root'],
    ['root:app', 'its USER is root'],
    ['0', 'its USER is root'],
    ['0:1000', 'its USER is root'],
    ['00', 'its USER is root'],
    ['+0', 'its USER is root'],
    ['toor', 'its USER has the user id 0 in /etc/passwd'],
    ['zero', 'its USER has no plain user id in /etc/passwd, which engines read as 0'],
  ])('User %j runs as root', (user, how) => {
    const findings = findingsOf({ config: { User: user }, layers }).filter(({ rule }) => rule === 'CIS-4.1');
    expect(findings).toMatchObject([
      {
        rule: 'CIS-4.1',
        kind: 'misconfiguration',
        severity: 'medium',
        title: `Runs as root: ${how}`,
        remedy: 'USER 10001:10001',
        layer: null,
        status: 'open',
      },
    ]);
  });

  test.each(['app', '10001', '10001:0', '1', 'nobody-of-passwd'])('User %j does not', (user) => {
    expect(rulesOf({ config: { User: user }, layers })).not.toContain('CIS-4.1');
  });

  test('has one id, whatever the reason', () => {
    const [a] = findingsOf({ config: { User: 'root' } });
    const [b] = findingsOf({ config: { User: '' } });
    expect(a?.id).toBe(b?.id);
  });

  const hidden = { 'etc/passwd': { link: '/opt/passwd' }, 'opt/passwd': 'app:x:0:0::/:\n' };
  const huge = { 'etc/passwd': ' '.repeat(4 * 1024 * 1024 + 1) };

  test.each([[hidden], [huge]])(
    'is a problem, and not decided, for a name when passwd cannot be read',
    (layer) => {
      const input = image({ config: { User: 'app' }, layers: [layer] });
      expect(runChecks(input).decidedRules).not.toContain('CIS-4.1');
      expect(rootUser.problems?.(input)).toEqual([
        "/etc/passwd: it could not be read, so it is unknown whether the image's USER is root",
      ]);
    },
  );

  test.each(['10001', 'root', ''])('needs no passwd for User %j', (user) => {
    const input = image({ config: { User: user }, layers: [hidden] });
    expect(runChecks(input).decidedRules).toContain('CIS-4.1');
    expect(rootUser.problems?.(input)).toEqual([]);
  });

  test('reads any passwd to an end', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ':', '0', '\n', 'x', '\0') }), (text) => {
        const view = fakeView([{ 'etc/passwd': text }], { readers: accountReaders });
        for (const { fact } of view.facts(accountReaders[0]!)) expect(fact).toBeInstanceOf(Array);
      }),
    );
  });
});

describe('CIS-4.6', () => {
  test.each([
    [null, 'no HEALTHCHECK'],
    [{}, 'no HEALTHCHECK'],
    [{ Test: [] }, 'no HEALTHCHECK'],
    [{ Test: [''] }, 'no HEALTHCHECK'],
    [{ Test: ['NONE'] }, 'HEALTHCHECK NONE'],
  ])('%j is no health check', (Healthcheck, why) => {
    const findings = findingsOf({ config: { User: '1', Healthcheck } });
    expect(findings).toMatchObject([
      { rule: 'CIS-4.6', severity: 'low', title: `The image has no health check (${why})` },
    ]);
  });

  test.each([[{ Test: ['CMD', 'true'] }], [{ Test: ['CMD-SHELL', 'true'] }]])('%j is one', (Healthcheck) => {
    expect(rulesOf({ config: { User: '1', Healthcheck } })).toEqual([]);
  });
});

describe('CIS-4.7', () => {
  const base = '/bin/sh -c #(nop) ADD file:0 in / ';

  test.each([
    ['/bin/sh -c apt-get update', 'apt-get update'],
    ['RUN /bin/sh -c apt-get update # buildkit', 'apt-get update'],
    ['RUN /bin/sh -c apt-get -qq -y update && rm -rf /x # buildkit', 'apt-get update'],
    ['RUN |1 A=b /bin/sh -c apt update # buildkit', 'apt update'],
    ['|1 A=install /bin/sh -c apt update', 'apt update'],
    ['RUN /bin/bash -eo pipefail -c set -e; /usr/bin/apt-get update # buildkit', 'apt-get update'],
    ["RUN /bin/sh -c sh -c 'apk update' # buildkit", 'apk update'],
    ['RUN apk update', 'apk update'],
    ['RUN /bin/sh -c dnf makecache # buildkit', 'dnf makecache'],
    ['RUN /bin/sh -c zypper --quiet refresh # buildkit', 'zypper refresh'],
    ['RUN /bin/sh -c apt-get update && echo apt-get install x # buildkit', 'apt-get update'],
    ['RUN /bin/sh -c apt-get update\n# apt-get install x # buildkit', 'apt-get update'],
  ])('%j updates alone', (createdBy, words) => {
    const findings = findingsOf({ history: [base, createdBy] });
    expect(findings).toMatchObject([
      {
        rule: 'CIS-4.7',
        severity: 'low',
        title: `\`${words}\` stands in a RUN that installs nothing`,
        layer: fakeDiffId(1),
      },
    ]);
  });

  test.each([
    '/bin/sh -c apt-get update && apt-get install -y curl',
    'RUN /bin/sh -c apt-get update \\\n && apt-get \\\n install -y curl # buildkit',
    'RUN /bin/sh -c set -ex; apt-get update; apt-get -y dist-upgrade # buildkit',
    'RUN /bin/sh -c (apt-get update; apt-get build-dep x) # buildkit',
    'RUN /bin/sh -c apk update && apk add curl # buildkit',
    'RUN /bin/sh -c apk add --no-cache curl # buildkit',
    'RUN /bin/sh -c yum -y update # buildkit',
    'RUN /bin/sh -c git submodule update # buildkit',
    'RUN /bin/sh -c echo apt-get update # buildkit',
    'RUN /bin/sh -c npm update # buildkit',
    'COPY apt-get update # buildkit',
    'CMD ["apt-get" "update"]',
  ])('%j does not', (createdBy) => {
    expect(rulesOf({ history: [base, createdBy] })).toEqual([]);
  });

  test('is not decided when the history does not tell of every layer', () => {
    for (const history of [[], [base], [base, ['CMD x'] as const]]) {
      expect(runChecks(image({ history, layers: [{}, {}] })).decidedRules).toEqual([
        ...['CIS-4.1', 'CIS-4.6', 'CIS-4.8', 'file-capabilities', 'unknown-user'],
        ...fileRules,
      ]);
    }
  });

  test('names no layer when history and layers do not fit together', () => {
    const [finding] = findingsOf({ history: [base, 'RUN apt-get update'], layers: [{}] });
    expect(finding?.layer).toBeNull();
  });
});

describe('CIS-4.8', () => {
  const executable = (path: string, purl?: string): Executable => ({
    path,
    sha256: '0'.repeat(64),
    size: 1,
    mode: 0o4755,
    uid: 0,
    gid: 0,
    kind: 'elf-executable',
    layer: null,
    ...(purl === undefined ? {} : { package: purl }),
  });

  test('each file is a finding with its path, layer, package and what it is', () => {
    const findings = findingsOf({
      history: ['ADD x / # buildkit', 'RUN chmod # buildkit'],
      layers: [
        { 'usr/bin/su': { text: 'x', mode: 0o4755 }, 'usr/bin/wall': { text: 'x', mode: 0o2755, gid: 5 } },
        { 'opt/both': { text: 'x', mode: 0o6755, uid: 1000 } },
      ],
      executables: [executable('/usr/bin/su', 'pkg:deb/debian/util-linux@2'), executable('/opt/both')],
    });
    expect(findings).toMatchObject([
      { path: '/opt/both', title: '/opt/both is setuid 1000 and setgid root', layer: fakeDiffId(1) },
      {
        path: '/usr/bin/su',
        title: '/usr/bin/su is setuid root',
        layer: fakeDiffId(0),
        package: 'pkg:deb/debian/util-linux@2',
        remedy: 'RUN chmod a-s /usr/bin/su',
      },
      { path: '/usr/bin/wall', title: '/usr/bin/wall is setgid 5', layer: fakeDiffId(0) },
    ]);
    expect(findings[0]).not.toHaveProperty('package');
  });

  test.each([
    { text: 'x', mode: 0o755 },
    { text: 'x', mode: 0o1755 },
    { type: 'directory', mode: 0o2775 },
    { link: 'x', mode: 0o4777 },
  ] as const)('%j is none', (file) => {
    expect(rulesOf({ layers: [{ x: file }] })).toEqual([]);
  });

  test('a file that a layer above takes away is none', () => {
    const layers = [{ su: { text: 'x', mode: 0o4755 } }, { su: { text: 'x', mode: 0o755 } }];
    expect(rulesOf({ history: ['ADD x / # buildkit', 'RUN x'], layers })).toEqual([]);
  });

  test('a path that a shell would read otherwise is not put into a line to type', () => {
    const [finding] = findingsOf({ layers: [{ 'a;reboot\u001b': { text: 'x', mode: 0o4755 } }] });
    expect(finding?.title).toBe('/a;reboot\\u{1b} is setuid root');
    expect(finding?.remedy).toBe('RUN find / -xdev -type f -perm /6000 -exec chmod a-s {} +');
  });

  test('a thousand are listed and the rest are counted', () => {
    const files = Array.from({ length: 1003 }, (_, index) => [`x${index}`, { text: '', mode: 0o4755 }]);
    const findings = findingsOf({ layers: [Object.fromEntries(files)] });
    expect(findings).toHaveLength(1001);
    expect(findings.at(-1)?.title).toBe('3 more files are setuid or setgid');
  });

  test('is found, but never passed, when a layer could not be read whole', () => {
    const view = fakeView([{ su: { text: 'x', mode: 0o4755 } }], { problems: ['layer 2 is truncated'] });
    expect(rulesOf({ view })).toEqual(['CIS-4.8']);
    expect(runChecks(image({ view })).decidedRules).not.toContain('CIS-4.8');
  });
});

describe('file-capabilities', () => {
  const netRaw = '0100000200200000000000000000000000000000';
  const sysAdmin = '0100000200002000000000000000000000000000';
  const nothing = '0100000200000000000000000000000000000000';

  test('each file is a finding with its path, layer, package and what it is given', () => {
    const findings = findingsOf({
      layers: [
        {
          'bin/ping': { text: 'x', capabilities: netRaw },
          'opt/tool': { text: 'x', capabilities: sysAdmin },
          'opt/odd': { text: 'x', capabilities: '00' },
          'opt/nothing': { text: 'x', capabilities: nothing },
          'opt/plain': 'x',
        },
      ],
      executables: [
        {
          path: '/bin/ping',
          sha256: '0'.repeat(64),
          size: 1,
          mode: 0o755,
          uid: 0,
          gid: 0,
          kind: 'elf-executable',
          layer: null,
          package: 'pkg:deb/debian/iputils-ping@3',
        },
      ],
    });
    expect(findings).toMatchObject([
      {
        rule: 'file-capabilities',
        severity: 'low',
        title: '/bin/ping has cap_net_raw+ep',
        path: '/bin/ping',
        layer: fakeDiffId(0),
        package: 'pkg:deb/debian/iputils-ping@3',
        remedy: 'RUN setcap -r /bin/ping',
      },
      { severity: 'low', title: '/opt/odd has capabilities that Linux does not understand' },
      { severity: 'medium', title: '/opt/tool has cap_sys_admin+ep' },
    ]);
    expect(findings).toHaveLength(3);
  });

  test('a thousand are listed and the rest are counted', () => {
    const files = Array.from({ length: 1003 }, (_, index) => [`x${index}`, { capabilities: netRaw }]);
    const findings = findingsOf({ layers: [Object.fromEntries(files)] });
    expect(findings).toHaveLength(1001);
    expect(findings.at(-1)?.title).toBe('3 more files have capabilities');
  });
});

describe('CIS-4.9', () => {
  const base = '/bin/sh -c #(nop) ADD file:0 in / ';

  test.each([
    ['/bin/sh -c #(nop) ADD file:abc in /opt/app ', 'ADD brings local files to /opt/app'],
    ['/bin/sh -c #(nop) ADD multi:abc in / ', 'ADD brings local files to /'],
    ['ADD app.tar.gz /opt/ # buildkit', 'ADD brings local files to /opt/'],
    ['ADD --chown=1:1 a b /opt/ # buildkit', 'ADD brings local files to /opt/'],
    ['ADD https://user:secret@example.org/x /x # buildkit', 'ADD brings a remote file to /x'],
    ['ADD git@example.org:a/b.git /src # buildkit', 'ADD brings a remote file to /src'],
  ])('%j is a finding that shows no source', (createdBy, title) => {
    const findings = findingsOf({ history: [base, createdBy] });
    expect(findings).toMatchObject([{ rule: 'CIS-4.9', severity: 'low', title, layer: fakeDiffId(1) }]);
    expect(JSON.stringify(findings)).not.toContain('secret');
  });

  test.each([
    [['ADD rootfs.tar.xz / # buildkit']],
    [[['ARG RELEASE'], ['LABEL a=b'], '/bin/sh -c #(nop) ADD file:0 in / ']],
    [[base, 'COPY ADD /x # buildkit', 'RUN /bin/sh -c ADD x y # buildkit']],
    [[base, '/bin/sh -c #(nop) COPY file:abc in /opt/app ']],
    [["# debian.sh --arch 'amd64' out/ 'bookworm' '@1'"]],
  ] as const)('%j is none', (history) => {
    expect(rulesOf({ history })).toEqual([]);
  });
});

describe('CIS-4.10', () => {
  const secrets = [
    'DB_PASSWORD=hunter2',
    'PGPASSWORD=123456',
    'dbPassword=hunter2',
    'spring.datasource.password=hunter2',
    'DB_PASS=hunter2',
    'MYSQL_PWD=hunter2',
    'CLIENT_SECRET=hunter2',
    'NPM_TOKEN=hunter2',
    'NODE_AUTH_TOKEN=hunter2',
    'ACCESSTOKEN=hunter2',
    'STRIPE_API_KEY=hunter2',
    'APIKEY=hunter2',
    'AWS_SECRET_ACCESS_KEY=/ab12CDef/GHij34KLmn56OPqr78STuv90',
    'SECRET_KEY_BASE=hunter2',
    'GOOGLE_CREDENTIALS={"type":"service_account"}',
    'DATABASE_URL=postgres://app:hunter2@db/app',
    'HTTPS_PROXY=http://user:hunter2@proxy:3128',
  ];

  test.each(secrets)('ENV %j holds a secret, and the value is not shown', (entry) => {
    const [name = '', value = ''] = [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)];
    const findings = findingsOf({
      config: { User: '1', Healthcheck: { Test: ['x'] }, Env: ['PATH=/bin', entry] },
    });
    expect(findings).toMatchObject([
      {
        rule: 'CIS-4.10',
        severity: 'high',
        title: `ENV ${name} holds a secret; revoke it: whoever pulled the image has it`,
        remedy: `docker run --env ${name} IMAGE`,
      },
    ]);
    expect(JSON.stringify(findings)).not.toContain(value);
  });

  test('a value with a form of its own is a secret under any name', () => {
    const [value = ''] = secretExamples().get('github-personal-token')?.hits ?? [];
    const findings = findingsOf({ config: { User: '1', Healthcheck: { Test: ['x'] }, Env: [`X=${value}`] } });
    expect(findings.map(({ rule, remedy }) => [rule, remedy])).toEqual([
      ['CIS-4.10', 'docker run --env X IMAGE'],
    ]);
    expect(JSON.stringify(findings).includes(value)).toBe(false);
  });

  test.each([
    'PATH=/usr/local/bin:/usr/bin',
    'X=AKIAIOSFODNN7EXAMPLE',
    'PWD=/app',
    'OLDPWD=/app',
    `GPG_KEY=${'A035C8C1'.repeat(5)}`,
    'PYTHON_SHA256=fdec5e24b3e4f5a2a4b5d4c8e9e3b9c1',
    'NGINX_VERSION=1.25.3',
    'LANG=C.UTF-8',
    'DB_PASSWORD=',
    'DB_PASSWORD',
    `DB_PASSWORD=\${PASSWORD}`,
    'DB_PASSWORD=$PASSWORD',
    'DB_PASSWORD=<password>',
    'DB_PASSWORD=****',
    'ALLOW_EMPTY_PASSWORD=yes',
    'MYSQL_RANDOM_ROOT_PASSWORD=1',
    'DB_PASSWORD_FILE=/run/secrets/db',
    'PASSWORD_MIN_LENGTH=12',
    'TOKEN_TTL=3600',
    'GOOGLE_APPLICATION_CREDENTIALS=/etc/gcp/key.json',
    'SSL_PRIVATE_KEY=/etc/ssl/private/x.pem',
    'HOMEPAGE=https://example.org:8443/a@b',
    'MONKEY=banana',
    'COMPASS=north',
    'KEYBOARD_KEY=a',
  ])('ENV %j holds none', (entry) => {
    expect(rulesOf({ config: { User: '1', Healthcheck: { Test: ['x'] }, Env: [entry] } })).toEqual([]);
  });

  test.each([
    ['ENV NPM_TOKEN=hunter2', 'ENV'],
    ['/bin/sh -c #(nop)  ENV NPM_TOKEN=hunter2', 'ENV'],
    ['ENV A=b c NPM_TOKEN=hunter2 D=e', 'ENV'],
    ['ENV NPM_TOKEN="hunter2"', 'ENV'],
    ['ARG NPM_TOKEN=hunter2', 'build argument'],
    ['RUN |2 A=b c NPM_TOKEN=hunter2 /bin/sh -c npm ci # buildkit', 'build argument'],
    ['|1 NPM_TOKEN=hunter2 /bin/sh -c npm ci', 'build argument'],
  ])('%j stays in the history though no container sees it', (createdBy, where) => {
    const findings = findingsOf({ history: ['ADD x / # buildkit', createdBy] });
    expect(findings.map(({ title }) => title)).toEqual([
      `${where} NPM_TOKEN holds a secret; revoke it: whoever pulled the image has it`,
    ]);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  test.each([
    'ARG NPM_TOKEN',
    'RUN /bin/sh -c NPM_TOKEN=$(cat /run/secrets/t) npm ci # buildkit',
    'LABEL TOKEN=a',
  ])('%j leaves none', (createdBy) => {
    expect(rulesOf({ history: ['ADD x / # buildkit', createdBy] })).toEqual([]);
  });

  test('a variable is one finding, however often it is set', () => {
    const findings = findingsOf({
      config: { User: '1', Healthcheck: { Test: ['x'] }, Env: ['A_TOKEN=x', 'A_TOKEN=y'] },
      history: ['ADD x / # buildkit', ['ENV A_TOKEN=x'], ['ENV A_TOKEN=y']],
    });
    expect(findings).toHaveLength(1);
  });
});

test('whatever the configuration holds, checks end, print safely and never show a secret value', () => {
  const hostile = fc.string({ unit: 'binary', maxLength: 40 });
  const word = fc.constantFrom(
    'RUN ',
    'ADD ',
    'ENV A_TOKEN=',
    '|9 ',
    '/bin/sh -c ',
    'apt-get ',
    'update',
    '#(nop) ',
    '\n',
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.oneof(word, hostile)).map((words) => words.join(''))),
      fc.array(fc.tuple(hostile, hostile).map(([name, value]) => `${name}_PASSWORD=${value}hunter2`)),
      hostile,
      (history, Env, User) => {
        for (const finding of findingsOf({ history, config: { Env, User } })) {
          expect(finding.title).not.toMatch(/\p{Cc}/u);
          expect(finding.remedy).not.toMatch(/\p{Cc}/u);
          expect(JSON.stringify(finding)).not.toContain('hunter2');
        }
      },
    ),
  );
});

test('however long an instruction is, it is read in one go', () => {
  const long = 256 * 1024;
  const texts = [
    'apt '.repeat(long / 4),
    '/sh '.repeat(long / 4),
    ' '.repeat(long),
    '|1 '.repeat(long / 3),
    'A= '.repeat(long / 3),
  ];
  const history = texts.flatMap((text) =>
    ['RUN ', '/bin/sh -c ', 'ADD ', 'ENV ', '|1 '].map((start) => start + text),
  );
  expect(findingsOf({ history }).every(({ title }) => title.length < 200)).toBe(true);
});
