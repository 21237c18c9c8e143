/** What stands at a path, as far as the path tells. */
export type Place =
  /** Made for this image. */
  | 'own'
  /** Unpacked by a package manager, or a test or sample of yours: most of what looks like a secret there is none. */
  | 'public'
  /**
   * A test, sample or manual that came with a package, a copy of its sources, or what a package manager fetched to know
   * what there is to install: nothing of yours is in it.
   */
  | 'noise';

const packageFolders = [
  // Of distributions (Filesystem Hierarchy Standard 3.0); sites and programs are often put below the exceptions.
  String.raw`^usr/(?:bin|games|include|lib\w{0,3}|libexec|sbin)/`,
  '^usr/share/(?!nginx/html/)',
  String.raw`^(?:bin|lib\w{0,3}|sbin)/`,
  '^var/lib/(?:apt|dpkg|rpm|pacman|portage)/',
  '^(?:nix/store|gnu/store|snap)/',
  // Of languages.
  '(?:^|/)(?:bower_components|dist-packages|node_modules|site-packages|vendor)/',
  '(?:^|/)(?:gems|gradle|R|ruby)/(?:[^/]{1,40}/)?(?:gems|caches|library|[0-9.]{1,8})/',
  String.raw`(?:^|/)(?:\.cargo/registry|\.m2/repository|\.npm|\.nuget|\.yarn|go/pkg/mod)/`,
  '(?:^|/)lib/python[0-9.]{1,6}/',
  '^usr/local/(?:go|rustup|cargo|include|share)/',
  '^opt/(?:conda|miniconda3?|anaconda3?|yarn-v[^/]{1,20})/',
];
/** Each ends with a slash: it is asked of a folder alone. */
const packageFolder = new RegExp(packageFolders.join('|'));

const sampleFolder =
  /(?:^|\/)(?:__?(?:fixtures|mocks|snapshots|tests)__?|benchmarks?|cypress|demos?|docs?|documentation|e2e|examples?|fixtures?|i18n|locales?|man|mocks?|samples?|specs?|storybook|t|test-?data|test_data|testing|tests?|[\w-]{1,40}[-_]tests?)\//i;
const sampleName =
  /\.(?:adoc|dist|example|html?|map|md|mdx|mo|po|pot|rst|sample|snap|template|tmpl)$|[._-](?:examples?|sample|spec|test|template)\.\w{1,10}$|(?:^|\/)(?:changelog|changes|copying|history|licen[cs]e|news|readme|test_[\w-]{1,60}\.py)[^/]{0,20}$/i;
/** Repeats what the file beside it says, for debuggers and compilers. */
const copyName = /\.(?:d\.[cm]?ts|map)$/;

/** Signed by the archive that it came from, and tens of megabytes (apt, sources.list(5)). */
const packageIndex =
  /^var\/lib\/apt\/lists\/[^/]{1,255}_(?:Packages|Sources|Translation-\w{1,20}|Contents-\w{1,20})$/;

/** What a folder says of all files in it. */
interface FolderPlace {
  readonly isSample: boolean;
  readonly isPackage: boolean;
}

let lastFolder = '';
let lastPlace: FolderPlace = { isSample: false, isPackage: false };

/** Layers come folder by folder: the last answer is nearly always the next. @param folder with a slash behind it */
function placeOfFolder(folder: string): FolderPlace {
  if (folder !== lastFolder) {
    lastPlace = { isSample: sampleFolder.test(folder), isPackage: packageFolder.test(folder) };
    lastFolder = folder;
  }
  return lastPlace;
}

/** Tells from a path, without leading slash, whose secrets a file may hold. */
export function placeOf(path: string): Place {
  const base = path.lastIndexOf('/') + 1;
  const folder = placeOfFolder(path.slice(0, base));
  const isSample = folder.isSample || sampleName.test(path.slice(base));
  if (!folder.isPackage) return isSample ? 'public' : 'own';
  return isSample || copyName.test(path) || packageIndex.test(path) ? 'noise' : 'public';
}
