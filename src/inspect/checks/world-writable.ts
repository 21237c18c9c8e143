import { printable } from '../../errors.ts';
import type { Finding } from '../../model/scan-report.ts';
import { atMost, type Check, type CheckInput, misconfiguration, seesAllFiles } from './check.ts';

const writableByOthers = 0o002;

/** Programs, libraries and settings of the system (FHS 3.0, chapters 3 and 4). */
const systemFolders = /^(?:bin|sbin|lib|lib32|lib64|libx32|etc|usr)(?:\/|$)/;

/** Nobody but its owner can put another program in the place of one that others start. */
export const worldWritableExecutables: Check = {
  rule: 'world-writable-executable',
  title: 'Program that every user may change',
  severity: 'high',
  reason:
    'Whoever gets into the container as any user puts a program of his own there, and waits for root to start it.',
  remedy: 'RUN find / -xdev -type f -perm -0002 -perm /0111 -exec chmod o-w {} +',
  isDecidable: seesAllFiles,
  run(input) {
    const programs = new Map(input.executables.map((executable) => [executable.path, executable]));
    const findings = writable(input)
      .filter(([path]) => programs.has(`/${path}`))
      .map(([path, { layer }]) =>
        misconfiguration(worldWritableExecutables, {
          title: `${printable(`/${path}`)} may be changed by every user`,
          path: `/${path}`,
          layer: input.view.layers[layer]?.diffId ?? null,
          package: programs.get(`/${path}`)?.package,
        }),
      );
    return atMost(findings, worldWritableExecutables, 'programs may be changed by every user');
  },
};

/** Nobody but root can change how the system is set up. */
export const worldWritableSystemFiles: Check = {
  rule: 'world-writable-system-file',
  title: 'System file that every user may change',
  severity: 'medium',
  reason: 'Settings decide what programs do and who is who: whoever can write /etc/passwd is root.',
  remedy: 'RUN chmod -R o-w /etc /usr',
  isDecidable: seesAllFiles,
  run(input) {
    const programs = new Set(input.executables.map(({ path }) => path));
    const findings = writable(input)
      .filter(([path]) => systemFolders.test(path) && !programs.has(`/${path}`))
      .map(
        ([path, { layer }]): Finding =>
          misconfiguration(worldWritableSystemFiles, {
            title: `${printable(`/${path}`)} may be changed by every user`,
            path: `/${path}`,
            layer: input.view.layers[layer]?.diffId ?? null,
          }),
      );
    return atMost(findings, worldWritableSystemFiles, 'system files may be changed by every user');
  },
};

/** Links have no mode of their own, and in a folder with the sticky bit nobody can replace another's file. */
function writable({ view }: CheckInput) {
  return view.find((_, { type, mode }) => {
    if ((mode & writableByOthers) === 0) return false;
    return type === 'file' || (type === 'directory' && (mode & 0o1000) === 0);
  });
}
