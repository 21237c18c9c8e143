import { algorithmOf, createFileList, type ListBudget, type ListedFiles } from '../listed-files.ts';
import { shown } from '../problems.ts';
import { type RpmHeader, tags } from './header.ts';

export interface RpmPackage {
  readonly name: string;
  /** Text, as rpm compares it: undefined is the same as 0. */
  readonly epoch?: number;
  readonly version: string;
  readonly release: string;
  readonly architecture?: string;
  /** File name of the source package: `bash-5.2-1.el9.src.rpm`. */
  readonly sourceRpm?: string;
  /** `NAME:STREAM:VERSION:CONTEXT` of the module it was built in. */
  readonly modularityLabel?: string;
  readonly files?: ListedFiles;
}

// rpm's build/parsePreamble.c, and a few more that hand-made packages have.
const nameForm = /^[A-Za-z0-9_][A-Za-z0-9_.+%@~^-]{0,255}$/;
const versionForm = /^[A-Za-z0-9_.+%{}~^]{1,256}$/;
const architectureForm = /^[A-Za-z0-9_-]{1,64}$/;
const textForm = /^[!-~]{1,512}$/;

/** Keys that were imported into the database (`rpm --import`): a package by form only. */
const keyName = 'gpg-pubkey';

/** Bits of RPMTAG_FILEFLAGS (rpmfiles.h). */
const flags = { configuration: 1, ghost: 64 };
/** RPMTAG_FILESTATES (rpmfiles.h): all others say that the file is not there, or is another package's now. */
const normalState = 0;
/** Bit of RPMTAG_FILEVERIFYFLAGS (rpmvf.h): not set in files that their package expects to change. */
const verifyDigest = 1;
/** Type bits of a mode (stat(2)). */
const typeMask = 0o170000;
const regularFile = 0o100000;

/** RPMTAG_FILEDIGESTALGO (RFC 4880 section 9.4): hexadecimal digits of MD5, SHA-1 and SHA-256. MD5 without the tag. */
const digestLengths: Readonly<Record<number, number>> = { 1: 32, 2: 40, 8: 64 };
const md5 = 1;

/**
 * The package that a header describes; undefined for a key.
 * @throws Error with a sentence, for one that rpm could not have installed
 */
export function packageOf(header: RpmHeader, budget: ListBudget): RpmPackage | undefined {
  const name = header.text(tags.name) ?? '';
  if (name === keyName) return undefined;
  const version = header.text(tags.version) ?? '';
  const release = header.text(tags.release) ?? '';
  const [epoch] = header.numbers(tags.epoch);
  const architecture = header.text(tags.architecture);
  const sourceRpm = header.text(tags.sourceRpm);
  const modularityLabel = header.text(tags.modularityLabel);
  const found = {
    name,
    ...(epoch === undefined ? {} : { epoch }),
    version,
    release,
    ...(architecture === undefined ? {} : { architecture }),
    ...(sourceRpm === undefined ? {} : { sourceRpm }),
    // Packages outside of modules that were built beside them carry an empty one.
    ...(modularityLabel === undefined || modularityLabel === '' ? {} : { modularityLabel }),
  };
  checkPackage(found);
  return { ...found, files: filesOf(header, budget) };
}

/** @throws Error with a sentence, for words that rpm does not allow */
export function checkPackage(found: RpmPackage): void {
  const { name, version, release, architecture, sourceRpm, modularityLabel } = found;
  const wrong =
    (!nameForm.test(name) && 'its name') ||
    (!versionForm.test(version) && 'its version') ||
    (!versionForm.test(release) && 'its release') ||
    (architecture !== undefined && !architectureForm.test(architecture) && 'its architecture') ||
    (sourceRpm !== undefined && !textForm.test(sourceRpm) && 'its source package') ||
    (modularityLabel !== undefined && !textForm.test(modularityLabel) && 'its module');
  if (wrong !== false) {
    throw new Error(
      `package ${shown(name)} ${shown(version)}: ${wrong} is missing or not one that rpm allows`,
    );
  }
}

/** The files that are there and belong to the package: not those that were left out (`--nodocs`) or replaced. */
function filesOf(header: RpmHeader, budget: ListBudget): ListedFiles {
  const digests = header.texts(tags.fileDigests);
  const fileFlags = header.numbers(tags.fileFlags);
  const states = header.numbers(tags.fileStates);
  const modes = header.numbers(tags.fileModes);
  const verifyFlags = header.numbers(tags.fileVerifyFlags);
  const digestLength = digestLengths[header.numbers(tags.fileDigestAlgorithm)[0] ?? md5];
  const list = createFileList(budget);
  let index = -1;
  for (const path of pathsOf(header)) {
    index += 1;
    if ((states[index] ?? normalState) !== normalState) continue;
    const flag = fileFlags[index] ?? 0;
    const digest = digests[index] ?? '';
    const isChecked =
      (flag & flags.ghost) === 0 &&
      ((modes[index] ?? 0) & typeMask) === regularFile &&
      ((verifyFlags[index] ?? verifyDigest) & verifyDigest) !== 0 &&
      digest.length === digestLength &&
      algorithmOf(digest) !== undefined;
    list.add(path, isChecked ? digest : '', (flag & flags.configuration) !== 0);
  }
  return list.take();
}

/** Paths without leading slash. Packages from before rpm 4 have whole paths in one tag. */
function* pathsOf(header: RpmHeader): Generator<string> {
  const baseNames = header.texts(tags.baseNames);
  if (baseNames.length === 0) {
    for (const path of header.texts(tags.oldFileNames)) yield withoutSlash(path);
    return;
  }
  const folders = header.texts(tags.dirNames).map(withoutSlash);
  const indexes = header.numbers(tags.dirIndexes);
  for (const [index, base] of baseNames.entries()) {
    const folder = folders[indexes[index] ?? -1];
    if (folder === undefined) throw new Error(`the folder of its file ${shown(base)} is missing`);
    yield folder + base;
  }
}

function withoutSlash(path: string): string {
  return path.startsWith('/') ? path.slice(1) : path;
}
