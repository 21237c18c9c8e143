import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { findEvidence } from '../../src/attest/evidence.ts';
import type { KeySigner } from '../../src/attest/keys.ts';
import { inspectionStatement } from '../../src/attest/predicates/inspection.ts';
import { runtimePolicyStatement } from '../../src/attest/predicates/runtime-policy.ts';
import { sbomStatement } from '../../src/attest/predicates/sbom.ts';
import { tagBindingStatement } from '../../src/attest/predicates/tag-binding.ts';
import { verdictStatement } from '../../src/attest/predicates/verdict.ts';
import { vulnerabilitiesStatement } from '../../src/attest/predicates/vulnerabilities.ts';
import { publishStatements } from '../../src/attest/publish.ts';
import { makeStatement, type Statement } from '../../src/attest/statement.ts';
import type { StatementFacts } from '../../src/attest/statements.ts';
import { tagAnchor } from '../../src/attest/tag-anchor.ts';
import { type Trust, trustIn } from '../../src/attest/trust.ts';
import { fault } from '../../src/errors.ts';
import { createGate, type GateOptions } from '../../src/gate/gate.ts';
import type { Decision, Question } from '../../src/gate/question.ts';
import type { SeenBinding, TagMemory } from '../../src/gate/tag-memory.ts';
import { sha256, shortDigest } from '../../src/model/digest.ts';
import { mediaTypes } from '../../src/model/manifest.ts';
import type { ReasonCode, ScanReport } from '../../src/model/scan-report.ts';
import { parsePolicy } from '../../src/verdict/policy-file.ts';
import {
  day,
  hour,
  newSigner,
  now,
  type PushedImage,
  pushImage,
  reportOf,
  runtimePolicyOf,
  secret,
  statementsOf,
  trusting,
  verdictOf,
  vulnerability,
} from '../attest/examples.ts';
import { type MemoryRepository, memoryRepository } from '../fakes/memory-repository.ts';

const signer = newSigner();
const stranger = newSigner();
const trusted = trusting(signer);

const strict = `
    require: { scan: { maxAge: 7d }, tagBinding: true }
    signers: [{ key: keys/release.pub }]
    block: { vulnerabilities: [{ severity: high, fixable: true }], secrets: any }`;

function policyWith(rule: string, more = '', repositories = '["apps/**"]'): string {
  return `version: 1\nrules:\n  - repositories: ${repositories}${rule}\n${more}`;
}

let repository: MemoryRepository;
let image: PushedImage;

beforeEach(async () => {
  repository = memoryRepository();
  image = await pushImage(repository, 'the release', '1.0.0');
});

type Changes = Partial<Pick<Question, 'repository' | 'mediaType'>> & { readonly tag?: string | undefined };

/** The question of a pull by the tag 1.0.0, or by digest where `tag` is undefined. */
function questionOf(pushed: Pick<PushedImage, 'bytes' | 'descriptor'>, changes: Changes = {}): Question {
  const { tag, ...others } = { tag: '1.0.0', ...changes };
  return {
    repository: 'apps/shop',
    ...(tag === undefined ? {} : { tag }),
    digest: pushed.descriptor.digest,
    mediaType: pushed.descriptor.mediaType,
    manifest: pushed.bytes,
    client: '203.0.113.9',
    ...others,
  };
}

function gateWith(policy = policyWith(strict), options: Partial<GateOptions> = {}) {
  return createGate({
    policy: parsePolicy(policy, 'sekisho.yaml'),
    trust: () => trusted,
    clock: () => now,
    ...options,
  });
}

function decide(
  changes: Changes = {},
  policy?: string,
  options: Partial<GateOptions> = {},
  pushed = image,
): Promise<Decision> {
  return gateWith(policy, options).decide(questionOf(pushed, changes), repository);
}

function codes(decision: Decision): readonly ReasonCode[] {
  return decision.reasons.map(({ code }) => code);
}

async function attest(
  facts: Partial<StatementFacts> & { readonly report?: ScanReport } = {},
  by: KeySigner = signer,
  pushed = image,
): Promise<void> {
  const statements = statementsOf(pushed.subject, { tags: ['1.0.0'], ...facts });
  await publishStatements(repository, pushed.descriptor, statements, by, { now });
}

