/** One challenge of a `WWW-Authenticate` header; scheme and parameter names in lower case. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const schemeForm = new RegExp(`(${token})(?=[ \\t,]|$)[ \\t]*`, 'y');
const parameterForm = new RegExp(
  `(${token})[ \\t]*=[ \\t]*(?:"((?:[^"\\\\]|\\\\.)*)"|(${token}(?=[ \\t,]|$)))`,
  'y',
);
// RFC 9110 section 11.2: a scheme may carry one bare value instead of parameters.
const token68Form = /[0-9A-Za-z._~+/-]+=*(?=[ \t]*(?:,|$))/y;
const separatorForm = /[ \t]*(?:,[ \t]*)*/y;

/**
 * Reads RFC 9110 section 11.6.1: several challenges, each with parameters, all separated by commas, which quoted
 * values may hold too (`scope="repository:a:pull,push"`). What follows the first thing that fits no rule is left out;
 * of a parameter given twice the first counts.
 */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: Challenge[] = [];
  let parameters: Map<string, string> | undefined;
  let at = 0;
  const take = (form: RegExp): RegExpExecArray | null => {
    form.lastIndex = at;
    const match = form.exec(header);
    if (match !== null) at += match[0].length;
    return match;
  };
  for (;;) {
    take(separatorForm);
    const parameter = parameters === undefined ? null : take(parameterForm);
    if (parameter !== null) {
      const [, name = '', quoted, bare] = parameter;
      const value = quoted === undefined ? (bare ?? '') : quoted.replace(/\\(.)/gs, '$1');
      if (parameters?.has(name.toLowerCase()) === false) parameters.set(name.toLowerCase(), value);
      continue;
    }
    const scheme = take(schemeForm);
    if (scheme === null) return challenges;
    parameters = new Map();
    challenges.push({ scheme: (scheme[1] ?? '').toLowerCase(), parameters });
    if (!startsParameter(header, at)) take(token68Form);
  }
}

function startsParameter(header: string, at: number): boolean {
  parameterForm.lastIndex = at;
  return parameterForm.test(header);
}
