import { type Fault, fault, isFault } from '../errors.ts';
import type { Http, HttpResponse } from '../io/http.ts';
import { bodyBytes, drain } from '../io/http-body.ts';
import { statusFault } from '../io/http-error.ts';
import { type TemporaryFile, writeTemporary } from '../io/temporary-file.ts';
import { parseTime } from '../model/time.ts';
import { checkSource } from './check-source.ts';
import { type ImportOptions, type ImportSummary, importSources } from './import.ts';
import { asUnusable, examine } from './open.ts';
import type { Validators } from './rows.ts';
import { readMeta } from './schema.ts';
import type { Source } from './sources.ts';
import { familyOf, orderOf } from './versions/orders.ts';

export interface UpdateOptions extends Omit<ImportOptions, 'paths'> {
  /** Where `<Ecosystem>/all.zip` lies, as in the public OSV bucket or a mirror of it. */
  readonly baseUrl: string;
  /** Default: those in `ecosystems.txt` below the base that images are matched with. */
  readonly ecosystems?: readonly string[];
  /** The CISA KEV catalogue; default none. */
  readonly knownExploitedUrl?: string;
  /** FIRST's file of EPSS scores; default none. */
  readonly epssUrl?: string;
  readonly http: Http;
  /** Allows plain HTTP to hosts other than loopback; default false. */
  readonly plainHttp?: boolean;
}

export interface UpdateSummary extends ImportSummary {
  /** Ecosystems that were fetched, as asked for. */
  readonly fetched: readonly string[];
  /** Those that had not changed since the last update. */
  readonly current: readonly string[];
  /** Those that could not be had, and why: what the database has of them stays. */
  readonly failed: readonly { readonly name: string; readonly reason: string }[];
}

const maxExportBytes = 4 * 1024 ** 3;
const maxListBytes = 1024 * 1024;
/** What the catalogue of known exploited vulnerabilities and the EPSS scores are remembered as, among the exports. */
const knownExploitedExport = 'KEV';
const epssExport = 'EPSS';

/**
 * Fetches the bulk exports that changed since the last update and imports them in one step. One that cannot be had
 * does not keep the others: what the database has of it stays, and with it the database's age, for it is as old as its
 * oldest part. An update that fails leaves the database as it was.
 * @throws what the first one failed with when none could be had; USAGE for what is no ecosystem, HTTP_STATUS and what `Http.request` throws, TOO_LARGE, and what
 * `importAdvisories` throws
 */
export async function updateAdvisories(options: UpdateOptions): Promise<UpdateSummary> {
  const { into, onProgress } = options;
  const remembered = rememberedExports(into);
  const base = options.baseUrl.replace(/\/+$/, '');
  const ecosystems = options.ecosystems?.map(checkedName) ?? (await listEcosystems(base, options));
  const wanted = [...new Set(ecosystems)].sort().map(
    (name): Wanted => ({
      name,
      url: `${base}/${encodeURIComponent(name)}/all.zip`,
      format: 'zip',
    }),
  );
  if (options.knownExploitedUrl !== undefined) {
    wanted.push({ name: knownExploitedExport, url: options.knownExploitedUrl, format: 'json' });
  }
  if (options.epssUrl !== undefined) {
    wanted.push({ name: epssExport, url: options.epssUrl, format: 'epss' });
  }
  const files: TemporaryFile[] = [];
  const failures: { readonly name: string; readonly error: Fault }[] = [];
  const sources: Source[] = [];
  try {
    for (const one of wanted) {
      onProgress?.(`fetching ${one.name}`);
      try {
        const fetched = await fetchExport(one, remembered.validators.get(one.name), options);
        if (fetched === undefined) continue;
        files.push(fetched.file);
        await checkSource(fetched.source);
        sources.push(fetched.source);
      } catch (error) {
        options.signal?.throwIfAborted();
        if (!isFault(error) || error.exitCode !== 3) throw error;
        failures.push({ name: one.name, error });
      }
    }
    const [first] = failures;
    if (first !== undefined && failures.length === wanted.length) throw first.error;
    const stays = failures.some(({ name }) => remembered.names.has(name)) ? remembered.builtAt : undefined;
    const summary = await importSources(sources, { ...options, now: stays ?? options.now });
    const fetched = sources.map((source) => source.origin.exportOf ?? '');
    const failed = failures.map(({ name, error }) => ({ name, reason: error.message }));
    const current = wanted
      .map(({ name }) => name)
      .filter((name) => !fetched.includes(name) && !failed.some((failure) => failure.name === name));
    return { ...summary, fetched, current, failed };
  } finally {
    for (const file of files) await file.remove();
  }
}

