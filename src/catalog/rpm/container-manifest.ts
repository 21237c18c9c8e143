import { lines } from '../lines.ts';
import { problemsOf, shown } from '../problems.ts';
import type { RpmDatabase } from './database.ts';
import { checkPackage, type RpmPackage } from './package.ts';

const maxPackages = 100_000;
const fieldCount = 10;
/** What rpm's queries print for a value that is not there. */
const none = '(none)';

/**
 * Reads the list that Azure Linux and CBL-Mariner leave in images from which rpm and its database were taken away: a
 * package a line, ten fields with tabs between them, the output of `rpm -qa --qf '%{NAME}\t%{VERSION}-%{RELEASE}\t
 * %{INSTALLTIME}\t%{BUILDTIME}\t%{VENDOR}\t%{EPOCH}\t%{SIZE}\t%{ARCH}\t%{EPOCHNUM}\t%{SOURCERPM}\n'`.
 * What is malformed becomes a problem and hides nothing else.
 */
export function parseContainerManifest(text: string, path: string): RpmDatabase {
  const packages: RpmPackage[] = [];
  const problems = problemsOf(path);
  for (const line of lines(text)) {
    if (line.trim() === '') continue;
    if (packages.length >= maxPackages) {
      problems.add(`it lists more than ${maxPackages} packages`);
      break;
    }
    const found = parseLine(line);
    if (typeof found === 'string') problems.add(found);
    else packages.push(found);
  }
  return { packages, problems: problems.sentences() };
}

function parseLine(line: string): RpmPackage | string {
  const fields = line.trimEnd().split('\t', fieldCount + 1);
  if (fields.length !== fieldCount) return `a line has not ${fieldCount} fields: ${shown(line)}`;
  const [name = '', evr = '', , , , , , architecture = '', epochText = '', sourceRpm = ''] = fields;
  const dash = evr.indexOf('-');
  const epoch = /^\d{1,9}$/.test(epochText) ? Number(epochText) : 0;
  const found = {
    name,
    ...(epoch === 0 ? {} : { epoch }),
    version: evr.slice(0, Math.max(dash, 0)),
    release: evr.slice(dash + 1),
    ...(architecture === none ? {} : { architecture }),
    ...(sourceRpm === none ? {} : { sourceRpm }),
  };
  try {
    checkPackage(found);
    return found;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
