import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingId } from '../../src/model/scan-report.ts';
import { table } from '../../src/report/table.ts';
import { displayWidth } from '../../src/report/text-width.ts';
import type { RenderOptions } from '../../src/report/writer.ts';
import { judged, now, npmVulnerability, other, report, samples, strict, vulnerability } from './samples.ts';

const goldens = join(import.meta.dirname, '../fixtures/reports');
const options: RenderOptions = { colour: false, width: 140, now, policyFile: 'sekisho.yaml' };

test.each(Object.entries(samples))('%s is shown as its golden says', async (name, sample) => {
  await expect(table.render(sample, options)).toMatchFileSnapshot(join(goldens, `${name}.txt`));
});

test('a narrow terminal leaves out what explains, not what it is about', async () => {
  const text = table.render(samples.fail!, { ...options, width: 60 });
  await expect(text).toMatchFileSnapshot(join(goldens, 'fail-60-columns.txt'));
});

test('colours are only added: without them the text is the same', () => {
  const coloured = Object.values(samples).map((sample) => table.render(sample, { ...options, colour: true }));
  const plain = Object.values(samples).map((sample) => table.render(sample, options));
  expect(coloured.map((text) => stripVTControlCharacters(text))).toEqual(plain);
  expect(coloured[0]).toContain('\u001b[1m\u001b[31mFAIL\u001b[39m\u001b[22m');
});

