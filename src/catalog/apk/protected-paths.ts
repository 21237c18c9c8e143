import { lines } from '../lines.ts';

/** A folder or file of which apk keeps what people changed, or one inside of such a folder that it does not keep. */
export interface PathRule {
  readonly path: string;
  readonly isConfiguration: boolean;
}

/** apk-tools, src/context.c: `+etc`, `@etc/init.d` (only links are kept), `!etc/apk`. */
const standardRules: readonly PathRule[] = [
  { path: 'etc', isConfiguration: true },
  { path: 'etc/init.d', isConfiguration: false },
  { path: 'etc/apk', isConfiguration: true },
];

const maxRules = 1000;

/** Reads a file of `/etc/apk/protected_paths.d` (apk-protected-paths(5)): a path a line, with or without a mark. */
export function parseProtectedPaths(text: string): PathRule[] {
  const rules: PathRule[] = [];
  for (const line of lines(text)) {
    const [mark = ''] = line;
    const path = line.slice('-+@!'.includes(mark) ? 1 : 0).trim();
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (rules.length >= maxRules) throw new Error(`it has more than ${maxRules} lines`);
    rules.push({ path: path.replace(/^\/+|\/+$/g, ''), isConfiguration: mark !== '-' && mark !== '@' });
  }
  return rules;
}

/** Whether apk would keep a changed file at this path: the innermost rule decides, and of two the later. */
export function configurationTest(rules: readonly PathRule[]): (path: string) => boolean {
  const byPath = new Map([...standardRules, ...rules].map((rule) => [rule.path, rule.isConfiguration]));
  return (path) => {
    for (let at = path; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0))) {
      const decided = byPath.get(at);
      if (decided !== undefined) return decided;
    }
    return false;
  };
}
