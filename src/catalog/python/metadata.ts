import { lines } from '../lines.ts';
import { shown } from '../problems.ts';

/** A Python distribution, as its metadata names it. */
export interface Distribution {
  /** As written; PEP 503 says which spellings are the same. */
  readonly name: string;
  /** As written; PEP 440 says which spellings are the same. */
  readonly version: string;
}

// PEP 508 names. Versions: PEP 440 and, as packages older than it have them, any word of such characters.
const nameForm = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,254}[A-Za-z0-9])?$/;
const versionForm = /^[A-Za-z0-9][A-Za-z0-9.!+_~*-]{0,127}$/;
const maxValueLength = 1024;

/**
 * Reads a METADATA or PKG-INFO file (core metadata, in the format of e-mail headers: RFC 822 with folded lines). Only
 * the header part counts, of a field given twice the first. What is missing in it is taken from the folder, which is
 * named `NAME-VERSION.dist-info`.
 * @param folder name of the file or folder that says a distribution is installed
 * @returns undefined when neither has a name and a version: nothing that an installer could have left.
 * @throws Error with a sentence, when they are not what Python allows.
 */
export function parseMetadata(text: string, folder: string): Distribution | undefined {
  const fields = header(text);
  const fromFolder = parseFolderName(folder);
  const name = fields.get('name') || fromFolder?.name;
  const version = fields.get('version') || fromFolder?.version;
  if (name === undefined || version === undefined) return undefined;
  if (!nameForm.test(name)) throw new Error(`its name is not one that Python allows: ${shown(name)}`);
  if (!versionForm.test(version)) throw new Error(`its version is not one: ${shown(version)}`);
  return { name, version };
}

function header(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let name = '';
  for (const raw of lines(text.startsWith('\uFEFF') ? text.slice(1) : text)) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (line === '') break;
    if (line.startsWith(' ') || line.startsWith('\t')) {
      const value = fields.get(name);
      if (value !== undefined && value.length <= maxValueLength)
        fields.set(name, `${value} ${line.trim()}`.trim());
      continue;
    }
    const colon = line.indexOf(':');
    name = colon < 0 ? '' : line.slice(0, colon).toLowerCase();
    if (name !== 'name' && name !== 'version') name = '';
    else if (fields.has(name)) name = '';
    else fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

/** `NAME-VERSION.dist-info`, or `NAME-VERSION-py3.9-linux-x86_64.egg-info`, in which no other part has a hyphen. */
function parseFolderName(folder: string): Distribution | undefined {
  const match = /^([^-]{1,256})-([^-]{1,128})(?:-py[0-9.]+(?:-[^/]*)?)?\.(?:dist-info|egg-info|egg)$/.exec(
    folder,
  );
  return match?.[1] === undefined || match[2] === undefined
    ? undefined
    : { name: match[1], version: match[2] };
}
