import { ofKind } from '../../attest/evidence.ts';
import { formatTime } from '../../model/time.ts';
import { type Examine, type Examined, failed, ok, skipped } from './examine.ts';

/**
 * The newest signed verdict is a veto: a FAILED is never outvoted by an older PASSED. A PASSED is not taken on trust
 * either: the findings are judged again under this policy (`findings`).
 */
export const verdict: Examine = ({ evidence }): Examined => {
  const [newest, ...older] = ofKind(evidence, 'verdict');
  if (newest === undefined) return skipped('verdict', 'none is signed; the findings are judged here');
  const time = newest.stated.statedAt;
  // Of verdicts of the same second the one that fails counts.
  const sameTime = older.filter(({ stated }) => stated.statedAt === time);
  const failing = [newest, ...sameTime].find(({ stated }) => stated.outcome === 'fail');
  if (failing === undefined) return ok('verdict', `newest verified verdict: PASSED ${formatTime(time)}`);
  const outvoted = older.find(({ stated }) => stated.outcome === 'pass');
  const unheard =
    outvoted === undefined
      ? ''
      : `; an older PASSED of ${formatTime(outvoted.stated.statedAt).slice(0, 10)} does not count`;
  const why = failing.stated.reasons[0]?.message;
  return failed(
    'verdict',
    'VERDICT_FAILED',
    `its newest signed verdict, of ${formatTime(time)}, is FAILED${why === undefined ? '' : `: ${why}`}`,
    `newest verified verdict: FAILED ${formatTime(time)}${unheard}`,
  );
};
