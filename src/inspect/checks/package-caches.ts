import { type Check, type CheckInput, misconfiguration, seesAllFiles } from './check.ts';

interface Cache {
  readonly folder: string;
  /** Of the files below the folder, those that a package manager fetched. */
  readonly files: RegExp;
  /** The line that would not leave it. */
  readonly remedy: string;
}

const apt =
  'RUN apt-get update && apt-get install -y PACKAGE && apt-get clean && rm -rf /var/lib/apt/lists/*';

const caches: readonly Cache[] = [
  { folder: 'var/lib/apt/lists', files: /_(?:Packages|Sources|InRelease|Release)(?:\.\w+)?$/, remedy: apt },
  { folder: 'var/cache/apt', files: /\.(?:deb|bin)$/, remedy: apt },
  { folder: 'var/cache/apk', files: /\.(?:apk|tar\.gz)$/, remedy: 'RUN apk add --no-cache PACKAGE' },
  { folder: 'var/cache/dnf', files: /./, remedy: 'RUN dnf install -y PACKAGE && dnf clean all' },
  { folder: 'var/cache/yum', files: /./, remedy: 'RUN yum install -y PACKAGE && yum clean all' },
  {
    folder: 'var/cache/zypp',
    files: /\.(?:rpm|solv|xml(?:\.\w+)?)$/,
    remedy: 'RUN zypper install -y PACKAGE && zypper clean --all',
  },
  {
    folder: 'var/cache/pacman/pkg',
    files: /\.pkg\.tar/,
    remedy: 'RUN pacman -S --noconfirm PACKAGE && pacman -Scc --noconfirm',
  },
  { folder: 'root/.cache/pip', files: /./, remedy: 'RUN pip install --no-cache-dir PACKAGE' },
  { folder: 'root/.npm/_cacache', files: /./, remedy: 'RUN npm ci && npm cache clean --force' },
  { folder: 'usr/local/share/.cache/yarn', files: /./, remedy: 'RUN yarn install && yarn cache clean' },
  { folder: 'root/.cache/go-build', files: /./, remedy: 'build in a stage of its own, and COPY --from it' },
  {
    folder: 'root/.m2/repository',
    files: /\.(?:jar|pom)$/,
    remedy: 'build in a stage of its own, and COPY --from it',
  },
];

/** What package managers fetched to install from is not left in the image. */
export const packageCaches: Check = {
  rule: 'package-manager-cache',
  title: 'Cache of a package manager',
  severity: 'low',
  reason:
    'Nothing in the container needs it: it makes the image larger, and stale packages get installed from it.',
  remedy: 'remove the cache in the same RUN that fills it',
  isDecidable: seesAllFiles,
  run(input) {
    return caches.flatMap((cache) => {
      const { files, bytes, layer } = contentsOf(input, cache);
      if (files === 0) return [];
      return misconfiguration(packageCaches, {
        title: `/${cache.folder} holds ${files} ${files === 1 ? 'file' : 'files'} of ${megabytes(bytes)} that only an installation needs`,
        path: `/${cache.folder}`,
        layer: input.view.layers[layer]?.diffId ?? null,
        remedy: cache.remedy,
      });
    });
  },
};

/** `layer`: the highest that added to it. */
function contentsOf({ view }: CheckInput, { folder, files: wanted }: Cache) {
  let files = 0;
  let bytes = 0;
  let layer = -1;
  for (const [path, node] of view.entries(folder)) {
    if (node.type !== 'file' || !wanted.test(path)) continue;
    files += 1;
    bytes += node.size;
    layer = Math.max(layer, node.layer);
  }
  return { files, bytes, layer };
}

function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
