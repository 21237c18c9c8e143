import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFault } from '../../src/errors.ts';
import { sha256 } from '../../src/model/digest.ts';
import { policyJsonSchema } from '../../src/model/policy.ts';
import { parsePolicy } from '../../src/verdict/policy-file.ts';
import { standardPolicy } from '../../src/verdict/standard-policy.ts';

const fixtures = join(import.meta.dirname, '../fixtures/policies');
const head = 'version: 1\nrules:\n  - repositories: ["**"]\n';

/** `LINE: PROBLEM → HINT` of the error a text is refused with. */
function refusal(text: string): string {
  try {
    parsePolicy(text, 'p.yaml');
  } catch (error) {
    if (isFault(error) && error.code === 'POLICY_MALFORMED') {
      return `${error.message.replace('p.yaml:', '').replace(/^(\d+):/, '$1:')} → ${error.remedy}`;
    }
    throw error;
  }
  return 'accepted';
}

describe('files in test/fixtures/policies', () => {
  const good = readdirSync(join(fixtures, 'good'));
  test.each(good)('good/%s is read as its golden says', async (name) => {
    const policy = parsePolicy(readFileSync(join(fixtures, 'good', name), 'utf8'), name);
    await expect(`${JSON.stringify(policy, undefined, 2)}\n`).toMatchFileSnapshot(
      join(fixtures, 'read', name.replace('.yaml', '.json')),
    );
  });

  const bad = readdirSync(join(fixtures, 'bad'));
  test.each(bad)('bad/%s is refused with the sentence in its first line', (name) => {
    const text = readFileSync(join(fixtures, 'bad', name), 'utf8');
    expect(`# ${refusal(text)}`).toBe(text.split('\n')[0]);
  });
});

