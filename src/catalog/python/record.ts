import { lines } from '../lines.ts';
import { createFileList, createListBudget, type ListedFiles } from '../listed-files.ts';

const sha256Prefix = 'sha256=';

/**
 * Reads a RECORD file ("Recording installed projects" of the packaging specifications): CSV lines of a path, a digest
 * in URL-safe base64 and a size. What is compiled at installation has neither.
 * @returns paths as written, relative to the folder that holds the `.dist-info` folder
 * @throws Error with a sentence, when it lists more than any package has
 */
export function parseRecord(text: string): ListedFiles {
  const list = createFileList(createListBudget());
  for (const raw of lines(text)) {
    const line = raw.trim();
    const { path, rest } = firstField(line);
    if (path !== '') list.add(path, hexadecimal(rest.split(',')[1] ?? ''));
  }
  return list.take();
}

/** Reads an `installed-files.txt`, which setuptools left: one path a line, relative to the `.egg-info` folder. */
export function parseInstalledFiles(text: string): ListedFiles {
  const list = createFileList(createListBudget());
  for (const raw of lines(text)) if (raw.trim() !== '') list.add(raw.trim());
  return list.take();
}

/** A field is quoted when it holds a comma or a quotation mark, which is then doubled (RFC 4180). */
function firstField(line: string): { readonly path: string; readonly rest: string } {
  if (!line.startsWith('"')) {
    const comma = line.indexOf(',');
    return comma < 0 ? { path: line, rest: '' } : { path: line.slice(0, comma), rest: line.slice(comma) };
  }
  let at = 1;
  for (;;) {
    const quote = line.indexOf('"', at);
    if (quote < 0) return { path: '', rest: '' };
    if (line[quote + 1] !== '"') {
      return { path: line.slice(1, quote).replaceAll('""', '"'), rest: line.slice(quote + 1) };
    }
    at = quote + 2;
  }
}

/** Of a `sha256=…` field; '' for all others. */
function hexadecimal(field: string): string {
  if (!/^sha256=[A-Za-z0-9_-]{43}=?$/.test(field)) return '';
  return Buffer.from(field.slice(sha256Prefix.length), 'base64url').toString('hex');
}
