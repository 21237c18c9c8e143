import { type Check, misconfiguration } from './check.ts';
import { historyCoversLayers, instructions } from './history.ts';

interface PackageManager {
  /** Verbs that fetch the index of packages and install nothing. */
  readonly update: readonly string[];
  /** Verbs that install by that index. */
  readonly install: readonly string[];
  /** The line to write instead. */
  readonly remedy: string;
}

const apt: PackageManager = {
  update: ['update'],
  install: ['install', 'upgrade', 'dist-upgrade', 'full-upgrade', 'build-dep', 'satisfy', 'source'],
  remedy: 'RUN apt-get update && apt-get install -y PACKAGE && rm -rf /var/lib/apt/lists/*',
};

const dnf: PackageManager = {
  update: ['makecache', 'check-update'],
  install: [
    'install',
    'update',
    'upgrade',
    'reinstall',
    'localinstall',
    'groupinstall',
    'module',
    'builddep',
  ],
  remedy: 'RUN dnf install -y PACKAGE && dnf clean all',
};

const managers: Readonly<Record<string, PackageManager>> = {
  apt,
  'apt-get': apt,
  aptitude: apt,
  apk: { update: ['update'], install: ['add', 'upgrade', 'fix'], remedy: 'RUN apk add --no-cache PACKAGE' },
  yum: dnf,
  dnf,
  microdnf: dnf,
  zypper: {
    update: ['refresh', 'ref'],
    install: ['install', 'in', 'update', 'up', 'patch', 'dist-upgrade', 'dup'],
    remedy: 'RUN zypper --non-interactive install PACKAGE && zypper clean --all',
  },
};

/** CIS Docker Benchmark 4.7: the package index is not updated in an instruction of its own. */
export const indexUpdate: Check = {
  rule: 'CIS-4.7',
  title: 'Package index updated in an instruction of its own',
  severity: 'low',
  reason:
    'The layer with the index is cached and used again by later builds, which then install old packages from it.',
  remedy: apt.remedy,
  isDecidable: historyCoversLayers,
  run(input) {
    return instructions(input).flatMap(({ name, text, layer }) => {
      const calls = name === 'RUN' ? managerCalls(text) : [];
      const update = calls.find((call) => call.does === 'update');
      if (update === undefined || calls.some((call) => call.does === 'install')) return [];
      return misconfiguration(indexUpdate, {
        title: `\`${update.words}\` stands in a RUN that installs nothing`,
        key: update.words,
        layer,
        remedy: update.manager.remedy,
      });
    });
  },
};

interface Call {
  readonly manager: PackageManager;
  readonly does: 'update' | 'install';
  /** From the table above, never from the image. */
  readonly words: string;
}

/** What a shell command asks of package managers; quoting and control flow are not followed, only words are. */
function managerCalls(command: string): Call[] {
  return command
    .replace(/\\\n/g, ' ')
    .split(/[;&|\n(){}]/)
    .flatMap((simple): Call[] => {
      const words = simple.split(/[\s"'`]+/).filter((word) => word !== '');
      if (words[0]?.startsWith('#') || words[0] === 'echo' || words[0] === 'printf') return [];
      let name = '';
      let manager: PackageManager | undefined;
      for (const word of words) {
        const program = word.slice(word.lastIndexOf('/') + 1);
        if (Object.hasOwn(managers, program)) {
          name = program;
          manager = managers[program];
        } else if (manager?.update.includes(word)) {
          return [{ manager, does: 'update', words: `${name} ${word}` }];
        } else if (manager?.install.includes(word)) {
          return [{ manager, does: 'install', words: `${name} ${word}` }];
        }
      }
      return [];
    });
}
