import { expect, test } from 'vitest';
import { explainDecision } from '../../src/gate/explain.ts';
import type { Decision } from '../../src/gate/question.ts';
import { sha256 } from '../../src/model/digest.ts';

const decision: Decision = {
  outcome: 'deny',
  audited: false,
  kind: 'image',
  repository: 'apps/shop',
  tag: '2.4.1',
  digest: sha256('an image'),
  rule: 'apps/**',
  reasons: [
    { code: 'FINDING_BLOCKS', message: 'CVE-2024-45491 critical in libexpat1', finding: 'f1' },
    { code: 'VERDICT_FAILED', message: 'its newest signed verdict is FAILED' },
  ],
  checks: [
    { name: 'signed by', result: 'ok', detail: 'keys/release.pub' },
    { name: 'scan', result: 'ok', detail: '2 days old, limit 7 days' },
    { name: 'verdict', result: 'fail', detail: 'newest verified verdict: FAILED 2026-11-21T03:12:00Z' },
    { name: 'runtime policy', result: 'skipped', detail: 'not required' },
    { name: 'ignored', result: 'note', detail: '1 referrer: 1 for another digest' },
  ],
  message: 'apps/shop:2.4.1 is blocked',
  decidedAt: '2026-11-23T12:00:00Z',
};

const image = 'registry.example/apps/shop:2.4.1';

test('an explanation gives the answer, the rule, each check and each reason', () => {
  expect(explainDecision(decision, { image })).toBe(
    `DENY  registry.example/apps/shop:2.4.1 → ${decision.digest.slice(0, 19)}…   (rule apps/**, mode enforce)

  signed by        ok    keys/release.pub
  scan             ok    2 days old, limit 7 days
  verdict          FAIL  newest verified verdict: FAILED 2026-11-21T03:12:00Z
  runtime policy   -     not required
  ignored                1 referrer: 1 for another digest

It is denied because:
  CVE-2024-45491 critical in libexpat1
  its newest signed verdict is FAILED
`,
  );
});

test('under audit it says what enforcing would deny for', () => {
  const text = explainDecision({ ...decision, outcome: 'allow', audited: true }, { image });

  expect(text).toMatch(/^ALLOW .* \(rule apps\/\*\*, mode audit\)\n/);
  expect(text).toContain('In enforce mode it would be denied:\n  CVE-2024-45491');
});

test('without checks it says why all the same', () => {
  const evidence: Decision = {
    ...decision,
    outcome: 'allow',
    kind: 'evidence',
    rule: null,
    reasons: [],
    checks: [],
  };
  const unruled: Decision = { ...decision, rule: null, checks: [] };

  expect(explainDecision(evidence, { image })).toBe(
    `ALLOW  registry.example/apps/shop:2.4.1 → ${decision.digest.slice(0, 19)}…   (evidence)\n\n  apps/shop:2.4.1 is blocked\n`,
  );
  expect(explainDecision(unruled, { image })).toContain('(no rule)\n\nIt is denied because:\n');
});

test('it is coloured only when asked', () => {
  expect(explainDecision(decision, { image })).not.toContain('\u001b');
  expect(explainDecision(decision, { image, colour: true })).toContain('\u001b[31mDENY\u001b[0m');
});