async function publish(statements: readonly Statement[], pushed = image): Promise<void> {
  await publishStatements(repository, pushed.descriptor, statements, signer, { now });
}

function report(changes: Parameters<typeof reportOf>[1] = {}): ScanReport {
  return reportOf(image.descriptor.digest, changes);
}

describe('an image whose pass holds', () => {
  test('is allowed, and every check says what it saw', async () => {
    await attest({
      report: report({ verdict: verdictOf('pass', now - hour) }),
      runtime: {
        policy: runtimePolicyOf(image.descriptor.digest),
        files: [{ engine: 'seccomp', path: 'seccomp.json', content: '{}' }],
      },
    });

    const decision = await decide();

    const short = shortDigest(image.descriptor.digest);
    expect(decision).toEqual({
      outcome: 'allow',
      audited: false,
      kind: 'image',
      repository: 'apps/shop',
      tag: '1.0.0',
      digest: image.descriptor.digest,
      rule: 'apps/**',
      reasons: [],
      checks: [
        { name: 'image list', result: 'skipped', detail: 'not named' },
        { name: 'signed by', result: 'ok', detail: 'keys/release.pub' },
        { name: 'scan', result: 'ok', detail: '60 min old, limit 7 days' },
        { name: 'findings', result: 'ok', detail: '0 findings, none blocks' },
        { name: 'verdict', result: 'ok', detail: 'newest verified verdict: PASSED 2026-11-23T11:00:00Z' },
        { name: 'sbom', result: 'ok', detail: 'CycloneDX 1.6 with 2 components' },
        { name: 'tag binding', result: 'ok', detail: `apps/shop:1.0.0 → ${short}, signed 2026-11-23` },
        { name: 'runtime policy', result: 'ok', detail: 'seccomp; signed, same digest' },
        { name: 'ignored', result: 'skipped', detail: 'nothing' },
      ],
      message: `apps/shop:1.0.0 (${short}) is allowed: scan 60 min old, limit 7 days; 0 findings, none blocks; apps/shop:1.0.0 → ${short}, signed 2026-11-23`,
      decidedAt: '2026-11-23T12:00:00Z',
    });
  });

  test('is allowed in a registry that has no referrers API', async () => {
    repository = memoryRepository({ referrersApi: false });
    image = await pushImage(repository, 'the release', '1.0.0');
    await attest();

    expect((await decide()).outcome).toBe('allow');
  });

  test('is allowed by digest without a binding', async () => {
    await attest({ tags: [] });

    const decision = await decide({ tag: undefined });

    expect(decision.outcome).toBe('allow');
    expect(decision).not.toHaveProperty('tag');
  });

  test('is allowed when its index is gone and it is mirrored under another host', async () => {
    repository = memoryRepository({ host: 'mirror.example' });
    image = await pushImage(repository, 'the release', '1.0.0');
    const { digest } = image.descriptor;
    await publish(statementsOf({ name: 'registry.example/apps/shop', digest }, { tags: ['1.0.0'] }));

    expect((await decide()).outcome).toBe('allow');
  });
});

