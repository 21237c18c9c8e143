import type { Control, EmittedFile, Enforcement, RuntimePolicy } from '../../model/runtime-policy.ts';

/** What an engine does about one control of one policy, and by which means or why not, in a few words. */
export interface EngineControl {
  readonly enforcement: Enforcement;
  readonly how: string;
}

export type ControlTable = Readonly<Record<Control, EngineControl>>;

/** One engine. A new one is a file beside this one and a line in `emitters.ts`. */
export interface Emitter {
  /** As in `--engine NAME`. */
  readonly engine: string;
  readonly title: string;
  /** How far this engine enforces the policy: said of this very policy, which may leave a control open. */
  controls(policy: RuntimePolicy): ControlTable;
  /**
   * The policy in the engine's own words; nothing where it has none for the policy's platform.
   * @throws RUNTIME_POLICY_INEXPRESSIBLE for a name from the image that the engine's format has no safe form of.
   */
  emit(policy: RuntimePolicy): readonly EmittedFile[];
}

export const prevents = (how: string): EngineControl => ({ enforcement: 'prevents', how });
export const cannotExpress = (how: string): EngineControl => ({ enforcement: 'cannot-express', how });
