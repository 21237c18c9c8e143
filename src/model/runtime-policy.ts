import { z } from 'zod';
import { type Digest, isDigest } from './digest.ts';

const digestSchema = z.custom<Digest>(isDigest, 'is not a digest');

/** What a fact of the runtime policy was read from, so that a person can check it. */
const sourceSchema = z.string();

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
    workingDirectory: z.string(),
    source: sourceSchema,
  }),
  users: z.strictObject({
    uid: z.int().nullable().describe('null: the name is not in the image’s passwd file'),
    gid: z.int().nullable(),
    root: z.boolean(),
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
  files: z.strictObject({ readOnlyRoot: z.boolean(), writable: z.array(z.string()), source: sourceSchema }),
  privileges: z.strictObject({
    noNewPrivileges: z.boolean(),
    capabilities: z.array(z.string()).describe('Capabilities kept; all others are dropped'),
    maxProcesses: z.int(),
    source: sourceSchema,
  }),
  systemCalls: z.strictObject({
    profile: z.literal('engine-default').describe('Until calls are derived from the image itself'),
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
