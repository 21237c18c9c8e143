import { fault } from '../../errors.ts';
import type { EmittedFile, RuntimePolicy } from '../../model/runtime-policy.ts';
import { docker } from './docker.ts';
import type { Emitter } from './emitter.ts';
import { seccomp } from './seccomp.ts';

/** Every engine a policy can be written for, in the order they are shown. */
export const emitters: readonly Emitter[] = [docker, seccomp];

/**
 * Writes the policy for some engines, or for all.
 * @returns files sorted by path, each path once: engines may share a file.
 * @throws RUNTIME_ENGINE_UNKNOWN, RUNTIME_POLICY_INEXPRESSIBLE
 */
export function emit(policy: RuntimePolicy, engines?: readonly string[]): readonly EmittedFile[] {
  const chosen = engines === undefined || engines.length === 0 ? emitters : engines.map(emitterOf);
  const files = new Map(chosen.flatMap((emitter) => emitter.emit(policy)).map((file) => [file.path, file]));
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function emitterOf(engine: string): Emitter {
  const found = emitters.find((emitter) => emitter.engine === engine);
  if (found === undefined) {
    const known = emitters.map((emitter) => emitter.engine).join(', ');
    throw fault('RUNTIME_ENGINE_UNKNOWN', { engine, known });
  }
  return found;
}
