import { z } from 'zod';
import type { Digest } from './digest.ts';
import { findingKinds } from './finding-kind.ts';
import { severities } from './severity.ts';
import { endOfDay, parseDuration } from './time.ts';

const durationMistake = 'is not a duration: write a number and a unit, as in 90m, 36h, 14d or 2w';
// The same for a bare number, which is the likeliest slip.
const duration = z
  .string({ error: durationMistake })
  .refine((text) => parses(parseDuration, text), { error: durationMistake });
const day = z.string().refine((text) => parses(endOfDay, text), {
  error: 'is not a day: write it as 2027-01-31',
});
const text = z.string().min(1);
const patterns = z.array(text).min(1);

const vulnerabilityBlock = z
  .strictObject({
    severity: z.enum(severities).optional().describe('At least this severity'),
    fixable: z.boolean().optional().describe('true: only when a fixed version exists; false: either way'),
    grace: duration
      .optional()
      .describe('Do not block until the fix (or the advisory) has been public this long'),
    knownExploited: z.boolean().optional().describe('In CISA KEV'),
    epss: z.number().min(0).max(1).optional().describe('At least this EPSS probability'),
    cvss: z.number().min(0).max(10).optional().describe('At least this CVSS base score'),
  })
  .refine(hasCondition, {
    error: 'names no condition: write severity, fixable: true, knownExploited: true, epss or cvss',
  });

const rule = z.strictObject({
  repositories: patterns.describe('Glob patterns of repositories, without the host'),
  mode: z.enum(['enforce', 'audit']).default('enforce'),
  require: z
    .strictObject({
      scan: z.union([z.boolean(), z.strictObject({ maxAge: duration.optional() })]).default(true),
      sbom: z.boolean().default(false),
      runtimePolicy: z.boolean().default(false),
      tagBinding: z.boolean().default(false),
    })
    .prefault({}),
  signers: z
    .array(
      z.union([
        z.strictObject({ keyless: z.strictObject({ issuer: text, subject: text }) }),
        z.strictObject({ key: text.describe('Public key file, relative to the policy file') }),
      ]),
    )
    .default([]),
  block: z
    .strictObject({
      vulnerabilities: z.array(vulnerabilityBlock).default([]),
      secrets: z.literal('any').optional(),
      malware: z.literal('any').optional(),
      misconfigurations: z.array(text).default([]).describe('Rule ids, as in CIS-4.1'),
      integrity: z.array(z.enum(['modified', 'missing', 'unowned-executable'])).default([]),
    })
    .prefault({}),
  tags: z
    .strictObject({
      immutable: z.literal('semver').optional(),
      floating: z.literal('forward-only').optional(),
    })
    .prefault({}),
  images: z.strictObject({ deny: z.array(text).default([]), allow: z.array(text).default([]) }).prefault({}),
});

const waiver = z.strictObject({
  rule: text.describe('Advisory or rule id; an alias will do'),
  package: text.optional().describe('purl; without version it covers every version'),
  path: text.optional().describe('Glob pattern of the path of a secret, malware or integrity finding'),
  kind: z.enum(findingKinds).optional(),
  repositories: patterns.optional(),
  until: day.describe('The last day it holds (UTC)'),
  reason: text,
  owner: text,
});

/** The policy file, version 1: what is acceptable, in CI and at the gate. Unknown keys are refused. */
export const policySchema = z.strictObject({
  version: z.literal(1),
  rules: z.array(rule).min(1),
  waivers: z.array(waiver).default([]),
});

export type PolicyDocument = z.infer<typeof policySchema>;
export type PolicyRule = PolicyDocument['rules'][number];
export type VulnerabilityBlock = PolicyRule['block']['vulnerabilities'][number];
export type Waiver = PolicyDocument['waivers'][number];
export type SignerRule = PolicyRule['signers'][number];

/** A policy that was read: the document, where it came from (for messages and relative paths), and its digest. */
export interface Policy extends PolicyDocument {
  /** As the person named it. */
  readonly file: string;
  /** Of the file's bytes: what a verdict names. */
  readonly digest: Digest;
}

/** The JSON Schema (2020-12) that is published as `sekisho/schema/policy.json`, for editors. */
export function policyJsonSchema(): unknown {
  return z.toJSONSchema(policySchema, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' });
}

/** `grace` only delays, and `false` asks for nothing: neither of them says what to block. */
function hasCondition(block: Readonly<Record<string, unknown>>): boolean {
  const { severity, fixable, knownExploited, epss, cvss } = block;
  return (
    [severity, epss, cvss].some((value) => value !== undefined) || fixable === true || knownExploited === true
  );
}

function parses(read: (text: string) => unknown, value: string): boolean {
  try {
    read(value);
    return true;
  } catch {
    return false;
  }
}
