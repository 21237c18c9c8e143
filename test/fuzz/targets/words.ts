import { PackageURL } from 'packageurl-js';
import { parseRoute } from '../../../registry-hook/registry/routes.ts';
import { parseRegistryPath } from '../../../registry-hook/request-path.ts';
import type { VersionOrder } from '../../../src/advisories/versions/order.ts';
import { familyOf, orderOf, versionOrders } from '../../../src/advisories/versions/orders.ts';
import { parseOciPurl } from '../../../src/attest/predicates/oci-purl.ts';
import { printable } from '../../../src/errors.ts';
import { parseClamdAddress } from '../../../src/inspect/malware/clamd/address.ts';
import { cleanPath, decodeName } from '../../../src/io/entry-path.ts';
import { redacted } from '../../../src/io/http-error.ts';
import { isDigest, parseDigest } from '../../../src/model/digest.ts';
import { formatPlatform, parsePlatform } from '../../../src/model/platform.ts';
import {
  formatImageName,
  formatReference,
  parseImageName,
  parseReference,
} from '../../../src/model/reference.ts';
import { parseDuration, parseTime } from '../../../src/model/time.ts';
import { parseChallenges } from '../../../src/registry/challenge.ts';
import { compileGlob, globProblem } from '../../../src/verdict/glob.ts';
import { fixtures, quotedIn } from '../fixtures.ts';
import type { Seed, Target } from '../target.ts';

/** Texts in test files that look like the thing at hand, each once. */
function written(form: RegExp, ...folders: readonly string[]): readonly Seed[] {
  const texts = new Set(quotedIn(...folders).flatMap((source) => source.texts));
  return [...texts]
    .filter((text) => text.length > 0 && form.test(text))
    .map((text) => ({ name: JSON.stringify(text.slice(0, 60)), bytes: Buffer.from(text) }));
}

function text(name: string, seeds: readonly Seed[], read: (text: string) => unknown): Target {
  return { name, seeds, read: (input) => read(input.toString('utf8')) };
}

/** Lines of files of versions, two and more to a line. */
const versions: readonly Seed[] = [
  ...fixtures('test/fixtures/versions', (path) => /\.(?:txt|json)$/.test(path)).flatMap(({ name, bytes }) => {
    const lines = bytes.toString('utf8').split('\n');
    return Array.from({ length: Math.min(40, Math.ceil(lines.length / 20)) }, (_, index) => ({
      name: `${name} from line ${index * 20 + 1}`,
      bytes: Buffer.from(lines.slice(index * 20, index * 20 + 20).join('\n')),
    }));
  }),
  {
    name: 'versions',
    bytes: Buffer.from('1.2.3 1.2.3-r0 1:2.0~rc1-1+b2 2.0.0-alpha.1+build v1 1.0a_p1 0 ~ ^'),
  },
];

const maxVersions = 12;
const maxVersionLength = 2000;

/** Never throws, whatever is compared; compares the other way round with the other sign, and to itself as equal. */
function versionTarget(order: VersionOrder): Target {
  return text(`versions:${order.name}`, versions, (input) => {
    const words = input.split(/[\s",[\]]+/, maxVersions).map((word) => word.slice(0, maxVersionLength));
    return words.map((a) => {
      if (Math.sign(order.compare(a, a)) !== 0)
        throw new Error(`${JSON.stringify(a)} is not equal to itself`);
      return [
        order.valid(a),
        words.map((b) => {
          const sign = Math.sign(order.compare(a, b));
          if (Number.isNaN(sign) || sign + Math.sign(order.compare(b, a)) !== 0)
            throw new Error(`${JSON.stringify(a)} and ${JSON.stringify(b)} have no order`);
          return sign;
        }),
      ];
    });
  });
}

const names = written(/^[\w./@:-]+$/, 'test/image', 'test/registry', 'test/cli', 'test/gate');

export const wordTargets: readonly Target[] = [
  ...versionOrders.map(versionTarget),
  text('ecosystem', written(/^[A-Z][\w.]+(?::|$)/, 'test/advisories'), (input) => [
    familyOf(input),
    orderOf(input)?.name,
  ]),
  text('image-name', names, (input) => {
    const name = parseImageName(input);
    return [name, formatImageName(name)];
  }),
  text('reference', names, (input) => {
    const reference = parseReference(input);
    const again = parseReference(formatReference(reference));
    if (formatReference(again) !== formatReference(reference))
      throw new Error('a reference reads differently');
    return reference;
  }),
  text('digest', written(/^sha(?:256|512):/, 'test'), (input) => [isDigest(input), parseDigest(input)]),
  text('platform', written(/^\w+\/\w+/, 'test/image', 'test/cli'), (input) =>
    formatPlatform(parsePlatform(input)),
  ),
  text('challenge', written(/^(?:Basic|Bearer|\w+ )/i, 'test/registry'), (input) =>
    parseChallenges(input).map(({ scheme, parameters }) => [scheme, [...parameters]]),
  ),
  text('registry-path', written(/^\/v2/, 'test/registry-hook', 'test/contract'), parseRegistryPath),
  text('duration', written(/^\d+[a-z]$/, 'test'), parseDuration),
  text('time', written(/^\d{4}-\d\d/, 'test'), parseTime),
  text('glob', written(/[*?/]/, 'test/verdict'), (input) => {
    const [pattern = '', ...paths] = input.split('\n');
    if (globProblem(pattern) !== undefined) return globProblem(pattern);
    const glob = compileGlob(pattern);
    return [...paths, pattern, `${pattern}/`.repeat(20), 'a'.repeat(300)].map(glob);
  }),
  text('purl', written(/^pkg:/, 'test'), (input) => {
    try {
      return PackageURL.fromString(input).toString();
    } catch (error) {
      // The library throws plain errors for what is none; its callers catch them.
      if (error instanceof TypeError || error instanceof RangeError) throw error;
      return undefined;
    }
  }),
  text('oci-purl', written(/^pkg:oci/, 'test'), (input) => parseOciPurl(input, 'a binding')),
  text('registry-route', written(/^\/v2/, 'test/registry-hook', 'test/contract'), parseRoute),
  text('clamd-address', written(/^(?:unix|tcp):/, 'test'), parseClamdAddress),
  text('redacted', written(/:\/\/|bearer|token/i, 'test/registry', 'test/io'), redacted),
  {
    name: 'path',
    seeds: written(/\//, 'test/io', 'test/image'),
    read(input) {
      const path = cleanPath(decodeName(input));
      if (path?.split('/').some((part) => part === '..' || (part === '' && path !== '')))
        throw new Error('a path is not clean');
      return path;
    },
  },
  text('printable', written(/./s, 'test/report'), (input) => {
    const shown = printable(input);
    if (/[\p{Cc}]/u.test(shown)) throw new Error('printable text is not printable');
    return shown;
  }),
];
