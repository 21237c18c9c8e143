import { PackageURL } from 'packageurl-js';
import type { OperatingSystem } from '../model/scan-report.ts';

/**
 * The purl of a distribution's package (purl-spec, types deb, apk and alpm): the namespace is the vendor, which is the `ID`
 * of os-release, and stays out when the image does not say what it is.
 */
export function systemPackageUrl(
  type: 'deb' | 'apk' | 'alpm' | 'opkg',
  os: OperatingSystem | null,
  parts: { readonly name: string; readonly version: string; readonly architecture?: string | undefined },
): string {
  const distro = distroOf(os);
  const qualifiers = {
    ...(parts.architecture === undefined ? {} : { arch: parts.architecture }),
    ...(distro === undefined ? {} : { distro }),
  };
  return new PackageURL(type, os?.id, parts.name, parts.version, qualifiers).toString();
}

/**
 * The purl of a package of a language: purl-spec names the parts for each type, and how they are normalised (a PyPI
 * name is lower-cased in the purl alone).
 * @throws Error with a sentence, when the type needs a part that is not there, or refuses one.
 */
export function languagePackageUrl(
  type: string,
  parts: {
    readonly namespace?: string | undefined;
    readonly name: string;
    readonly version: string;
    readonly qualifiers?: Readonly<Record<string, string>>;
  },
): string {
  return new PackageURL(type, parts.namespace, parts.name, parts.version, parts.qualifiers).toString();
}

/** The purl of an npm package (purl-spec, type npm): the scope, with its at sign, is the namespace. */
export function npmPackageUrl(name: string, version: string): string {
  const slash = name.indexOf('/');
  const namespace = slash < 0 ? undefined : name.slice(0, slash);
  return languagePackageUrl('npm', { namespace, name: name.slice(slash + 1), version });
}

/** `ID-VERSION_ID`; undefined for a rolling release. */
export function distroOf(os: OperatingSystem | null): string | undefined {
  return os?.versionId === undefined ? undefined : `${os.id}-${os.versionId}`;
}
