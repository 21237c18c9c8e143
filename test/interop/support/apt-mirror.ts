import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One archive of one suite, as apt's source files name it. */
export interface AptArchive {
  readonly uri: string;
  readonly suites: readonly string[];
  readonly components: readonly string[];
  readonly signedBy?: string;
}

/**
 * The archive this machine takes a Debian suite from: whatever its administrator chose, so that no host name has
 * to stand in the tests. Third-party archives use the same suite names; Debian's own are those signed by its keyring.
 */
export async function debianArchive(suite: string, etcApt = '/etc/apt'): Promise<AptArchive> {
  const archives = await readAptArchives(etcApt);
  const archive = archives.find(
    ({ uri, suites, components, signedBy }) =>
      /^(https?|file):/.test(uri) &&
      suites.includes(suite) &&
      components.includes('main') &&
      (signedBy === undefined || signedBy.includes('debian-archive')),
  );
  if (archive) return archive;
  throw new Error(`no apt source in ${etcApt} has the suite ${suite}: add one to sources.list`);
}

async function readAptArchives(etcApt: string): Promise<readonly AptArchive[]> {
  const folder = join(etcApt, 'sources.list.d');
  const files = await readdir(folder).catch(whenMissing([]));
  const archives: AptArchive[] = [];
  for (const file of [join(etcApt, 'sources.list'), ...files.sort().map((name) => join(folder, name))]) {
    const text = await readFile(file, 'utf8').catch(whenMissing(''));
    if (file.endsWith('.sources')) archives.push(...parseDeb822(text));
    if (file.endsWith('.list')) archives.push(...parseOneLine(text));
  }
  return archives;
}

function whenMissing<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}

/** sources.list(5), "one-line-style format": `deb [option=value …] URI SUITE COMPONENT…` */
function parseOneLine(text: string): readonly AptArchive[] {
  const form = /^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+([^#]*)/;
  return text.split('\n').flatMap((line) => {
    const [, options = '', uri, suite, components = ''] = form.exec(line.trim()) ?? [];
    if (uri === undefined || suite === undefined) return [];
    const signedBy = /signed-by=(\S+)/.exec(options)?.[1];
    return [{ uri, suites: [suite], components: words(components), ...(signedBy && { signedBy }) }];
  });
}

/** sources.list(5), "deb822-style format": stanzas of `Name: value` with continued lines. */
function parseDeb822(text: string): readonly AptArchive[] {
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  const stanzas = lines.join('\n').split(/\n\s*\n/);
  return stanzas.flatMap((stanza) => {
    const fields = new Map<string, string>();
    for (const [, name = '', value = ''] of stanza.matchAll(/^([\w-]+):((?:.*)(?:\n[ \t].*)*)/gm)) {
      fields.set(name.toLowerCase(), value);
    }
    const field = (name: string): readonly string[] => words(fields.get(name) ?? '');
    if (!field('types').includes('deb') || field('enabled')[0] === 'no') return [];
    const signedBy = field('signed-by')[0];
    const rest = { suites: field('suites'), components: field('components'), ...(signedBy && { signedBy }) };
    return field('uris').map((uri) => ({ uri, ...rest }));
  });
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter(Boolean);
}
