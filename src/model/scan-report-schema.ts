import { z } from 'zod';
import { type Digest, isDigest } from './digest.ts';
import { findingKinds } from './finding-kind.ts';
import { severities } from './severity.ts';
import { reportSchemaVersion } from './version.ts';

const digestSchema = z
  .string()
  .regex(/^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/)
  .pipe(z.custom<Digest>(isDigest));

const packageSchema = z.strictObject({
  purl: z
    .string()
    .describe('Package URL with version, and with the distribution for operating system packages'),
  name: z.string(),
  version: z.string(),
  type: z
    .string()
    .regex(/^[a-z][a-z0-9.+-]{0,31}$/)
    .describe('Package format: the purl type, as in deb, rpm, npm, pypi, maven'),
  architecture: z.string().optional(),
  source: z
    .strictObject({ name: z.string(), version: z.string() })
    .optional()
    .describe(
      'The source package that distributions write advisories for, where it differs in name or version',
    ),
  layer: digestSchema
    .nullable()
    .describe('diff id of the layer that brought this version; null for a bare folder'),
  foundIn: z
    .array(z.string())
    .optional()
    .describe(
      'Absolute paths of the files that say it is installed, sorted; inside of an archive, after "!"',
    ),
  ownedBy: z
    .string()
    .optional()
    .describe(
      'Of a language package: purl of the distribution package that installed it, whose advisories speak for it',
    ),
  files: z.array(z.string()).optional().describe('Absolute paths the package owns, sorted'),
});

const suppressionSchema = z
  .strictObject({
    file: z.string().describe('As it was named'),
    format: z.enum(['openvex', 'cyclonedx', 'csaf']),
    status: z.enum(['not_affected', 'fixed']),
    justification: z.string().optional(),
    statement: z.string().optional().describe('Why, in the words of its author'),
    author: z.string().optional(),
    statedAt: z.string().optional(),
  })
  .describe('The VEX statement that says the image is not affected');

const findingSchema = z.strictObject({
  id: z
    .string()
    .describe('Stable: same rule, same package without version, same path class give the same id'),
  kind: z.enum(findingKinds),
  rule: z.string().describe('Advisory id (CVE first) or rule id'),
  aliases: z.array(z.string()).optional().describe('Other ids of the same advisory, sorted'),
  severity: z.enum(severities),
  severitySource: z.string().optional().describe('Who rated it: the advisory database or a CVSS version'),
  title: z.string(),
  package: z.string().optional().describe('purl of the package, with version'),
  packageName: z.string().optional(),
  installed: z.string().optional(),
  fixedIn: z.string().optional().describe('The lowest version of the same branch that fixes it'),
  fixState: z.enum(['fixed', 'not-fixed', 'wont-fix', 'end-of-life', 'unknown']).optional(),
  knownExploited: z.boolean().optional().describe('In CISA KEV'),
  epss: z.number().min(0).max(1).optional(),
  cvss: z
    .number()
    .min(0)
    .max(10)
    .optional()
    .describe('Base score, where the advisory gives a vector or a score'),
  publishedAt: z.string().optional(),
  fixedAt: z.string().optional().describe('When the fix became known, where the advisory says so'),
  path: z.string().optional(),
  line: z.int().positive().optional().describe('Line of the file at `path`, from 1'),
  layer: digestSchema.nullable(),
  origin: z
    .enum(['base', 'yours'])
    .optional()
    .describe('Whether the base image brought it; only where the base image is known'),
  change: z.enum(['new', 'unchanged']).optional().describe('Against the baseline; only where one was given'),
  fixedByBase: z
    .string()
    .optional()
    .describe('A newer version of the base image that does not have it; only where one is known'),
  url: z.string().optional(),
  remedy: z.string().optional(),
  status: z.enum(['open', 'waived', 'suppressed']),
  suppressedBy: suppressionSchema.optional(),
});

const executableSchema = z.strictObject({
  path: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.int().nonnegative(),
  mode: z.int().describe('Permission bits, with setuid, setgid and sticky'),
  uid: z.int(),
  gid: z.int(),
  user: z.string().optional().describe('Name of the owner, where the image has one and it is not root'),
  group: z.string().optional().describe('Name of the group, where the image has one and it is not root'),
  capabilities: z.string().optional().describe('File capabilities, as in cap_net_raw+ep'),
  kind: z.enum([
    'elf-executable',
    'elf-library',
    'elf-other',
    'script',
    'jar',
    'pe',
    'mach-o',
    'wasm',
    'other',
  ]),
  interpreter: z
    .string()
    .optional()
    .describe('Of a script: what its first line names; of an ELF file: PT_INTERP'),
  machine: z.string().optional().describe('Of an ELF file: x86_64, aarch64 …'),
  bits: z.literal([32, 64]).optional().describe('Class of an ELF file'),
  static: z.literal(true).optional().describe('Of an ELF program: it loads no library'),
  pie: z.literal(true).optional().describe('Of an ELF program: it may be loaded at any address'),
  relro: z
    .enum(['partial', 'full'])
    .optional()
    .describe('Of an ELF file: how much of its data cannot be written once it has started'),
  executableStack: z.literal(true).optional().describe('Of an ELF file: it asks for a stack that can be run'),
  package: z.string().optional().describe('purl of the owning package'),
  layer: digestSchema.nullable(),
});

