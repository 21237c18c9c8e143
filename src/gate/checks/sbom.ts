import { ofKind } from '../../attest/evidence.ts';
import { type Examine, type Examined, failed, ok, skipped } from './examine.ts';

/** Whether a bill of materials is signed. */
export const sbom: Examine = ({ rule, evidence }): Examined => {
  const [newest] = ofKind(evidence, 'sbom');
  if (newest !== undefined) {
    const { specVersion, components } = newest.stated;
    return ok('sbom', `CycloneDX ${specVersion} with ${components} components`);
  }
  if (!rule.require.sbom) return skipped('sbom', 'not required');
  return failed('sbom', 'SBOM_MISSING', 'nobody this policy trusts has signed an SBOM of it');
};
