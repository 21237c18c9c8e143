/** The public library: everything else is internal and may change. */
export { type EvidenceOptions, findEvidence, findTagBindings } from './attest/evidence.ts';
export { generateKeyPair, readPublicKey, readSigner } from './attest/keys.ts';
export { publishStatements } from './attest/publish.ts';
export { buildStatements } from './attest/statements.ts';
export { trustOf } from './attest/trust.ts';
export { checkpoint } from './checkpoint/checkpoint.ts';
export { checkpointEveryPlatform, type IndexResult } from './checkpoint/every-platform.ts';
export type {
  CheckpointEnvironment,
  CheckpointRequest,
  CheckpointResult,
} from './checkpoint/request.ts';
export { Fault, type FaultCode, isFault } from './errors.ts';
export { createGate } from './gate/gate.ts';
export type { Decision, Question } from './gate/question.ts';
export type { Image } from './image/image.ts';
export { openImage } from './image/open.ts';
export { type Digest, parseDigest } from './model/digest.ts';
export { type Platform, parsePlatform } from './model/platform.ts';
export { type Policy, policyJsonSchema } from './model/policy.ts';
export { type ImageName, parseImageName, parseReference, type Reference } from './model/reference.ts';
export type { EmittedFile, RuntimePolicy } from './model/runtime-policy.ts';
export type { Finding, Package, ScanReport, Verdict } from './model/scan-report.ts';
export { reportJsonSchema } from './model/scan-report-schema.ts';
export { openRepository, type RegistryOptions } from './registry/client.ts';
export { dockerCredentials } from './registry/credentials.ts';
export type { Repository } from './registry/repository.ts';
export { deriveRuntimePolicy } from './runtime/derive.ts';
export { emit } from './runtime/engines/emitters.ts';
export { scanImage } from './scan/scan.ts';
export { judge } from './verdict/judge.ts';
export { parsePolicy } from './verdict/policy-file.ts';
