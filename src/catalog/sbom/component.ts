import { PackageURL } from 'packageurl-js';
import { reasonOf } from '../../errors.ts';
import { shown } from '../problems.ts';

/** A package that a document says is in the image. */
export interface Component {
  /** In its canonical form. */
  readonly purl: string;
  readonly type: string;
  /** As people call it: with its group, scope or module path. */
  readonly name: string;
  readonly version: string;
  readonly architecture?: string;
  readonly source?: { readonly name: string; readonly version: string };
}

const typeForm = /^[a-z][a-z0-9.+-]{0,31}$/;
const maxPurlLength = 2048;

/** What these types name is an image, or where the source text of something came from. */
const notInstalled = ['bitbucket', 'docker', 'git', 'github', 'gitlab', 'huggingface', 'mlflow', 'oci'];
/** Their namespace is the vendor, not a part of the name. */
const distributionTypes = ['alpm', 'apk', 'deb', 'ebuild', 'opkg', 'rpm'];

/**
 * The component that a purl names; undefined for one that names nothing that could be installed, and for one without
 * a version, which says nothing that could be matched.
 * @throws Error with a sentence, for what is no purl.
 */
export function parseComponent(text: string): Component | undefined {
  if (text.length > maxPurlLength) throw new Error(`a purl is longer than ${maxPurlLength} characters`);
  const purl = parsePurl(text);
  const { type, namespace, name, version, qualifiers = {} } = purl;
  if (version === undefined || version === '' || notInstalled.includes(type)) return undefined;
  const isOfDistribution = distributionTypes.includes(type);
  const separator = type === 'maven' ? ':' : '/';
  const source = ['apk', 'deb'].includes(type) ? sourceOf(qualifiers.upstream, name, version) : undefined;
  return {
    purl: purl.toString(),
    type,
    name: isOfDistribution || namespace === undefined ? name : `${namespace}${separator}${name}`,
    // rpm's versions begin with their epoch, where there is one (rpm-version(7)).
    version: type === 'rpm' && (qualifiers.epoch ?? '0') !== '0' ? `${qualifiers.epoch}:${version}` : version,
    ...(isOfDistribution && qualifiers.arch !== undefined ? { architecture: qualifiers.arch } : {}),
    ...(source === undefined ? {} : { source }),
  };
}

interface PurlParts {
  readonly type: string;
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly version?: string | undefined;
  readonly qualifiers?: Readonly<Record<string, string | undefined>> | undefined;
  toString(): string;
}

function parsePurl(text: string): PurlParts {
  let purl: PackageURL;
  try {
    purl = PackageURL.fromString(text);
  } catch (error) {
    throw new Error(`${shown(text)} is no purl: ${shown(reasonOf(error))}`);
  }
  const { type, namespace, name, version, qualifiers } = purl;
  if (type === undefined || name === undefined || !typeForm.test(type)) {
    throw new Error(`${shown(text)} is no purl: its type is none`);
  }
  return {
    type,
    namespace: namespace ?? undefined,
    name,
    version: version ?? undefined,
    qualifiers: qualifiers ?? {},
    toString: () => purl.toString(),
  };
}

/** `upstream=NAME` or `NAME@VERSION`, as generators write the source package of one of Debian's. */
function sourceOf(
  upstream: string | undefined,
  name: string,
  version: string,
): Component['source'] | undefined {
  if (upstream === undefined || upstream === '') return undefined;
  const at = upstream.lastIndexOf('@');
  const source =
    at > 0 ? { name: upstream.slice(0, at), version: upstream.slice(at + 1) } : { name: upstream, version };
  return source.name === name && source.version === version ? undefined : source;
}

/** Collects the components of one document, within bounds; each purl once. */
export interface ComponentList {
  /** @throws Error with a sentence, when there are more than any image has */
  add(purl: string): void;
  /** Components, and the first thing that is no purl, with how many more there are. */
  take(): { readonly components: readonly Component[]; readonly notes: readonly string[] };
}

/** @param maxComponents more than any image has; fewer in tests */
export function createComponentList(maxComponents = 100_000): ComponentList {
  const seen = new Set<string>();
  const components: Component[] = [];
  let malformed = 0;
  let first = '';
  return {
    add(text) {
      if (seen.has(text)) return;
      seen.add(text);
      if (seen.size > maxComponents) throw new Error(`it has more than ${maxComponents} components`);
      try {
        const component = parseComponent(text);
        if (component !== undefined) components.push(component);
      } catch (error) {
        malformed += 1;
        if (malformed === 1) first = reasonOf(error);
      }
    },
    take() {
      const more = malformed > 1 ? ` (and ${malformed - 1} more like it)` : '';
      return { components, notes: malformed === 0 ? [] : [`${first}${more}`] };
    },
  };
}
