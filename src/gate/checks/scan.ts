import { ofKind } from '../../attest/evidence.ts';
import { shortDigest } from '../../model/digest.ts';
import { formatDuration, parseDuration } from '../../model/time.ts';
import { type Examine, type Examined, failed, ok, skipped } from './examine.ts';

/** Whether the image was scanned, and lately enough. */
export const scan: Examine = ({ question, rule, evidence, now }): Examined => {
  const [newest] = ofKind(evidence, 'vulnerabilities');
  const required = rule.require.scan;
  if (newest === undefined) {
    if (required === false) return skipped('scan', 'not required');
    const digest = shortDigest(question.digest);
    return failed(
      'scan',
      'SCAN_MISSING',
      `unscanned: nobody this policy trusts has signed a scan of ${digest}`,
    );
  }
  const age = now - newest.stated.statedAt;
  const maxAge = typeof required === 'object' ? required.maxAge : undefined;
  if (maxAge === undefined) return ok('scan', `${formatDuration(age)} old`);
  const limit = parseDuration(maxAge);
  const ages = `${formatDuration(age)} old, limit ${formatDuration(limit)}`;
  return age > limit
    ? failed('scan', 'SCAN_TOO_OLD', `its newest scan is ${ages}: scan and attest it again`, ages)
    : ok('scan', ages);
};
