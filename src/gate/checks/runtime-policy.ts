import { ofKind } from '../../attest/evidence.ts';
import { type Examine, type Examined, failed, ok, skipped } from './examine.ts';

/** Whether the runtime policy that was made from this image is signed. */
export const runtimePolicy: Examine = ({ rule, evidence }): Examined => {
  const [newest] = ofKind(evidence, 'runtime-policy');
  if (newest !== undefined) {
    const engines = [...new Set(newest.stated.files.map(({ engine }) => engine))].sort();
    return ok(
      'runtime policy',
      `${engines.length === 0 ? 'no engine' : engines.join(', ')}; signed, same digest`,
    );
  }
  if (!rule.require.runtimePolicy) return skipped('runtime policy', 'not required');
  return failed(
    'runtime policy',
    'RUNTIME_POLICY_MISSING',
    'nobody this policy trusts has signed a runtime policy made from it',
  );
};
