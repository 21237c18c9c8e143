import { isFileProblem, wholeFileReader } from '../image/file-reader.ts';
import type { FileView } from '../image/file-view.ts';
import type { OperatingSystem } from '../model/scan-report.ts';
import { lines } from './lines.ts';

/** What one of the files says; undefined when it is none of the distributions that are known to write it. */
type Parse = (text: string) => OperatingSystem | undefined;

/**
 * Names at the beginning of `NAME release VERSION (CODE NAME)`, which Red Hat began with, and the `ID` that the same
 * distribution has in os-release; the longer before the shorter.
 */
const releaseNames: readonly (readonly [name: string, id: string])[] = [
  ['Red Hat Enterprise Linux', 'rhel'],
  ['CentOS', 'centos'],
  ['Fedora', 'fedora'],
  ['Oracle Linux', 'ol'],
  ['Enterprise Linux Enterprise Linux', 'ol'],
  ['AlmaLinux', 'almalinux'],
  ['Rocky Linux', 'rocky'],
  ['Scientific Linux', 'scientific'],
  ['Amazon Linux', 'amzn'],
  ['Gentoo', 'gentoo'],
  ['openEuler', 'openeuler'],
];

/**
 * Files of distributions from before os-release(5), and of images that lost it; the first that says something counts.
 * A descendant also keeps its ancestor's file, so its own comes first.
 */
const releaseFiles: readonly (readonly [path: string, parse: Parse])[] = [
  ['etc/oracle-release', parseRelease],
  ['etc/centos-release', parseRelease],
  ['etc/almalinux-release', parseRelease],
  ['etc/rocky-release', parseRelease],
  ['etc/fedora-release', parseRelease],
  ['etc/system-release', parseRelease],
  ['etc/redhat-release', parseRelease],
  ['etc/SuSE-release', parseSuse],
  [
    'etc/photon-release',
    (text) => parseFirstLine(text, /^VMware Photon(?: OS| Linux)? (\d[\w.]*)/, 'photon'),
  ],
  ['etc/mariner-release', (text) => parseFirstLine(text, /^CBL-Mariner (\d+\.\d+)/, 'mariner')],
  ['etc/azurelinux-release', (text) => parseFirstLine(text, /^Azure Linux (\d+\.\d+)/, 'azurelinux')],
  ['etc/alpine-release', (text) => parseFirstLine(text, /^(\d[\w.]*)$/, 'alpine')],
  ['etc/slackware-version', (text) => parseFirstLine(text, /^Slackware (\d[\w.]*)/, 'slackware')],
  ['etc/gentoo-release', parseRelease],
  ['etc/openwrt_release', parseLsb],
  ['etc/lsb-release', parseLsb],
  ['etc/arch-release', () => ({ id: 'arch' })],
];

export const releaseFilePaths: readonly string[] = releaseFiles.map(([path]) => path);

const maxBytes = 64 * 1024;
const maxNameLength = 256;
const idForm = /^[a-z0-9._-]{1,64}$/;
const versionForm = /^[A-Za-z0-9._~+-]{1,64}$/;

export const releaseFileReader = wholeFileReader<OperatingSystem>({
  name: 'release-file',
  version: 1,
  maxBytes,
  wants: (path) => releaseFilePaths.includes(path),
  parse: (bytes, path) => parseReleaseFile(bytes.toString('utf8'), path),
});

/** What an image says it is that has no os-release file; null when it does not say so. */
export function readReleaseFiles(view: FileView): OperatingSystem | null {
  const facts = new Map(view.facts(releaseFileReader).map(({ path, fact }) => [path, fact]));
  for (const candidate of releaseFilePaths) {
    const path = view.resolve(candidate)?.path;
    const fact = path === undefined ? undefined : facts.get(path);
    if (fact !== undefined && !isFileProblem(fact)) return fact;
  }
  return null;
}

/** @param path without leading slash; one of `releaseFilePaths` */
export function parseReleaseFile(text: string, path: string): OperatingSystem | undefined {
  const parse = releaseFiles.find(([known]) => known === path)?.[1];
  const found = parse?.(text);
  if (found === undefined || !idForm.test(found.id)) return undefined;
  return found.versionId === undefined || versionForm.test(found.versionId) ? found : undefined;
}

function parseRelease(text: string): OperatingSystem | undefined {
  const name = firstLine(text);
  const [id] = releaseNames.filter(([prefix]) => name.startsWith(prefix)).map(([, known]) => known);
  if (id === undefined) return undefined;
  const versionId = /\brelease (\d[\w.]*)/.exec(name)?.[1];
  return { id, ...(versionId === undefined ? {} : { versionId }), name };
}

/** `SUSE Linux Enterprise Server 11 (x86_64)`, then `VERSION = 11` and `PATCHLEVEL = 4` on lines of their own. */
function parseSuse(text: string): OperatingSystem | undefined {
  const name = firstLine(text);
  const ids: readonly (readonly [string, string])[] = [
    ['openSUSE', 'opensuse'],
    ['SUSE Linux Enterprise Desktop', 'sled'],
    ['SUSE Linux Enterprise', 'sles'],
  ];
  const [id] = ids.filter(([prefix]) => name.startsWith(prefix)).map(([, known]) => known);
  const values = assignments(text);
  const version = values.get('VERSION');
  const patchLevel = values.get('PATCHLEVEL') ?? '0';
  if (id === undefined || version === undefined) return undefined;
  return { id, versionId: patchLevel === '0' ? version : `${version}.${patchLevel}`, name };
}

/** lsb_release(1): `DISTRIB_ID=Ubuntu`, `DISTRIB_RELEASE=10.04`, `DISTRIB_DESCRIPTION="Ubuntu 10.04.4 LTS"`. */
function parseLsb(text: string): OperatingSystem | undefined {
  const values = assignments(text);
  const id = values.get('DISTRIB_ID')?.toLowerCase();
  const versionId = values.get('DISTRIB_RELEASE') ?? '';
  const name = values.get('DISTRIB_DESCRIPTION') ?? '';
  if (id === undefined) return undefined;
  return { id, ...(versionId === '' ? {} : { versionId }), ...(name === '' ? {} : { name }) };
}

function parseFirstLine(text: string, form: RegExp, id: string): OperatingSystem | undefined {
  const name = firstLine(text);
  const versionId = form.exec(name)?.[1];
  return versionId === undefined ? undefined : { id, versionId, name };
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').trim().slice(0, maxNameLength);
}

function assignments(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of lines(text)) {
    const equals = line.indexOf('=');
    if (equals < 0) continue;
    const value = line
      .slice(equals + 1)
      .trim()
      .slice(0, maxNameLength);
    found.set(line.slice(0, equals).trim(), value.replace(/^(["'])(.*)\1$/, '$2'));
  }
  return found;
}