test('no control character of an image reaches the terminal', () => {
  const texts = Object.values(samples).map((sample) => table.render(sample, options));
  expect(texts.filter((text) => /[^\P{Cc}\n]|[\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(text))).toEqual([]);
});

test('a command to copy holds no name that a shell would read otherwise', () => {
  const commands = table.render(samples.hostile!, options).match(/^ {2}(npm|apt-get|apk) .*$/gm);
  expect(commands).toBeNull();
});

test('a table is never wider than the terminal, from 40 columns on', () => {
  const widthsOf = (text: string): number[] =>
    (text.match(/^ {2}(CVE|secret|CIS|integrity).*$/gm) ?? []).map((line) => displayWidth(line));
  fc.assert(
    fc.property(
      fc.integer({ min: 40, max: 200 }),
      fc.constantFrom(...Object.values(samples)),
      (width, sample) => {
        expect(Math.max(0, ...widthsOf(table.render(sample, { ...options, width })))).toBeLessThanOrEqual(
          width,
        );
      },
    ),
  );
});

test('findings of one rule are listed by what they are about', () => {
  const unnamed = ['/b.jar', '/a.jar', '/c.jar'].map((path) => ({
    ...other({ kind: 'misconfiguration', rule: 'package-not-named' }),
    id: findingId({ kind: 'misconfiguration', rule: 'package-not-named', path }),
    title: `${path} does not say what it is`,
  }));
  const text = table.render(report({ findings: unnamed }), options);
  expect(text.match(/\/.\.jar/g)).toEqual(['/a.jar', '/b.jar', '/c.jar']);
});

test('an incomplete scan says so on the first line, whatever else it says', () => {
  const incomplete = [
    samples.incomplete!,
    { ...samples.pass!, complete: false },
    report({ complete: false }),
  ];
  expect(incomplete.map((sample) => table.render(sample, options).split('\n')[0])).toEqual([
    'INCOMPLETE: 7 things could not be looked at, so findings may be missing',
    'INCOMPLETE: something could not be looked at, so findings may be missing',
    'INCOMPLETE: something could not be looked at, so findings may be missing',
  ]);
});

test('an npm package gets one remedy, with the highest version any of its findings needs', () => {
  const findings = [
    npmVulnerability({ rule: 'CVE-1', fixedIn: '4.17.9' }),
    npmVulnerability({ rule: 'CVE-2', fixedIn: '4.17.21' }),
    npmVulnerability({ rule: 'CVE-3', fixedIn: '4.17.21-rc.1' }),
    npmVulnerability({ rule: 'CVE-4', fixedIn: '4.17.20', severity: 'low' }),
    npmVulnerability({ rule: 'CVE-5', fixedIn: '5.0.0', severity: 'low' }),
    npmVulnerability({ rule: 'CVE-6', packageName: '@acme/core', fixedIn: '2.0.0' }),
  ];
  const text = table.render(judged(report({ findings }), strict), options);
  expect(text).toContain(
    [
      'Do this, and all 4 are gone:',
      '  npm install lodash@4.17.21    ends 3 and 1 other',
      '  npm install @acme/core@2.0.0  ends 1',
    ].join('\n'),
  );
});

test('packages of a distribution are one remedy, and many of them one command', () => {
  const some = ['libc6', 'libssl3', 'libc6'].map((packageName, index) =>
    vulnerability({ rule: `CVE-${index}`, packageName, fixedIn: '9' }),
  );
  const many = Array.from({ length: 9 }, (_, index) =>
    vulnerability({ rule: 'CVE-1', package: 'pkg:apk/alpine/x@1', packageName: `lib${index}`, fixedIn: '9' }),
  );
  const texts = [some, many].map((findings) => table.render(judged(report({ findings }), strict), options));
  expect(texts[0]).toContain(
    '  apt-get install --only-upgrade libc6 libssl3, or rebuild on a newer base  ends 3\n',
  );
  expect(texts[1]).toContain('  apk upgrade, or rebuild on a newer base  ends 9\n');
});

test('without a policy file to name, the policy is named by digest', () => {
  const { policyFile: _, ...nameless } = options;
  expect(table.render(samples['pass-without-findings']!, nameless)).toMatch(
    /PASS under policy sha256:[0-9a-f]{12}… \(rule apps\/\*\*\): 0 findings block/,
  );
});

test('a reference with a digest is not given a second one', () => {
  const digest = `sha256:${'9'.repeat(64)}`;
  const image = { ...report().image, reference: `registry.example/apps/shop@${digest}` };
  expect(table.render(report({ image }), options)).toContain(
    'registry.example/apps/shop@sha256:999999999999…  linux/amd64',
  );
});

test('at 80 columns what would end a finding is whole: the layer is left out for it', () => {
  const finding = vulnerability({
    rule: 'CVE-2021-3711',
    packageName: 'libcrypto1.1',
    installed: '1.1.1d-r3',
    fixedIn: '1.1.1l-r0',
  });
  const at = (width: number): string =>
    table
      .render(report({ findings: [finding] }), { ...options, width })
      .split('\n')
      .find((line) => line.includes('CVE-')) ?? '';
  expect(at(80)).toMatch(/fixed in 1\.1\.1l-r0$/);
  expect(at(140)).toMatch(/fixed in 1\.1\.1l-r0 {2}layer 1: /);
});

test('how to see all is said once', () => {
  expect(table.render(samples.many!, options).match(/--format json for all/g)).toHaveLength(1);
});

test('a database that was too old for comfort is warned of below everything else', () => {
  const warning = 'the vulnerability database was 5 days old';
  const { advisories, ...rest } = report();
  const aged = report({ ...rest, advisories: advisories === null ? null : { ...advisories, warning } });
  expect(table.render(aged, options).trimEnd().split('\n').at(-1)).toBe(warning);
});

test('a scan of some parts only says which, and that the rest was not asked for', () => {
  const narrowed = { ...samples['no-policy']!, only: ['packages', 'secrets'], advisories: null };
  const text = table.render(narrowed, options);
  expect(text).toMatch(/^looked for packages, secrets only: nothing judged; \d+ findings?$/m);
  expect(text).toContain('packages not matched: not asked for');
});

test('one waiver may be of very many findings', () => {
  const found = Array.from({ length: 200_000 }, (_, index) => ({
    ...vulnerability({ rule: `CVE-2026-${index}` }),
    id: `${index}`,
    status: 'waived' as const,
  }));
  const until = new Date(now + 86_400_000).toISOString().slice(0, 10);
  const { verdict, ...rest } = samples.fail!;
  if (verdict === null) throw new Error('the sample has no verdict');
  const waived = found.map(({ id }) => ({ finding: id, until, reason: 'a', owner: 'b' }));
  const text = table.render({ ...rest, findings: found, verdict: { ...verdict, waived } }, options);
  expect(text).toMatch(/200000 waived \(200000 expire, the first in \d+ h\)/);
});