describe('mistakes', () => {
  test.each([
    // ── the file as a whole
    ['', '1: the file is empty → write a policy into it'],
    ['# only a comment\n', '1: the file is empty → write a policy into it'],
    ['---\n', '1: the file is empty → write a policy into it'],
    ['[]', '1: the file is a list, not a map → write a map'],
    ['<html>404</html>', '1: the file is "<html>404</html>", not a map → write a map'],
    ['\u0000\u0001', '1: the file is "\\u0000\\u0001", not a map → write a map'],
    ['version: 1', '1: the file has no "rules" → add it'],
    ['rules: []', '1: the file has no "version" → write version: 1'],
    [`${head}---\nversion: 1\n`, '4: a second document begins → write one document, without --- inside'],
    ['x'.repeat(2 ** 20 + 1), '1: the file has 1048577 bytes, the limit is 1048576 → make it smaller'],
    [`# ${'x'.repeat(8192)}\n`, '1: the line has more than 8192 characters → write it on several lines'],
    // ── YAML
    ['version: 1\nrules:\n\t- a\n', '3: a tab is used to indent → indent with spaces'],
    ['version: 1\nversion: 1\n', '2: the key "version" is there twice → keep one of them'],
    [
      `${head}    block: { secrets: any, secrets: any }\n`,
      '4: the key "secrets" is there twice → keep one of them',
    ],
    ['version: !!binary "1"\n', '1: a tag (!…) is used → write the value without it'],
    ['%TAG ! x\n%FOO\n---\nversion: 1\n', '2: a directive (%…) is used → leave the line out'],
    ['? [a]\n: b\n', '1: a key is a list or a map → write a name as the key'],
    ['version: *v\n', '1: the alias *v stands for nothing above it → define its anchor first'],
    [
      'version: [1\n',
      '2: not YAML: Flow sequence in block collection must be sufficiently indented and end with a ] → correct the file there',
    ],
    // ── unknown keys
    [
      'rule: x\nversion: 1\n',
      '1: unknown key "rule" at the top; known keys: version, rules, waivers → did you mean rules?',
    ],
    [
      `${head}    block:\n      vulnerabilities:\n        - severity: high\n          gracePeriod: 14d\n`,
      '7: unknown key "gracePeriod" under block.vulnerabilities[0]; known keys: severity, fixable, grace, knownExploited, epss, cvss → did you mean grace?',
    ],
    [
      `${head}    blocks: {}\n`,
      '4: unknown key "blocks" under rules[0]; known keys: repositories, mode, require, signers, block, tags, images → did you mean block?',
    ],
    [
      `${head}    require: { scan: { maxage: 7d } }\n`,
      '4: unknown key "maxage" under require.scan; known keys: maxAge → did you mean maxAge?',
    ],
    [
      `${head}    signers: [{ keyles: {} }]\n`,
      '4: unknown key "keyles" under signers[0]; known keys: keyless, key → did you mean keyless?',
    ],
    [
      `${head}    __proto__: { mode: audit }\n`,
      '4: unknown key "__proto__" under rules[0]; known keys: repositories, mode, require, signers, block, tags, images → remove it, or write one of the known keys',
    ],
    [
      `${head}    <<: { mode: audit }\n`,
      '4: unknown key "<<" under rules[0]; known keys: repositories, mode, require, signers, block, tags, images → remove it, or write one of the known keys',
    ],
    // ── values
    ['version: 2\nrules: []\n', '1: version is 2; known values: 1 → write 1'],
    ['version: 1\nrules: []\n', '2: rules is empty → write at least one entry'],
    ['version: 1\nrules: [{ repositories: "**" }]\n', '2: repositories is "**", not a list → write a list'],
    ['version: 1\nrules:\n  repositories: ["**"]\n', '2: rules is a map, not a list → write a list'],
    [`${head}    mode: audi\n`, '4: mode is "audi"; known values: enforce, audit → did you mean audit?'],
    [`${head}    mode:\n`, '4: mode is empty; known values: enforce, audit → write enforce or audit'],
    [`${head}    block:\n`, '4: block is empty, not a map → write a map'],
    [`${head}    block: { secrets: all }\n`, '4: block.secrets is "all"; known values: any → write any'],
    [
      `${head}    require: { sbom: yes }\n`,
      '4: require.sbom is "yes", not true or false → write true or false',
    ],
    [
      `${head}    require: { scan: 7d }\n`,
      '4: require.scan is "7d", not true or false or a map → write true or false or a map',
    ],
    [
      `${head}    require: { scan: { maxAge: 7 } }\n`,
      '4: require.scan.maxAge 7 is not a duration → write a number and a unit, as in 90m, 36h, 14d or 2w',
    ],
    [
      `${head}    require: { scan: { maxAge: one week } }\n`,
      '4: require.scan.maxAge "one week" is not a duration → write a number and a unit, as in 90m, 36h, 14d or 2w',
    ],
    [`${head}    signers: [release.pub]\n`, '4: signers[0] is "release.pub", not a map → write a map'],
    [`${head}    signers: [{}]\n`, '4: signers[0] is empty → write one of keyless, key'],
    [`${head}    signers: [{ keyless: { issuer: x } }]\n`, '4: signers[0].keyless has no "subject" → add it'],
    [
      `${head}    signers: [{ key: x, keyless: { issuer: x, subject: y } }]\n`,
      '4: signers[0] has both key and keyless → write one of keyless, key',
    ],
    [
      `${head}    block: { vulnerabilities: [{ epss: 50 }] }\n`,
      '4: block.vulnerabilities[0].epss is 50, more than 1 → write at most 1',
    ],
    [
      `${head}    block: { vulnerabilities: [{ cvss: -1 }] }\n`,
      '4: block.vulnerabilities[0].cvss is -1, less than 0 → write at least 0',
    ],
    [
      `${head}    block: { vulnerabilities: [{ grace: 14d, fixable: false }] }\n`,
      '4: block.vulnerabilities[0] names no condition → write severity, fixable: true, knownExploited: true, epss or cvss',
    ],
    // ── what could never do what it says
    [
      'version: 1\nrules: [{ repositories: ["apps/{a,b}"] }]\n',
      '2: repositories[0] "apps/{a,b}" has "{" → patterns know *, ? and **',
    ],
    [
      'version: 1\nrules: [{ repositories: ["apps**"] }]\n',
      '2: repositories[0] "apps**" has a ** that does not stand alone between slashes → correct it',
    ],
    [
      'version: 1\nrules: [{ repositories: ["Apps/x"] }]\n',
      '2: repositories[0] "Apps/x" has an upper-case letter → repositories have none',
    ],
    [
      'version: 1\nrules: [{ repositories: ["host:5000/x"] }]\n',
      '2: repositories[0] "host:5000/x" names a host, tag or digest → write the repository alone',
    ],
    [
      `${head}    images: { deny: ["apps/x"] }\n`,
      '4: images.deny[0] "apps/x" has no tag → write REPOSITORY:TAG or REPOSITORY:*',
    ],
    [
      `${head}  - repositories: ["apps/**"]\n`,
      '4: rules[1] never applies: rules[0] covers every repository, and the first rule wins → move it above that rule',
    ],
    // ── waivers
    [
      `${head}waivers:\n  - { rule: CVE-1, until: 2027-01-31, owner: o }\n`,
      '5: waivers[0] has no "reason" → add it',
    ],
    [
      `${head}waivers:\n  - { rule: CVE-1, until: 2027-01-31, reason: "", owner: o }\n`,
      '5: waivers[0].reason is empty → write at least one character',
    ],
    [
      `${head}waivers:\n  - { rule: CVE-1, until: 31.1.2027, reason: r, owner: o }\n`,
      '5: waivers[0].until "31.1.2027" is not a day → write it as 2027-01-31',
    ],
    [
      `${head}waivers:\n  - { rule: CVE-1, until: 2027-02-30, reason: r, owner: o }\n`,
      '5: waivers[0].until "2027-02-30" is not a day → write it as 2027-01-31',
    ],
    [
      `${head}waivers:\n  - { rule: CVE-1, package: zlib, until: 2027-01-31, reason: r, owner: o }\n`,
      '5: waivers[0].package "zlib" is not a package URL → write it as in pkg:deb/debian/zlib1g or pkg:npm/lodash@4.17.20',
    ],
    [
      `${head}waivers:\n  - { rule: x, path: "a/../b", until: 2027-01-31, reason: r, owner: o }\n`,
      '5: waivers[0].path "a/../b" has an empty part between slashes → correct it',
    ],
  ])('%j is refused: %s', (text, expected) => {
    expect(refusal(text)).toBe(expected);
  });

  test('of several mistakes the first in the file is told', () => {
    expect(refusal(`${head}    mode: x\n    block: { secrets: y }\nwaiver: []\n`)).toContain(
      '4: mode is "x"',
    );
  });

  test('a file of mistakes alone, or made to be slow, is refused', () => {
    const many = (count: number, line: (index: number) => string): string =>
      Array.from({ length: count }, (_, index) => line(index)).join('\n');
    expect(refusal(many(20_000, (index) => `k${index}: 1`))).toContain('1: unknown key "k0" at the top');
    expect(refusal(`${head}waivers:\n${many(20_000, () => '  - 1')}`)).toContain(
      '5: waivers[0] is 1, not a map',
    );
    expect(refusal(many(4000, () => '['))).toContain('the file is nested too deeply');
    expect(refusal('? '.repeat(4000))).toMatch(/^1: /);
    expect(refusal(`a: &a []\n${many(1000, (index) => `k${index}: *a`)}`)).toContain(
      '102: the file has more than 100 aliases',
    );
    const bomb = many(
      9,
      (index) => `k${index}: &k${index} [${Array(9).fill(index === 0 ? 'x' : `*k${index - 1}`)}]`,
    );
    expect(refusal(bomb)).toContain('the aliases of the file multiply without bound');
  });

  test('nesting is refused at one depth, however it is written and however much stack is left', () => {
    const refusals = [
      '['.repeat(40),
      `${'['.repeat(40)}${']'.repeat(40)}`,
      '- '.repeat(40),
      '? '.repeat(40),
      Array.from({ length: 40 }, (_, depth) => `${' '.repeat(depth)}k:`).join('\n'),
      `a: ${'{ b: '.repeat(1000)}`,
    ].map(refusal);
    for (const sentence of refusals) expect(sentence).toContain('the file is nested too deeply');
    expect(refusal(`${'['.repeat(30)}${']'.repeat(30)}`)).not.toContain('nested');
  });

  test('an object whose length is no number is refused, not a crash', () => {
    expect(refusal('version: 1\nrules: {length: {toString: 1, valueOf: 2}}\n')).toBe(
      '1: the file has an object where text, a list or a number should be → correct it',
    );
  });

  test('an alias of itself is refused, not followed for ever', () => {
    expect(refusal(`${head}    block: &b [*b]\n`)).toBe('4: block is a list, not a map → write a map');
  });

  test('text of the file reaches the message escaped and shortened', () => {
    const message = refusal(`"\u001b[31m${'x'.repeat(4000)}": 1\n`);
    expect(message).not.toMatch(/\p{Cc}/u);
    expect(message.length).toBeLessThan(300);
  });

  test('whatever the text, it is a policy or one sentence with a line', () => {
    const words = fc.constantFrom(
      'version: 1\n',
      'rules:\n',
      '  - ',
      'repositories: ["**"]\n',
      '    block:',
      '{',
      '}',
      '[',
      '\n',
      '- ',
      '&a ',
      '*a',
      '"',
      '\t',
      ': ',
      '? ',
      '!!x ',
      '|\n',
      '#',
      '<<: ',
      '2027-01-31',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 5 })), { maxLength: 30 }), (parts) => {
        expect(refusal(parts.join(''))).toMatch(/^(accepted|[1-9]\d*: [^\n]+ → [^\n]+)$/);
      }),
      { numRuns: 500 },
    );
  });
});