describe('evidence that is missing denies by name', () => {
  test('an image nobody scanned is unscanned', async () => {
    const decision = await decide({ tag: undefined });

    const short = shortDigest(image.descriptor.digest);
    expect(decision.outcome).toBe('deny');
    expect(codes(decision)).toEqual(['SCAN_MISSING']);
    expect(decision.message).toBe(
      `apps/shop (${short}) is blocked: unscanned: nobody this policy trusts has signed a scan of ${short}`,
    );
  });

  test('a scan by a stranger is no scan, and the stranger is counted', async () => {
    await attest({ tags: [] }, stranger);

    const decision = await decide({ tag: undefined });

    expect(codes(decision)).toEqual(['SCAN_MISSING']);
    expect(decision.checks.at(-1)).toEqual({
      name: 'ignored',
      result: 'note',
      detail: '3 referrers: 3 not signed by anyone the rule trusts',
    });
  });

  test('a scan is too old one second after its limit, and not before', async () => {
    await attest({ report: report({ scannedAtMs: now - 7 * day }) });

    const atLimit = await decide();
    const after = await decide({}, undefined, { clock: () => now + 1_000 });

    expect(atLimit.outcome).toBe('allow');
    expect(codes(after)).toEqual(['SCAN_TOO_OLD']);
    expect(after.message).toContain('its newest scan is 7 days old, limit 7 days: scan and attest it again');
  });

  test('a scan without the inspection that belongs to it is incomplete', async () => {
    const whole = statementsOf(image.subject, { tags: ['1.0.0'] });
    await publish(whole.filter(({ predicateType }) => !predicateType.includes('scai')));

    const decision = await decide();

    expect(codes(decision)).toEqual(['SCAN_INCOMPLETE']);
  });

  test('the inspection of an older scan does not stand in for a newer one', async () => {
    const clean = report({ scannedAtMs: now - day });
    const older = vulnerabilitiesStatement(image.subject, clean, now - day);
    const newer = vulnerabilitiesStatement(image.subject, report({ findings: [secret] }), now);
    await publish([
      older,
      inspectionStatement(image.subject, clean, older),
      newer,
      tagBindingStatement(image.subject, '1.0.0', now),
    ]);

    expect(codes(await decide())).toEqual(['SCAN_INCOMPLETE']);
  });

  test('a scan that matched no advisories is incomplete', async () => {
    await attest({ report: report({ advisories: null }) });

    expect(codes(await decide())).toEqual(['SCAN_INCOMPLETE']);
  });

  test('an SBOM, a runtime policy and a binding are missed when they are required', async () => {
    const rule = `
    require: { scan: false, sbom: true, runtimePolicy: true, tagBinding: true }
    signers: [{ key: keys/release.pub }]`;

    const decision = await decide({}, policyWith(rule));

    expect(codes(decision)).toEqual(['TAG_BINDING_MISSING', 'SBOM_MISSING', 'RUNTIME_POLICY_MISSING']);
    expect(decision.message).toMatch(
      / is blocked: nobody this policy trusts has signed that apps\/shop:1\.0\.0 means .* \(and 2 more\)$/,
    );
  });

  test('and are not missed when they are there', async () => {
    const rule = `
    require: { scan: false, sbom: true, runtimePolicy: true }
    signers: [{ key: keys/release.pub }]`;
    const { subject } = image;
    await publish([
      sbomStatement(subject, report()),
      runtimePolicyStatement(subject, runtimePolicyOf(subject.digest), [], {
        generatedAt: now,
        toolVersion: '1',
      }),
    ]);

    expect((await decide({}, policyWith(rule))).outcome).toBe('allow');
  });
});

describe('what was found is judged again under the gate’s own policy and clock', () => {
  test('a finding that blocks denies, and the message says which', async () => {
    await attest({ report: report({ findings: [vulnerability, secret] }) });

    const decision = await decide();

    expect(codes(decision)).toEqual(['FINDING_BLOCKS', 'FINDING_BLOCKS']);
    expect(decision.message).toMatch(/ is blocked: .*CVE-2024-45491 critical in libexpat1.*\(and 1 more\)$/);
    expect(decision.message).not.toContain('\n');
    expect(decision.checks.find(({ name }) => name === 'findings')?.detail).toBe('2 findings, 2 block');
  });

  test('a signed PASSED does not outweigh it', async () => {
    await attest({ report: report({ findings: [vulnerability], verdict: verdictOf('pass', now) }) });

    expect(codes(await decide())).toEqual(['FINDING_BLOCKS']);
  });

  test('a waiver that CI gave does not hold at a gate that knows of none', async () => {
    await attest({ report: report({ findings: [{ ...vulnerability, status: 'waived' }] }) });

    expect(codes(await decide())).toEqual(['FINDING_BLOCKS']);
  });

  test('a waiver of the gate’s policy holds until its day has passed', async () => {
    await attest({ report: report({ findings: [vulnerability] }) });
    const waivers = `waivers: [{ rule: CVE-2024-45491, until: 2026-11-24, reason: not reachable, owner: platform }]`;

    const before = await decide({}, policyWith(strict, waivers));
    const after = await decide({}, policyWith(strict, waivers), { clock: () => now + 2 * day });

    expect(before.outcome).toBe('allow');
    expect(before.checks.find(({ name }) => name === 'findings')?.detail).toBe(
      '1 finding, none blocks, 1 waived',
    );
    expect(codes(after)).toContain('FINDING_BLOCKS');
  });

  test('the newest scan counts, also when it found more', async () => {
    await attest({ report: report({ scannedAtMs: now - 2 * day }) });
    await attest({ report: report({ findings: [vulnerability], scannedAtMs: now - day }), tags: [] });

    expect(codes(await decide())).toEqual(['FINDING_BLOCKS']);
  });

  test('an older scan that is pushed again does not become the newest', async () => {
    await attest({ report: report({ findings: [vulnerability], scannedAtMs: now - day }) });
    await attest({ report: report({ scannedAtMs: now - 2 * day }), tags: [] });

    expect(codes(await decide())).toEqual(['FINDING_BLOCKS']);
  });

  test('a scan that could not look at everything denies', async () => {
    await attest({ report: report({ complete: false, problems: ['layer 3 could not be read'] }) });

    const decision = await decide();

    expect(codes(decision)).toEqual(['SCAN_INCOMPLETE']);
    expect(decision.message).toContain('layer 3 could not be read');
  });
});

