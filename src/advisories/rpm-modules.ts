import type { BarePackage } from '../model/scan-report.ts';
import type { AffectedVersions } from './ranges.ts';

/**
 * The module an rpm package was built in: Red Hat, AlmaLinux and Rocky build the same package several times, once for
 * each stream of a module and perhaps once without any (docs.fedoraproject.org/en-US/modularity). Versions of one build
 * say nothing about another: php 7.4 is not an old php 8.0 that was never fixed.
 */
export interface RpmModule {
  /** Undefined when only the release of the package tells that there is a module. */
  readonly name?: string;
  readonly stream?: string;
}

/** `1.module+el8.9.0+19519+b4f5ea2b` of Red Hat and Rocky, `1.module_el8.9.0+3608+e1a1a5d4` of AlmaLinux. */
const inRelease = /\.module[+_]/;

/** The module of an installed package, from its purl (`rpmmod=NAME:STREAM:VERSION:CONTEXT`) or its release. */
export function rpmModuleOf({ purl, version }: BarePackage): RpmModule | undefined {
  const label = /[?&]rpmmod=([^&#]+)/.exec(purl)?.[1];
  const [name, stream] = (label ?? '').replace(/%3a/gi, ':').split(':', 2);
  if (name !== undefined && name !== '' && stream !== undefined) return { name, stream };
  return inRelease.test(version) ? {} : undefined;
}

/**
 * True when what an advisory says of a package can be meant for this build of it. OSV has no field for modules: the
 * versions tell if there is one, and the title which (`Moderate: php:7.4 security update`); where neither does, it may
 * be meant.
 */
export function isForBuild(
  module: RpmModule | undefined,
  said: AffectedVersions,
  titleOf: () => string,
): boolean {
  const versions = [
    ...said.versions,
    ...said.ranges.flatMap((range) => range.map((event) => event.version)),
  ].filter((version) => version !== '0');
  if (versions.length === 0) return true;
  const isModular = versions.some((version) => inRelease.test(version));
  if (isModular !== (module !== undefined)) return false;
  if (module?.name === undefined) return true;
  const streams = streamsOf(module.name, titleOf());
  return streams.length === 0 || streams.includes(module.stream ?? '');
}

/** The streams of a module that a title names. */
function streamsOf(name: string, title: string): readonly string[] {
  return title
    .split(/[\s,;()]+/)
    .filter((word) => word.startsWith(`${name}:`))
    .map((word) => word.slice(name.length + 1).replace(/\.$/, ''));
}
