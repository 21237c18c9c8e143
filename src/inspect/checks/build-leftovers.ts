import { printable } from '../../errors.ts';
import { atMost, type Check, misconfiguration, seesAllFiles } from './check.ts';

/** Recipes of the build, by name. */
const recipes = /(?:^|\/)(?:Dockerfile|Containerfile|\.dockerignore|docker-compose\.ya?ml|compose\.ya?ml)$/;
/** A repository: git writes HEAD first, and nothing else has that path. */
const repository = /^(?:(.*)\/)?\.git\/HEAD$/;

// Packages bring their own: examples in documentation, what npm packages were published with, Go's and Rust's sources.
const others =
  /(?:^|\/)(?:node_modules|usr\/share|usr\/lib|site-packages|dist-packages|go\/pkg\/mod|\.cargo)\//;

function isLeftover(path: string): boolean {
  // Asked of every file: the last letters shut out nearly all.
  if (!/(?:file|ignore|ml|HEAD)$/.test(path)) return false;
  return recipes.test(path) || repository.test(path);
}

/** What the build was made of is not copied into the image with its result. */
export const buildLeftovers: Check = {
  rule: 'build-leftover',
  title: 'Sources of the build in the image',
  severity: 'low',
  reason:
    'A repository has all that was ever committed, and deleted secrets too; recipes tell an intruder how you build.',
  remedy: 'echo .git >> .dockerignore',
  isDecidable: seesAllFiles,
  run({ view }) {
    const findings = view
      .find((path, { type }) => type === 'file' && isLeftover(path) && !others.test(path))
      .map(([path, { layer }]) => {
        const isRepository = repository.test(path);
        const place = isRepository ? `/${path.slice(0, -'/HEAD'.length)}` : `/${path}`;
        const finding = misconfiguration(buildLeftovers, {
          title: isRepository
            ? `${printable(place)} is a git repository with its history`
            : `${printable(place)} is a recipe of the build`,
          path: place,
          layer: view.layers[layer]?.diffId ?? null,
          remedy: isRepository
            ? buildLeftovers.remedy
            : `echo '**/${place.split('/').at(-1)}' >> .dockerignore`,
        });
        return isRepository ? { ...finding, severity: 'medium' as const } : finding;
      });
    return atMost(findings, buildLeftovers, 'sources of the build');
  },
};
