import { posix } from 'node:path';
import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { Package } from '../model/scan-report.ts';
import type { Catalog, CatalogResult } from './catalog.ts';
import { filesBelow } from './files-below.ts';
import { lines } from './lines.ts';
import { byText } from './order.ts';
import { originOf } from './origin.ts';
import { languagePackageUrl } from './package-url.ts';
import { shown } from './problems.ts';

interface InstalledGem {
  readonly name: string;
  readonly version: string;
  /** Left out for `ruby`: no compiled code in it, or compiled where it was installed. */
  readonly platform?: string;
}

const maxBytes = 4 * 1024 * 1024;
/** RubyGems writes what is looked for into the first ten. */
const maxLines = 100;

// rubygems/specification_policy.rb and version.rb ("VERSION_PATTERN"); platforms as `x86_64-linux-musl`, `java`.
const nameForm = /^[A-Za-z0-9._-]{1,255}$/;
const versionForm =
  /^[0-9]{1,20}(?:\.[0-9A-Za-z]{1,64}){0,32}(?:-[0-9A-Za-z-]{1,64}(?:\.[0-9A-Za-z-]{1,64}){0,8})?$/;
const platformForm = /^[A-Za-z0-9._-]{1,64}$/;

const specificationReader = wholeFileReader<InstalledGem>({
  name: 'gem-specification',
  version: 1,
  maxBytes,
  wants: (path) => /(?:^|\/)specifications\/(?:default\/)?[^/]+\.gemspec$/.test(path),
  parse: (bytes) => parseGemSpecification(bytes.toString('utf8')),
});

/**
 * Ruby gems as they are installed: each has a specification in a `specifications` folder, those that come with Ruby in
 * its folder `default`. What Bundler checked out of git has none there, and the archives in `cache` are not installed.
 */
export const gem: Catalog = {
  name: 'gem',
  about: {
    title: 'Ruby gems, installed by RubyGems or Bundler, and those of Ruby itself',
    looksAt: ['…/specifications/NAME.gemspec', '…/specifications/default/NAME.gemspec'],
    knows: ['files'],
  },
  types: ['gem'],
  scope: 'language',
  readers: [specificationReader],
  databases: [],
  packages: packagesOf,
};

function packagesOf(view: FileView): CatalogResult {
  const installed = view.facts(specificationReader);
  const files = filesBelow(view, new Set(installed.map(({ path }) => folderOf(path))));
  const origin = originOf(view, view.history(specificationReader), (fact) =>
    isFileProblem(fact) ? [] : [purlOf(fact)],
  );
  const packages: Package[] = [];
  for (const { path, fact } of installed) {
    if (isFileProblem(fact)) continue;
    packages.push({
      purl: purlOf(fact),
      name: fact.name,
      version: fact.version,
      type: 'gem',
      layer: origin(path, purlOf(fact)),
      foundIn: [`/${path}`],
      files: [...(files.get(folderOf(path)) ?? []), `/${path}`].sort(byText),
    });
  }
  return { packages, problems: [] };
}

/** Where the gem of a specification was unpacked: `gems/rake-13.0.6` beside `specifications`. */
function folderOf(path: string): string {
  const folder = posix.dirname(path);
  const specifications = posix.basename(folder) === 'default' ? posix.dirname(folder) : folder;
  const root = posix.dirname(specifications);
  return posix.join(root, 'gems', posix.basename(path, '.gemspec'));
}

function purlOf({ name, version, platform }: InstalledGem): string {
  return languagePackageUrl('gem', {
    name,
    version,
    ...(platform === undefined ? {} : { qualifiers: { platform } }),
  });
}

/**
 * Reads a specification as RubyGems writes it on installing (rubygems/specification.rb, "to_ruby"): a comment
 * `# stub: NAME VERSION PLATFORM FOLDERS`, which RubyGems itself goes by, and assignments of texts. Nothing is run.
 * @throws Error with a sentence, when there is neither
 */
export function parseGemSpecification(text: string): InstalledGem {
  const fields = new Map<string, string>();
  let seen = 0;
  for (const line of lines(text)) {
    seen += 1;
    if (seen > maxLines) break;
    const stub = /^# stub: (\S{1,300}) (\S{1,300}) (\S{1,300})(?: |$)/.exec(line);
    if (stub !== null) {
      const [, name = '', version = '', platform = ''] = stub;
      return checked(name, version, platform);
    }
    const field =
      /^ {1,8}\w{1,32}\.(name|version|platform) = (?:"([^"\\]{1,300})"|'([^'\\]{1,300})')(?:\.freeze)?\s*$/.exec(
        line,
      );
    const [, key = '', double, single] = field ?? [];
    if (field !== null && !fields.has(key)) fields.set(key, double ?? single ?? '');
  }
  return checked(fields.get('name') ?? '', fields.get('version') ?? '', fields.get('platform') ?? 'ruby');
}

function checked(name: string, version: string, platform: string): InstalledGem {
  if (!nameForm.test(name))
    throw new Error(`its name is missing or not one that RubyGems allows: ${shown(name)}`);
  if (!versionForm.test(version))
    throw new Error(`its version is missing or not one that RubyGems allows: ${shown(version)}`);
  if (!platformForm.test(platform))
    throw new Error(`its platform is not one that RubyGems allows: ${shown(platform)}`);
  return { name, version, ...(platform === 'ruby' ? {} : { platform }) };
}
