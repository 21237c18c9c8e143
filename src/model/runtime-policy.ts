import { z } from 'zod';
import { type Digest, isDigest } from './digest.ts';

const digestSchema = z.custom<Digest>(isDigest, 'is not a digest');

/** What a fact of the runtime policy was read from, so that a person can check it. */
const sourceSchema = z.string();

/** The largest user and group id engines take: larger ones have wrapped round to root (CVE-2024-40635). */
export const maxId = 2 ** 31 - 1;
const idSchema = z.int().min(0).max(maxId);

/** The system call interfaces a profile can be written for. A 64-bit machine runs programs of its 32-bit one too. */
export const callInterfaces = ['x86_64', 'x86', 'aarch64', 'arm'] as const;

export type CallInterface = (typeof callInterfaces)[number];

/**
 * The engine-neutral runtime policy of one image: what it may do, each part with where it comes from. Emitters write
 * it in an engine's own words and say what that engine cannot express.
 */
export const runtimePolicySchema = z.strictObject({
  schemaVersion: z.literal(1),
  image: z.strictObject({ name: z.string(), digest: digestSchema, platform: z.string() }),
  process: z.strictObject({
    entrypoint: z.array(z.string()).describe('argv of the image: Entrypoint and Cmd'),
    executable: z
      .string()
      .nullable()
      .describe('The file argv[0] resolves to inside the image; null when it is missing'),
    interpreter: z.string().nullable().describe('Of a script, the file its first line resolves to'),
    workingDirectory: z.string(),
    source: sourceSchema,
  }),
  users: z.strictObject({
    uid: idSchema.nullable().describe('null: it cannot be told from the image’s passwd file'),
    gid: idSchema.nullable(),
    groups: z.array(idSchema).describe('Supplementary groups that the image’s group file gives the user'),
    root: z.boolean().describe('True for uid 0, and for a uid that cannot be told'),
    source: sourceSchema,
  }),
  executables: z.array(
    z.strictObject({
      path: z.string(),
      sha256: z.string(),
      kind: z.string(),
      package: z.string().optional(),
    }),
  ),
  network: z.strictObject({
    ports: z.array(z.strictObject({ port: z.int(), protocol: z.enum(['tcp', 'udp', 'sctp']) })),
    source: sourceSchema,
  }),
  volumes: z.strictObject({ paths: z.array(z.string()), source: sourceSchema }),
  files: z.strictObject({
    readOnlyRoot: z.boolean(),
    writable: z
      .array(
        z.strictObject({ path: z.string(), mode: z.int().min(0).max(0o7777), uid: idSchema, gid: idSchema }),
      )
      .describe(
        'Empty folders that get a temporary file system when the rest is read-only; volumes not repeated',
      ),
    source: sourceSchema,
  }),
  privileges: z.strictObject({
    noNewPrivileges: z.boolean(),
    capabilities: z
      .array(z.string().regex(/^[A-Z][A-Z_]{1,40}$/))
      .describe('Capabilities kept; all others are dropped'),
    maxProcesses: z.int().positive().describe('Processes and threads at the same time'),
    source: sourceSchema,
  }),
  systemCalls: z.strictObject({
    profile: z.literal('engine-default').describe('Until calls are derived from the image itself'),
    interfaces: z
      .array(z.enum(callInterfaces))
      .describe('That the image has programs for; empty when none is known for its platform'),
    source: sourceSchema,
  }),
});

export type RuntimePolicy = z.infer<typeof runtimePolicySchema>;

/** How far an engine enforces a control. */
export type Enforcement = 'prevents' | 'detects' | 'cannot-express';

export const controls = [
  'system-calls',
  'executables',
  'users',
  'files',
  'privileges',
  'capabilities',
  'processes',
  'volumes',
  'network',
  'drift',
] as const;

export type Control = (typeof controls)[number];

/** One file that an emitter wrote for its engine. */
export interface EmittedFile {
  /** Name of the emitter: `seccomp`, `docker` … */
  readonly engine: string;
  /** Where it goes below the folder the policy is written to: relative, `/` between parts, never `..`. */
  readonly path: string;
  /** UTF-8 text; the same policy always gives the same bytes. */
  readonly content: string;
}