const reasonSchema = z.strictObject({
  code: z.enum([
    'FINDING_BLOCKS',
    'SCAN_INCOMPLETE',
    'SCAN_TOO_OLD',
    'SCAN_MISSING',
    'SBOM_MISSING',
    'RUNTIME_POLICY_MISSING',
    'VERDICT_FAILED',
    'TAG_BINDING_MISSING',
    'TAG_MOVED',
    'IMAGE_DENIED',
    'WAIVER_EXPIRED',
    'NO_RULE',
    'SIGNERS_MISSING',
    'MANIFEST_REFUSED',
    'EVIDENCE_UNREADABLE',
  ]),
  message: z.string().describe('One sentence for a person'),
  finding: z.string().optional().describe('id of the finding that blocks'),
});

const verdictSchema = z.strictObject({
  outcome: z.enum(['pass', 'fail']),
  policy: z.strictObject({
    digest: digestSchema,
    rule: z.string().describe('The first repository pattern of the rule that applied'),
    mode: z.enum(['enforce', 'audit']),
  }),
  listed: z
    .string()
    .optional()
    .describe('The entry of images.deny or images.allow that names the image; allow outweighs findings'),
  reasons: z.array(reasonSchema).describe('Why it failed, worst first; empty when it passed'),
  waived: z.array(
    z.strictObject({ finding: z.string(), until: z.string(), reason: z.string(), owner: z.string() }),
  ),
  notActedOn: z.array(z.string()).describe('Keys of the policy that this version reads but does not act on'),
  judgedAt: z.string(),
});

const complianceSchema = z.strictObject({
  catalog: z.string(),
  control: z.string(),
  title: z.string(),
  result: z.enum(['pass', 'fail', 'not-applicable', 'not-checked']),
  why: z.string(),
  findings: z.array(z.string()),
});

export const scanReportSchema = z.strictObject({
  schemaVersion: z.literal(reportSchemaVersion),
  tool: z.strictObject({ name: z.literal('sekisho'), version: z.string() }),
  scannedAt: z.string(),
  image: z.strictObject({
    reference: z.string(),
    digest: digestSchema
      .nullable()
      .describe('Of the manifest; of the configuration in a docker archive; null for a folder'),
    platform: z.string(),
    layers: z.array(
      z.strictObject({
        diffId: digestSchema.nullable(),
        digest: digestSchema.optional().describe('Of the compressed blob'),
        size: z.int().nonnegative().optional(),
        createdBy: z.string().optional(),
      }),
    ),
  }),
  base: z
    .strictObject({
      reference: z.string(),
      digest: digestSchema.optional(),
      layers: z
        .int()
        .nonnegative()
        .describe(
          'How many of the lowest layers are its; 0: it is named, and no layer of it is known to be here',
        ),
      how: z
        .enum(['given', 'annotation', 'known'])
        .describe(
          'By the caller; by the annotations of the image; by its layers, among the known base images',
        ),
      newer: z.string().optional().describe('A newer version of it that ends findings'),
    })
    .optional()
    .describe('The base image, where it is known'),
  os: z
    .strictObject({ id: z.string(), versionId: z.string().optional(), name: z.string().optional() })
    .nullable(),
  packages: z.array(packageSchema),
  findings: z.array(findingSchema),
  executables: z.array(executableSchema),
  advisories: z
    .strictObject({
      builtAt: z.string(),
      digest: digestSchema,
      warning: z.string().optional().describe('That it was older than it should be when it was used'),
    })
    .nullable()
    .describe('The vulnerability database used; null when packages were not matched'),
  only: z
    .array(z.string())
    .optional()
    .describe('What was looked for, sorted, where the scan was narrowed: the rest was not looked at'),
  complete: z.boolean().describe('False when something could not be looked at: never read that as clean'),
  problems: z.array(z.string()).describe('What could not be looked at, one sentence each'),
  compliance: z.array(complianceSchema),
  baseline: z
    .strictObject({
      reference: z.string(),
      digest: digestSchema.nullable(),
      new: z.int().nonnegative(),
      unchanged: z.int().nonnegative(),
      gone: z.array(findingSchema).describe('What the baseline had, and this image has not'),
    })
    .optional()
    .describe('What the findings were compared with, where something was'),
  verdict: verdictSchema.nullable().describe('null when no policy was given'),
});

/** The JSON Schema (2020-12) that is published as `sekisho/schema/report.json`. */
export function reportJsonSchema(): unknown {
  return z.toJSONSchema(scanReportSchema, { io: 'input', target: 'draft-2020-12' });
}
