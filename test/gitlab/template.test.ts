import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { declaredInputs, documents, inputProblem, inputTable, job, jobs, templateText } from './component.ts';

describe('the component', () => {
  test('is two documents: the header and the jobs', () => {
    expect(documents().length).toBe(2);
    expect(Object.keys(jobs())).toEqual(['.sekisho', 'sekisho', 'sekisho-attest']);
  });

  test('uses every declared input, and declares every one it uses', () => {
    const used = [...templateText.matchAll(/\$\[\[\s*inputs\.([^\s\]]+)\s*\]\]/g)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual(Object.keys(declaredInputs()).sort());
  });

  test('has at most one interpolation block in a line', () => {
    expect(templateText.split('\n').filter((line) => line.split('$[[').length > 2)).toEqual([]);
  });

  test('has no input in the text of a script', () => {
    const scripts = documents()
      .slice(1)
      .flatMap((document) => Object.values(document as object));
    const text = scripts
      .flatMap(({ script = [], before_script = [] }) => [...script, ...before_script])
      .join('\n');
    expect(text).not.toContain('$[[');
    expect(text).not.toMatch(/\beval\b/);
  });

  test('gives every variable of its jobs a text, as GitLab wants it', () => {
    const values = Object.values(jobs()).flatMap(({ variables }) => Object.values(variables ?? {}));
    expect(values.filter((value) => typeof value !== 'string')).toEqual([]);
  });

  test('hands GitLab the container scanning report, also when the job fails', () => {
    expect(job('sekisho').artifacts).toEqual({
      when: 'always',
      paths: ['gl-container-scanning-report*.json', 'sekisho-report*.json'],
      reports: { container_scanning: 'gl-container-scanning-report.json' },
    });
  });

  test('attests only when it is asked to, and only on protected branches and tags', () => {
    const rule = (attest: boolean): unknown => job('sekisho-attest', { attest }).rules;
    expect(rule(true)).toEqual([{ if: '"true" == "true" && $CI_COMMIT_REF_PROTECTED == "true"' }]);
    expect(rule(false)).toEqual([{ if: '"false" == "true" && $CI_COMMIT_REF_PROTECTED == "true"' }]);
  });

  test('does not keep what the attest job reads in the cache that other branches write', () => {
    expect(job('sekisho-attest').cache).toBeUndefined();
  });

  test('names its jobs and stages after the inputs', () => {
    const given = { job: 'image-scan', stage: 'check', 'attest-stage': 'release' };
    expect(job('image-scan', given).stage).toBe('check');
    expect(job('image-scan-attest', given).stage).toBe('release');
  });

  test('is described input by input in its README', () => {
    const page = readFileSync(join(import.meta.dirname, '../../gitlab/README.md'), 'utf8');
    expect(/<!-- inputs -->\n([\s\S]*?)\n<!-- end -->/.exec(page)?.[1]).toBe(inputTable());
  });
});

describe('the inputs', () => {
  test('have defaults that fit their own declaration', () => {
    const problems = Object.entries(declaredInputs()).map(([name, input]) =>
      inputProblem(name, input.default),
    );
    expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
  });

  const good: readonly (readonly [string, string | boolean])[] = [
    ['image', 'registry.example:5000/apps/shop@sha256:0123'],
    ['image', '$CI_REGISTRY_IMAGE/web:$CI_COMMIT_REF_SLUG'],
    ['image', 'docker-archive:build/app.tar'],
    ['policy', 'ci/strict policy.yaml'],
    ['platform', 'linux/arm/v7'],
    ['platform', 'all'],
    ['platform', ''],
    ['tag', '$CI_COMMIT_TAG'],
    ['tag', '1.0.0'],
    ['job', 'scan_web-1'],
    ['version', '1.20.3'],
    ['attest', true],
  ];
  test.each(good)('%s takes %j', (name, value) => {
    expect(inputProblem(name, value)).toBeUndefined();
  });

  const bad: readonly (readonly [string, string | boolean])[] = [
    ['image', ''],
    ['image', '--plain-http'],
    ['image', 'a b'],
    ['image', 'a\nb'],
    ['policy', '-x'],
    ['policy', 'a\nb'],
    ['repository', 'a b'],
    ['platform', 'linux'],
    ['platform', 'all/linux,'],
    ['platform', 'all '],
    ['platform', 'linux/amd64; x'],
    ['tag', 'a b'],
    ['tag', '-x'],
    ['job', 'a: b'],
    ['job', 'a\nscript: x'],
    ['version', 'latest'],
    ['version', '1.0.0 evil'],
    ['version', '1.0.0\n'],
    ['runner-image', '-x'],
    ['advisories', '--db=x'],
    ['attest', 'true'],
  ];
  test.each(bad)('%s refuses %j', (name, value) => {
    expect(inputProblem(name, value)).toBeDefined();
  });
});