describe('the newest signed verdict is a veto', () => {
  const verdicts = (...given: readonly (readonly ['pass' | 'fail', number])[]): readonly Statement[] =>
    given.map(([outcome, time]) => verdictStatement(image.subject, verdictOf(outcome, time), [], '0.1.0'));

  test.each([
    [
      'an old PASSED and a newer FAILED',
      [
        ['pass', now - day],
        ['fail', now - hour],
      ],
      'deny',
    ],
    [
      'an old FAILED and a newer PASSED',
      [
        ['fail', now - day],
        ['pass', now - hour],
      ],
      'allow',
    ],
    ['a FAILED alone', [['fail', now - hour]], 'deny'],
    [
      'both in the same second',
      [
        ['pass', now - hour],
        ['fail', now - hour],
      ],
      'deny',
    ],
  ] as const)('%s', async (_, given, outcome) => {
    await attest();
    await publish(verdicts(...given));

    const decision = await decide();

    expect(decision.outcome).toBe(outcome);
    expect(codes(decision)).toEqual(outcome === 'deny' ? ['VERDICT_FAILED'] : []);
  });

  test('and the explanation says that the older PASSED does not count', async () => {
    await attest();
    await publish(verdicts(['pass', now - 21 * day], ['fail', now - 2 * day]));

    const check = (await decide()).checks.find(({ name }) => name === 'verdict');

    expect(check).toEqual({
      name: 'verdict',
      result: 'fail',
      detail:
        'newest verified verdict: FAILED 2026-11-21T12:00:00Z; an older PASSED of 2026-11-02 does not count',
    });
  });
});

test('what a trusted signer signed and this version cannot read denies: it may be a newer no', async () => {
  await attest({ report: report({ verdict: verdictOf('pass', now - hour) }) });
  const { predicateType, payload } = verdictStatement(image.subject, verdictOf('fail', now), [], '9.0.0');
  const { predicate } = JSON.parse(payload.toString());
  await publish([
    makeStatement(image.subject, predicateType, { ...predicate, verificationResult: 'REFUSED' }),
  ]);

  const decision = await decide();

  expect(codes(decision)).toEqual(['EVIDENCE_UNREADABLE']);
  expect(decision.message).toContain('signed what this version cannot read (verdict)');
});

