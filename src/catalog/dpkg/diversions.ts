import { lines } from '../lines.ts';
import { shown } from '../problems.ts';

/** Where dpkg puts a file that one package brings and another, or the administrator, wanted out of the way. */
export interface Diversion {
  /** Both without leading slash. */
  readonly from: string;
  readonly to: string;
  /** The package whose file stays at `from`; undefined for none. */
  readonly by?: string;
}

const maxDiversions = 100_000;
/** What stands for a package when the administrator made the diversion. */
const local = ':';

/**
 * Reads `var/lib/dpkg/diversions`: three lines each, from where, to where, and by whom (dpkg-divert(1)).
 * @throws Error with a sentence, when it is not made so
 */
export function parseDiversions(text: string): Diversion[] {
  const found: Diversion[] = [];
  const rest = lines(text.endsWith('\n') ? text.slice(0, -1) : text);
  for (const from of rest) {
    if (from === '' && found.length === 0) break;
    const { value: to } = rest.next();
    const { value: by } = rest.next();
    if (to === undefined || by === undefined) throw new Error('its last diversion is cut off');
    if (!from.startsWith('/') || !to.startsWith('/')) {
      throw new Error(`a line is not an absolute path: ${shown(from.startsWith('/') ? to : from)}`);
    }
    if (found.length >= maxDiversions) throw new Error(`it has more than ${maxDiversions} diversions`);
    found.push({ from: from.slice(1), to: to.slice(1), ...(by === local ? {} : { by }) });
  }
  return found;
}

/** Where the files of a package are: a function from listed paths to diverted ones. */
export function divertedPath(
  diversions: readonly Diversion[],
): (path: string, packageName: string) => string {
  const byPath = new Map(diversions.map((diversion) => [diversion.from, diversion]));
  return (path, packageName) => {
    const diversion = byPath.get(path);
    return diversion === undefined || diversion.by === packageName ? path : diversion.to;
  };
}