test('what is left out has its default', () => {
  expect(parsePolicy(head, 'p.yaml')).toEqual({
    version: 1,
    rules: [
      {
        repositories: ['**'],
        mode: 'enforce',
        require: { scan: true, sbom: false, runtimePolicy: false, tagBinding: false },
        signers: [],
        block: { vulnerabilities: [], misconfigurations: [], integrity: [] },
        tags: {},
        images: { deny: [], allow: [] },
      },
    ],
    waivers: [],
    file: 'p.yaml',
    digest: sha256(head),
  });
});

test('the same policy in JSON, with Windows line ends, or with a byte order mark is read alike', () => {
  const { rules } = parsePolicy(head, 'p.yaml');
  const texts = [
    '{"version":1,"rules":[{"repositories":["**"]}]}',
    head.replaceAll('\n', '\r\n'),
    `\ufeff${head}`,
  ];
  expect(texts.map((text) => parsePolicy(text, 'p.yaml').rules)).toEqual(texts.map(() => rules));
});

test('a date need not be quoted, and a directive does not change what words mean', () => {
  const waiver = '{ rule: CVE-1, until: 2027-01-31, reason: no, owner: on }';
  const texts = [`${head}waivers: [${waiver}]`, `%YAML 1.1\n---\n${head}waivers: [${waiver}]`];
  expect(texts.map((text) => parsePolicy(text, 'p.yaml').waivers[0])).toEqual(
    texts.map(() => ({ rule: 'CVE-1', until: '2027-01-31', reason: 'no', owner: 'on' })),
  );
});