describe('a tag means what it was signed for', () => {
  test('an image that was put in the place of the signed one is not the signed bytes', async () => {
    await attest();
    const swapped = await pushImage(repository, 'something else', '1.0.0');

    const decision = await decide({}, undefined, {}, swapped);

    expect(codes(decision)).toEqual(['TAG_MOVED', 'SCAN_MISSING']);
    expect(decision.message).toBe(
      `apps/shop:1.0.0 (${shortDigest(swapped.descriptor.digest)}) is blocked: not the signed bytes: tag was signed for ` +
        `${shortDigest(image.descriptor.digest)}, registry serves ${shortDigest(swapped.descriptor.digest)} (and 1 more)`,
    );
  });

  test('a tag that is turned back to an older signed image is denied', async () => {
    await attest({ signedAt: now - day });
    const fixed = await pushImage(repository, 'the fix', '1.0.0');
    await attest({}, signer, fixed);

    expect(codes(await decide())).toEqual(['TAG_MOVED']);
    expect((await decide({}, undefined, {}, fixed)).outcome).toBe('allow');
  });

  test('and is denied still when the older binding is pushed again', async () => {
    const older = tagBindingStatement(image.subject, '1.0.0', now - day);
    await attest({ signedAt: now - day });
    const fixed = await pushImage(repository, 'the fix', '1.0.0');
    await attest({}, signer, fixed);
    const [first] = await repository.referrers(tagAnchor('1.0.0').descriptor.digest);
    repository.remove(first?.digest ?? '');
    await publish([older]);

    expect(codes(await decide())).toEqual(['TAG_MOVED']);
  });

  test('a tag that is turned back on purpose is signed again, and allowed', async () => {
    await attest({ signedAt: now - day });
    const bad = await pushImage(repository, 'the bad release', '1.0.0');
    await attest({ signedAt: now - 2 * hour }, signer, bad);
    await publish([tagBindingStatement(image.subject, '1.0.0', now - hour)]);

    expect((await decide()).outcome).toBe('allow');
  });

  test('a tag that moved is denied also where no binding is required', async () => {
    const rule = `
    require: { scan: false }
    signers: [{ key: keys/release.pub }]`;
    const unbound = await decide({}, policyWith(rule));
    await attest();
    const swapped = await pushImage(repository, 'something else', '1.0.0');

    expect(unbound.outcome).toBe('allow');
    expect(codes(await decide({}, policyWith(rule), {}, swapped))).toEqual(['TAG_MOVED']);
  });

  test('a binding of another tag of the image is none of this tag', async () => {
    await attest({ tags: ['2.0.0'] });

    expect(codes(await decide())).toEqual(['TAG_BINDING_MISSING']);
  });

  test('a binding of another repository is none of this one', async () => {
    const { digest } = image.descriptor;
    await attest({ tags: [] });
    await publish([tagBindingStatement({ name: 'registry.example/apps/till', digest }, '1.0.0', now)]);

    expect(codes(await decide())).toEqual(['TAG_BINDING_MISSING']);
  });

  test('a binding by a stranger neither holds nor moves a tag', async () => {
    await attest({ tags: [] });
    await attest({}, stranger);
    const other = await pushImage(repository, 'something else');
    await publishStatements(
      repository,
      other.descriptor,
      [tagBindingStatement(other.subject, '1.0.0', now)],
      stranger,
      { now },
    );

    expect(codes(await decide())).toEqual(['TAG_BINDING_MISSING']);
  });

  test('a tag that was signed for two images in the same second means neither', async () => {
    await attest();
    const other = await pushImage(repository, 'something else');
    await publish([tagBindingStatement(other.subject, '1.0.0', now - hour)], other);

    const decision = await decide();

    expect(codes(decision)).toEqual(['TAG_MOVED']);
    expect(decision.message).toContain('signed for several digests in the same second');
  });

  test('a binding is looked for under the name the registry knows, not the name the gate is asked by', async () => {
    await attest();
    const named = { repository: 'apps/alias' };

    expect((await decide(named)).outcome).toBe('allow');
  });
});

