import { z } from 'zod';
import { fault } from '../../errors.ts';
import { digestHex, sha256 } from '../../model/digest.ts';
import { type EmittedFile, type RuntimePolicy, runtimePolicySchema } from '../../model/runtime-policy.ts';
import { formatTime } from '../../model/time.ts';
import { checked, makeStatement, type Statement, type Subject } from '../statement.ts';
import { timestamp } from './fields.ts';
import type { Predicate } from './predicate.ts';
import { runtimePolicyType, toolUri } from './tool.ts';

/** The runtime policy that was made from this very image, and the files that emitters wrote from it. */
export interface SignedRuntimePolicy {
  readonly kind: 'runtime-policy';
  /** When it was generated. */
  readonly statedAt: number;
  readonly policy: RuntimePolicy;
  readonly files: readonly EmittedFile[];
}

const kind = 'runtime-policy';
const maxFiles = 200;
// One file name or folder: nothing that leaves the folder it is written to, on any system.
const pathPart = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,128}$/;

const fileSchema = z
  .object({ engine: z.string().max(64), path: z.string().max(512), sha256: z.string(), content: z.string() })
  .refine((file) => file.path.split('/').every((part) => pathPart.test(part)), {
    error: 'is not a path below the folder it is written to',
    path: ['path'],
  })
  .refine((file) => digestHex(sha256(file.content)) === file.sha256, {
    error: 'is not the digest of the content',
    path: ['sha256'],
  })
  .transform(({ engine, path, content }): EmittedFile => ({ engine, path, content }));

const schema = z.object({
  generatedAt: timestamp,
  policy: runtimePolicySchema,
  files: z
    .array(fileSchema)
    .max(maxFiles)
    .refine((files) => new Set(files.map((file) => file.path.toLowerCase())).size === files.length, {
      error: 'names a path twice',
    }),
});

export const runtimePolicyPredicate: Predicate<SignedRuntimePolicy> = {
  kind,
  type: runtimePolicyType,
  supersedes: false,
  parse(predicate, subject) {
    const { generatedAt, policy, files } = checked(schema, predicate, kind);
    if (!subject.includes(policy.image.digest)) {
      throw fault('STATEMENT_MALFORMED', { kind, reason: 'its policy was made from another image' });
    }
    return { kind, statedAt: generatedAt, policy, files };
  },
};

/** @param generatedAt milliseconds */
export function runtimePolicyStatement(
  subject: Subject,
  policy: RuntimePolicy,
  files: readonly EmittedFile[],
  options: { readonly generatedAt: number; readonly toolVersion: string },
): Statement {
  return makeStatement(subject, runtimePolicyPredicate.type, {
    generatedAt: formatTime(options.generatedAt),
    generator: toolUri(options.toolVersion),
    policy,
    files: [...files]
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ engine, path, content }) => ({ engine, path, sha256: digestHex(sha256(content)), content })),
  });
}