interface Wanted {
  readonly name: string;
  readonly url: string;
  readonly format: Source['format'];
}

type Connection = Pick<UpdateOptions, 'http' | 'plainHttp' | 'signal'>;

/** Undefined when it has not changed. */
async function fetchExport(
  { name, url, format }: Wanted,
  known: Validators | undefined,
  connection: Connection,
): Promise<{ readonly file: TemporaryFile; readonly source: Source } | undefined> {
  const response = await get(url, known?.url === url ? conditions(known) : {}, connection);
  if (response.status === 304) {
    await drain(response.body);
    return undefined;
  }
  if (response.status !== 200) throw await statusFault(response, 'GET');
  const { signal } = connection;
  const file = await writeTemporary(
    bounded(response, `the export of ${name}`),
    signal === undefined ? {} : { signal },
  );
  const etag = headerOf(response, 'etag');
  const lastModified = headerOf(response, 'last-modified');
  const validators: Validators = {
    url,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
  return { file, source: { path: file.path, name: url, format, origin: { exportOf: name, validators } } };
}

function conditions({ etag, lastModified }: Validators): Record<string, string> {
  return {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
  };
}

function headerOf(response: HttpResponse, name: string): string | undefined {
  return headerText(response.headers.get(name));
}

/** A validator is sent back as it came: one that is no plain header text is not kept, nor taken from a database. */
function headerText(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\x20-\x7e]{1,500}$/.test(value) ? value : undefined;
}

async function* bounded(response: HttpResponse, what: string): AsyncGenerator<Uint8Array> {
  let got = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    got += chunk.length;
    if (got > maxExportBytes) {
      throw fault('TOO_LARGE', { what, maxBytes: maxExportBytes, hint: 'check what the server sends' });
    }
    yield chunk;
  }
}

/** The ecosystems of `ecosystems.txt` that have an order; releases are part of their family's export. */
async function listEcosystems(base: string, connection: Connection): Promise<readonly string[]> {
  const url = `${base}/ecosystems.txt`;
  const response = await get(url, {}, connection);
  if (response.status !== 200) throw await statusFault(response, 'GET');
  const text = (await bodyBytes(response, 'the list of ecosystems', maxListBytes)).toString('utf8');
  const families = text
    .split('\n')
    .map((line) => familyOf(line.trim()))
    .filter((name) => orderOf(name) !== undefined);
  if (families.length === 0) {
    throw fault('ADVISORIES_SOURCE', {
      path: url,
      reason: 'it lists no ecosystem that images are matched with',
    });
  }
  return families;
}

async function get(
  url: string,
  headers: Record<string, string>,
  { http, plainHttp = false, signal }: Connection,
): Promise<HttpResponse> {
  return http.request(url, { headers, plainHttp, ...(signal === undefined ? {} : { signal }) });
}

/** One path segment of the address: `Debian`, `Alpine:v3.19`, `crates.io`, `GitHub Actions`. */
function checkedName(name: string): string {
  if (!/^[A-Za-z0-9][\w.:+ -]{0,99}$/.test(name))
    throw fault('USAGE', { problem: `not an ecosystem: ${name}` });
  return name;
}

interface Remembered {
  /** Milliseconds; undefined when there is no database to build upon. */
  readonly builtAt: number | undefined;
  readonly names: ReadonlySet<string>;
  readonly validators: ReadonlyMap<string, Validators>;
}

function rememberedExports(path: string): Remembered {
  const validators = new Map<string, Validators>();
  const names = new Set<string>();
  const found = examine(path);
  if (found.state !== 'usable') return { builtAt: undefined, names, validators };
  try {
    for (const row of found.db.prepare('SELECT name, url, etag, lastModified FROM export').iterate()) {
      const name = String(row.name);
      // In a damaged file a page may point to one above it, and the list goes on for ever.
      if (names.has(name)) throw new TypeError('a list of exports that is none');
      names.add(name);
      if (typeof row.url !== 'string') continue;
      const etag = headerText(row.etag);
      const lastModified = headerText(row.lastModified);
      validators.set(name, {
        url: row.url,
        ...(etag === undefined ? {} : { etag }),
        ...(lastModified === undefined ? {} : { lastModified }),
      });
    }
    const builtAt = readMeta(found.db, 'builtAt');
    return { builtAt: builtAt === undefined ? undefined : parseTime(builtAt), names, validators };
  } catch (error) {
    throw asUnusable(path, error);
  } finally {
    found.db.close();
  }
}