describe('with a memory of tags', () => {
  function memory(): TagMemory & { readonly seen: Map<string, SeenBinding> } {
    const seen = new Map<string, SeenBinding>();
    return {
      seen,
      newest: async (name, tag) => seen.get(`${name}:${tag}`),
      remember: async (name, tag, binding) => void seen.set(`${name}:${tag}`, binding),
    };
  }

  async function moveTag(): Promise<{ readonly fixed: PushedImage; readonly lose: () => Promise<void> }> {
    await attest({ signedAt: now - day });
    const fixed = await pushImage(repository, 'the fix', '1.0.0');
    await attest({}, signer, fixed);
    return {
      fixed,
      async lose() {
        for (const { digest } of await repository.referrers(tagAnchor('1.0.0').descriptor.digest))
          repository.remove(digest);
      },
    };
  }

  test('a newer binding that was deleted in the registry still counts', async () => {
    const remembered = memory();
    const { fixed, lose } = await moveTag();
    await decide({}, undefined, { memory: remembered }, fixed);
    await lose();

    const forgetful = await decide();
    const mindful = await decide({}, undefined, { memory: remembered });

    expect(forgetful.outcome).toBe('allow');
    expect(codes(mindful)).toEqual(['TAG_MOVED']);
    expect(mindful.message).toContain('a newer binding was seen here before, and is gone from the registry');
  });

  test('what is remembered does not stand in for a binding', async () => {
    const remembered = memory();
    await attest();
    await decide({}, undefined, { memory: remembered });
    for (const { digest } of [
      ...(await repository.referrers(tagAnchor('1.0.0').descriptor.digest)),
      ...(await repository.referrers(image.descriptor.digest)),
    ])
      repository.remove(digest);
    await attest({ tags: [] });

    expect(codes(await decide({}, undefined, { memory: remembered }))).toEqual(['TAG_BINDING_MISSING']);
  });

  test('a binding by a key that is trusted no more is forgotten', async () => {
    const remembered = memory();
    const { fixed, lose } = await moveTag();
    await decide({}, undefined, { memory: remembered }, fixed);
    await lose();
    const renewed = newSigner();
    await attest({ signedAt: now - day }, renewed);

    const decision = await decide({}, undefined, { memory: remembered, trust: () => trusting(renewed) });

    expect(decision.outcome).toBe('allow');
    expect(remembered.seen.get('apps/shop:1.0.0')?.keyId).toBe(renewed.publicKey.id);
  });

  test('nothing is remembered of strangers', async () => {
    const remembered = memory();
    await attest({}, stranger);

    await decide({}, undefined, { memory: remembered });

    expect(remembered.seen.size).toBe(0);
  });
});

describe('an index', () => {
  async function pushIndex(tag?: string, manifests?: readonly unknown[]) {
    const document = {
      schemaVersion: 2,
      mediaType: mediaTypes.index,
      manifests: manifests ?? [{ ...image.descriptor, platform: { os: 'linux', architecture: 'amd64' } }],
    };
    const bytes = Buffer.from(JSON.stringify(document));
    const descriptor = await repository.pushManifest(bytes, mediaTypes.index, tag);
    return { bytes, descriptor, subject: { name: 'registry.example/apps/shop', digest: descriptor.digest } };
  }

  test('is allowed by its tag when the tag is bound to it, unscanned as it is', async () => {
    const index = await pushIndex('1.0.0');
    await publish([tagBindingStatement(index.subject, '1.0.0', now)], index);

    const decision = await decide({}, undefined, {}, index);

    expect(decision).toMatchObject({ outcome: 'allow', kind: 'index' });
    expect(decision.checks.at(-1)).toEqual({
      name: 'scan',
      result: 'note',
      detail: 'an index runs nothing: its one image is decided when it is pulled by digest',
    });
  });

  test('is denied when its tag is bound to another', async () => {
    await attest();
    const index = await pushIndex('1.0.0');

    expect(codes(await decide({}, undefined, {}, index))).toEqual(['TAG_MOVED']);
  });

  test('is denied without a binding where one is required, and needs none by digest', async () => {
    const index = await pushIndex('1.0.0');

    expect(codes(await decide({}, undefined, {}, index))).toEqual(['TAG_BINDING_MISSING']);
    expect((await decide({ tag: undefined }, undefined, {}, index)).outcome).toBe('allow');
  });

  test('leaves its images to their own pulls', async () => {
    const index = await pushIndex();
    await decide({ tag: undefined }, undefined, {}, index);

    expect(codes(await decide({ tag: undefined }))).toEqual(['SCAN_MISSING']);
  });

  test('is denied by digest when the policy denies that digest', async () => {
    const index = await pushIndex();
    const rule = `${strict}\n    images: { deny: ["${index.descriptor.digest}"] }`;

    expect(codes(await decide({ tag: undefined }, policyWith(rule), {}, index))).toEqual(['IMAGE_DENIED']);
  });

  test('may be empty or hold another index: neither runs anything', async () => {
    const empty = await pushIndex(undefined, []);
    const nested = await pushIndex(undefined, [empty.descriptor]);

    expect((await decide({ tag: undefined }, undefined, {}, empty)).outcome).toBe('allow');
    expect((await decide({ tag: undefined }, undefined, {}, nested)).outcome).toBe('allow');
  });
});

