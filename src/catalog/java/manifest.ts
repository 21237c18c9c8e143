import { lines } from '../lines.ts';

/** Of the few attributes that are read; what is longer is no name and no version. */
const maxValueLength = 1024;

/**
 * The main section of a MANIFEST.MF (JAR File Specification, "JAR Manifest"): values by lower-case name, lines that go
 * on behind a line's end joined. It ends at the first empty line; what stands behind are digests of every class. A
 * line that is no attribute is passed over, as a name is only looked for: the runtime that would refuse the archive
 * has its own opinion.
 */
export function parseManifest(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let name = '';
  let value = '';
  const close = (): void => {
    // Attribute names may be given once; of two, every runtime takes the later.
    if (name !== '' && value.length <= maxValueLength) values.set(name, value.trim());
  };
  for (const raw of lines(text.startsWith('\uFEFF') ? text.slice(1) : text)) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (line.startsWith(' ')) {
      if (value.length <= maxValueLength) value += line.slice(1);
      continue;
    }
    close();
    name = '';
    if (line === '') break;
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    name = line.slice(0, colon).toLowerCase();
    value = line.slice(colon + 1);
  }
  close();
  return values;
}
