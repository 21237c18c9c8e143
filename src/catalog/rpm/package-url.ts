import { PackageURL } from 'packageurl-js';
import type { OperatingSystem } from '../../model/scan-report.ts';
import { distroOf } from '../package-url.ts';

/**
 * The purl of an rpm package (purl-spec, type rpm): the epoch is a qualifier, not a part of the version. Two qualifiers
 * tell what advisories are written for: `upstream` is the file name of the source package, `rpmmod` the label
 * `NAME:STREAM:VERSION:CONTEXT` of the module that a package was built in (an advisory for another stream of the same
 * module does not speak of it).
 */
export function rpmPackageUrl(
  os: OperatingSystem | null,
  parts: {
    readonly name: string;
    readonly epoch?: number;
    readonly version: string;
    readonly release: string;
    readonly architecture?: string;
    readonly sourceRpm?: string;
    readonly modularityLabel?: string;
  },
): string {
  const { architecture, epoch = 0, sourceRpm, modularityLabel } = parts;
  const distro = distroOf(os);
  const qualifiers = {
    ...(architecture === undefined ? {} : { arch: architecture }),
    ...(distro === undefined ? {} : { distro }),
    ...(epoch === 0 ? {} : { epoch: String(epoch) }),
    ...(modularityLabel === undefined ? {} : { rpmmod: modularityLabel }),
    ...(sourceRpm === undefined ? {} : { upstream: sourceRpm }),
  };
  const version = `${parts.version}-${parts.release}`;
  return new PackageURL('rpm', os?.id, parts.name, version, qualifiers).toString();
}