describe('the policy', () => {
  test('denies a repository that no rule covers', async () => {
    await attest();

    const decision = await decide({ repository: 'tools/shop' });

    expect(decision).toMatchObject({ outcome: 'deny', rule: null });
    expect(decision.message).toContain(
      'no rule of sekisho.yaml covers tools/shop, so nothing is served from it',
    );
  });

  test('that trusts nobody denies with what to do, and with that alone', async () => {
    const decision = await decide({}, policyWith(strict.replace(/ *signers.*\n/, '')), {
      trust: () => trustIn([]),
    });

    expect(codes(decision)).toEqual(['SIGNERS_MISSING']);
    expect(decision.message).toContain(
      'trusts no signer, so nothing can prove what it requires: name a key under its signers in sekisho.yaml',
    );
  });

  test('that trusts keyless signers alone denies, and says that they cannot be verified', async () => {
    const keyless: Trust = trustIn(
      [],
      ['https://github.com/acme/* (https://…): keyless signatures are not verified by this version'],
    );

    const decision = await decide({}, undefined, { trust: () => keyless });

    expect(codes(decision)).toEqual(['SIGNERS_MISSING']);
    expect(decision.message).toContain('keyless signers alone, which this version cannot verify');
    expect(decision.checks.at(-1)?.detail).toContain('keyless signatures are not verified');
  });

  test('that requires nothing allows without anyone to trust', async () => {
    const decision = await decide({}, policyWith('\n    require: { scan: false }'), {
      trust: () => trustIn([]),
    });

    expect(decision).toMatchObject({ outcome: 'allow', reasons: [] });
    expect(decision.message).toMatch(/is allowed: nothing stands against it$/);
  });

  test('the deny list knows the bytes by a SHA-512 digest too, and outweighs the allow list by either', async () => {
    await attest();
    const sha512 = `sha512:${createHash('sha512').update(image.bytes).digest('hex')}`;
    const other = `sha512:${createHash('sha512').update('other').digest('hex')}`;
    const listing = (images: string) => decide({}, policyWith(`${strict}\n    images: ${images}`));

    expect(codes(await listing(`{ deny: ["${sha512}"] }`))).toEqual(['IMAGE_DENIED']);
    expect(codes(await listing(`{ deny: ["${sha512}"], allow: ["${image.descriptor.digest}"] }`))).toEqual([
      'IMAGE_DENIED',
    ]);
    expect(codes(await listing(`{ deny: ["${other}"] }`))).toEqual([]);
  });

  test('denies what it denies by name, without asking the registry', async () => {
    await attest();
    repository.asked.length = 0;

    const decision = await decide({}, policyWith(`${strict}\n    images: { deny: ["apps/shop:1.*"] }`));

    expect(codes(decision)).toEqual(['IMAGE_DENIED']);
    expect(repository.asked).toEqual([]);
  });

  test('allows what it allows by digest, without asking the registry', async () => {
    repository.asked.length = 0;

    const decision = await decide(
      {},
      policyWith(`${strict}\n    images: { allow: ["${image.descriptor.digest}"] }`),
    );

    expect(decision).toMatchObject({ outcome: 'allow', reasons: [] });
    expect(repository.asked).toEqual([]);
  });

  test('allows what it allows by tag, unless the tag moved', async () => {
    const policy = policyWith(`${strict}\n    images: { allow: ["apps/shop:1.0.0"] }`);
    const unscanned = await decide({}, policy);
    await attest({ report: report({ findings: [vulnerability] }) });
    const swapped = await pushImage(repository, 'something else', '1.0.0');

    expect(unscanned.outcome).toBe('allow');
    expect((await decide({}, policy)).outcome).toBe('allow');
    expect(codes(await decide({}, policy, {}, swapped))).toEqual(['TAG_MOVED']);
  });

  test('in audit mode blocks nothing, and says what it would block', async () => {
    const decision = await decide({}, policyWith(`\n    mode: audit${strict}`));

    expect(decision).toMatchObject({ outcome: 'allow', audited: true });
    expect(codes(decision)).toEqual(['SCAN_MISSING', 'TAG_BINDING_MISSING']);
    expect(decision.message).toMatch(/ would be blocked \(audit mode\): unscanned: .* \(and 1 more\)$/);
  });

  test('is asked whom it trusts once for each rule, when the gate is made', () => {
    const asked: string[] = [];
    gateWith(policyWith(strict), {
      trust: (rule) => {
        asked.push(rule.repositories.join());
        return trusted;
      },
    });

    expect(asked).toEqual(['apps/**']);
  });
});