test('anchors may be used to write a part once', () => {
  const text = `${head.replace('"**"', '"a/**"')}    block: &b { secrets: any }\n  - repositories: ["b/**"]\n    block: *b\n`;
  expect(parsePolicy(text, 'p.yaml').rules.map(({ block }) => block.secrets)).toEqual(['any', 'any']);
});

test('the standard policy is a policy, whatever the name of its key', () => {
  const names = ['key.pub', '../keys/a b.pub', '"$&\': #', '-'];
  const read = names.map((keyFile) => parsePolicy(standardPolicy({ keyFile }), 'p.yaml'));
  expect(read.map(({ rules }) => rules[0]?.signers)).toEqual(names.map((key) => [{ key }]));
  expect(read[0]?.rules[0]).toMatchObject({
    repositories: ['**'],
    mode: 'enforce',
    require: { scan: { maxAge: '7d' }, tagBinding: true },
    block: {
      vulnerabilities: [{ severity: 'high', fixable: true }, { knownExploited: true }],
      secrets: 'any',
      malware: 'any',
    },
  });
});

test('the JSON Schema for editors refuses unknown keys and knows the conditions', () => {
  const text = JSON.stringify(policyJsonSchema());
  expect(text).toContain('"additionalProperties":false');
  expect(text).toContain('"knownExploited"');
});
