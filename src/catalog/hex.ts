import { posix } from 'node:path';
import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { Package } from '../model/scan-report.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { filesBelow } from './files-below.ts';
import { originOf } from './origin.ts';
import { languagePackageUrl } from './package-url.ts';

interface Application {
  readonly name: string;
  /** Of its package in Hex, where the application has another name. */
  readonly packageName?: string;
  /** As it is written; empty where it is not. */
  readonly version: string;
}

// The lists of modules are what makes them long.
const maxBytes = 4 * 1024 * 1024;

const applicationReader = wholeFileReader<Application>({
  name: 'erlang-application',
  version: 2,
  maxBytes,
  wants: (path) => /(?:^|\/)ebin\/[a-z][\w@]{0,254}\.app$/.test(path),
  parse: (bytes, path) => parseApplication(bytes.toString('utf8'), posix.basename(path, '.app')),
});

/**
 * Applications of Erlang and Elixir, as releases have them: a folder of compiled code each, with a resource file.
 * Nothing in it says that it came from Hex, but an application has the name of its package, or says which. What
 * Erlang/OTP and Elixir bring themselves is not in Hex.
 */
export const hex: Catalog = {
  name: 'hex',
  about: {
    title: 'Erlang and Elixir applications, in releases and beside the language',
    looksAt: ['…/ebin/NAME.app'],
    knows: ['files'],
  },
  types: ['hex', 'otp'],
  scope: 'language',
  readers: [applicationReader],
  databases: [],
  packages: packagesOf,
};

function packagesOf(view: FileView): CatalogResult {
  const installed = view.facts(applicationReader);
  const files = filesBelow(view, new Set(installed.map(({ path }) => folderOf(path))));
  const origin = originOf(view, view.history(applicationReader), (fact) =>
    isFileProblem(fact) ? [] : [purlOf(fact)],
  );
  const packages: Package[] = [];
  for (const { path, fact } of installed) {
    if (isFileProblem(fact)) continue;
    packages.push({
      purl: purlOf(fact),
      name: nameOf(fact),
      version: fact.version,
      type: typeOf(fact),
      layer: origin(path, purlOf(fact)),
      foundIn: [`/${path}`],
      files: files.get(folderOf(path)) ?? [],
    });
  }
  return { packages, problems: [] };
}

/** Of the application: `lib/plug-1.15.3` of `lib/plug-1.15.3/ebin/plug.app`. */
function folderOf(path: string): string {
  return posix.dirname(posix.dirname(path));
}

function purlOf(application: Application): string {
  return languagePackageUrl(typeOf(application), { name: nameOf(application), version: application.version });
}

function nameOf({ name, packageName = name }: Application): string {
  return packageName;
}

function typeOf(application: Application): 'hex' | 'otp' {
  return languageApplications.has(nameOf(application)) ? 'otp' : 'hex';
}

/**
 * Reads an application resource file (app(5) of Erlang/OTP) as far as it is needed: a term that begins with the name,
 * and somewhere has the version. undefined for one of another name, which no runtime would load.
 */
function parseApplication(text: string, wanted: string): Application | undefined {
  const term = text.replace(textOrComment, (part) => (part.startsWith('%') ? '' : part));
  const name = /\{\s*application\s*,\s*(?:'([a-z][\w@]{0,254})'|([a-z][\w@]{0,254}))\s*,/.exec(term);
  if (name === null || (name[1] ?? name[2]) !== wanted) return undefined;
  const version = /\{\s*vsn\s*,\s*"([^"\\\n]{0,128})"\s*\}/.exec(term)?.[1] ?? '';
  const packageName = packageForm.exec(term)?.[1];
  // A purl has no blanks around its version.
  return {
    name: wanted,
    version: version.trim(),
    ...(packageName === undefined ? {} : { packageName }),
  };
}

/** What rebar3 publishes an application as, when somebody else has its name in Hex. */
const packageForm = /\{\s*pkg_name\s*,\s*(?:<<)?["']?([a-z][a-z0-9_]{0,254})["']?(?:>>)?\s*\}/;

/** The closing quote may be missing: a text without end would otherwise be looked for again from each quote in it. */
const textOrComment = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|%[^\n]*/g;

/** Of Erlang/OTP (github.com/erlang/otp, lib/) and of Elixir (github.com/elixir-lang/elixir, lib/), now or once. */
const languageApplications: ReadonlySet<string> = new Set([
  'asn1',
  'common_test',
  'compiler',
  'cosEvent',
  'cosEventDomain',
  'cosFileTransfer',
  'cosNotification',
  'cosProperty',
  'cosTime',
  'cosTransactions',
  'crypto',
  'debugger',
  'dialyzer',
  'diameter',
  'edoc',
  'eldap',
  'erl_docgen',
  'erl_interface',
  'erts',
  'et',
  'eunit',
  'ftp',
  'gs',
  'hipe',
  'ic',
  'inets',
  'jinterface',
  'kernel',
  'megaco',
  'mnesia',
  'observer',
  'odbc',
  'orber',
  'os_mon',
  'ose',
  'otp_mibs',
  'parsetools',
  'percept',
  'public_key',
  'reltool',
  'runtime_tools',
  'sasl',
  'snmp',
  'ssh',
  'ssl',
  'stdlib',
  'syntax_tools',
  'test_server',
  'tftp',
  'tools',
  'typer',
  'webtool',
  'wx',
  'xmerl',
  'eex',
  'elixir',
  'ex_unit',
  'iex',
  'logger',
  'mix',
]);