describe('trouble is no decision', () => {
  const trouble = fault('HTTP_TIMEOUT', { host: 'registry.example', seconds: 30, asked: 'GET' });

  test.each(['referrers', 'manifest', 'blob'])('when the registry fails at a %s', async (call) => {
    await attest();
    repository.breakAt(call, trouble);

    await expect(decide()).rejects.toBe(trouble);
  });

  test('when more is attached than is read', async () => {
    const flooded = {
      ...repository,
      referrers: async () => Array.from({ length: 1_000 }, () => image.descriptor),
    };

    await expect(gateWith().decide(questionOf(image), flooded)).rejects.toMatchObject({
      code: 'EVIDENCE_FLOODED',
    });
  });

  test('when the bytes are not those of the digest', async () => {
    const question = { ...questionOf(image), digest: sha256('other bytes') };

    await expect(gateWith().decide(question, repository)).rejects.toMatchObject({
      code: 'BLOB_DIGEST_MISMATCH',
    });
  });

  test('and is not remembered: the next question is decided', async () => {
    await attest();
    const gate = gateWith();
    repository.breakAt('referrers', trouble);
    await expect(gate.decide(questionOf(image), repository)).rejects.toBe(trouble);
    repository.breakAt('referrers', undefined);

    expect((await gate.decide(questionOf(image), repository)).outcome).toBe('allow');
  });

  test('but under audit it blocks nothing, by a reason of its own', async () => {
    repository.breakAt('referrers', trouble);

    const decision = await decide({}, policyWith(`\n    mode: audit${strict}`));

    expect(decision).toMatchObject({ outcome: 'allow', audited: true });
    expect(codes(decision)).toEqual(['EVIDENCE_UNREADABLE']);
    expect(decision.message).toContain('registry.example sent nothing for 30 s');
  });
});

describe('questions asked at the same time', () => {
  test('share one evaluation, whoever asks', async () => {
    await attest();
    const gate = gateWith();
    repository.asked.length = 0;

    const decisions = await Promise.all(
      ['a', 'b', 'c'].map((client) => gate.decide({ ...questionOf(image), client }, repository)),
    );

    expect(new Set(decisions).size).toBe(1);
    expect(repository.asked.filter((line) => line.startsWith('referrers'))).toHaveLength(2);
  });

  test('do not share it across tags, digests or repositories', async () => {
    await attest();
    const gate = gateWith();

    const decisions = await Promise.all([
      gate.decide(questionOf(image), repository),
      gate.decide(questionOf(image, { tag: 'other' }), repository),
      gate.decide(questionOf(image, { tag: undefined }), repository),
      gate.decide(questionOf(image, { repository: 'tools/shop' }), repository),
    ]);

    expect(decisions.map(({ outcome }) => outcome)).toEqual(['allow', 'deny', 'allow', 'deny']);
  });

  test('asked later are decided anew: what was revoked meanwhile counts', async () => {
    await attest();
    const gate = gateWith();
    const before = await gate.decide(questionOf(image), repository);
    await publish([verdictStatement(image.subject, verdictOf('fail', now), [], '0.1.0')]);

    expect(before.outcome).toBe('allow');
    expect((await gate.decide(questionOf(image), repository)).outcome).toBe('deny');
  });
});

test('a text from the image never breaks the line of a message', async () => {
  const hostile = { ...vulnerability, packageName: 'x\u001b[2K\r\nallowed: y\u202e', title: 'a\nb' };
  await attest({ report: report({ findings: [hostile] }) });

  const { message, reasons, checks } = await decide();

  const texts = [message, ...reasons.map((reason) => reason.message), ...checks.map(({ detail }) => detail)];
  expect(texts.join('')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
});

test('a message stays short, whatever the reason', async () => {
  await attest({ report: report({ complete: false, problems: ['x'.repeat(10_000)] }) });

  expect((await decide()).message.length).toBeLessThan(600);
});

test('the gate sees what the library finds', async () => {
  await attest();

  const evidence = await findEvidence(repository, image.descriptor.digest, trusted, { now });

  expect(evidence.verified).toHaveLength(4);
});
