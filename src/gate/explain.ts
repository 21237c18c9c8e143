import { shortDigest } from '../model/digest.ts';
import type { Check, Decision } from './question.ts';

export interface ExplainOptions {
  /** As the person named it: with the host. */
  readonly image: string;
  /** Default false. */
  readonly colour?: boolean;
}

const labels: Readonly<Record<Check['result'], string>> = {
  ok: 'ok',
  fail: 'FAIL',
  skipped: '-',
  note: '',
};

const escapes = { red: '\u001b[31m', green: '\u001b[32m', dim: '\u001b[2m', end: '\u001b[0m' } as const;

/** A decision as text: the answer, the rule, one line for each thing that was looked at, and every reason. */
export function explainDecision(decision: Decision, options: ExplainOptions): string {
  const paint = (colour: keyof typeof escapes, text: string): string =>
    options.colour === true && text !== '' ? `${escapes[colour]}${text}${escapes.end}` : text;
  const { outcome, audited, kind, digest, rule, reasons, checks } = decision;

  const answer = paint(outcome === 'allow' ? 'green' : 'red', outcome === 'allow' ? 'ALLOW' : 'DENY');
  const mode = rule === null ? 'no rule' : `rule ${rule}, mode ${audited ? 'audit' : 'enforce'}`;
  const head = `${answer}  ${options.image} → ${shortDigest(digest)}   (${kind === 'evidence' ? kind : mode})`;

  const width = Math.max(...checks.map(({ name }) => name.length), 0);
  const lines = checks.map(({ name, result, detail }) => {
    const label = labels[result].padEnd(4);
    const shown = result === 'fail' ? paint('red', label) : result === 'ok' ? paint('green', label) : label;
    return `  ${name.padEnd(width)}   ${shown}  ${result === 'skipped' ? paint('dim', detail) : detail}`;
  });

  const title = audited ? 'In enforce mode it would be denied:' : 'It is denied because:';
  const why = reasons.length === 0 ? [] : [title, ...reasons.map(({ message }) => `  ${message}`)];
  const alone = lines.length === 0 && why.length === 0 ? [`  ${decision.message}`] : [];
  const paragraphs = [[head], lines, alone, why].filter((paragraph) => paragraph.length > 0);
  return `${paragraphs.map((paragraph) => paragraph.join('\n')).join('\n\n')}\n`;
}
