import { fault, printable } from '../../errors.ts';
import type { RuntimePolicy } from '../../model/runtime-policy.ts';
import { cannotExpress, type Emitter, prevents } from './emitter.ts';
import { seccomp, seccompFile } from './seccomp.ts';

const argumentsFile = 'docker-run.args';
const scriptFile = 'docker-run.sh';

/**
 * Options of `docker run`: one per line in docker-run.args, and as a shell script that takes more options and the
 * image. The profile they name is emitted with them.
 */
export const docker: Emitter = {
  engine: 'docker',
  title: 'Docker (docker run)',
  controls: (policy) => {
    const { files, privileges, systemCalls, users, volumes } = policy;
    return {
      'system-calls':
        systemCalls.interfaces.length > 0
          ? prevents(`--security-opt=seccomp=${seccompFile}`)
          : prevents("the daemon's own default profile"),
      executables: cannotExpress('it has no rule for what may be executed'),
      users:
        users.uid === null || users.gid === null
          ? cannotExpress('the user of the image cannot be told')
          : prevents('--user at the start; later changes only with SETUID and SETGID'),
      files: files.readOnlyRoot
        ? prevents('--read-only, with --tmpfs for what stays writable')
        : cannotExpress('the policy leaves the root writable'),
      privileges: prevents('--security-opt=no-new-privileges:true'),
      capabilities: prevents(`--cap-drop=ALL${privileges.capabilities.length === 0 ? '' : ' and --cap-add'}`),
      processes: prevents('--pids-limit'),
      volumes: volumes.paths.length > 0 ? prevents('--mount for each') : prevents('none is mounted'),
      network: cannotExpress('who may connect is not among its options'),
      drift: files.readOnlyRoot
        ? prevents('--read-only, and no execution from --tmpfs; a volume may still bring programs')
        : cannotExpress('the policy leaves the root writable'),
    };
  },
  emit: (policy) => {
    const profile = seccomp.emit(policy);
    const options = runOptions(policy);
    const withProfile = (file: string): readonly string[] =>
      profile.length === 0 ? options : [...options, `--security-opt=seccomp=${file}`];
    const lines = withProfile(seccompFile);
    return [
      ...profile,
      { engine: 'docker', path: argumentsFile, content: `${lines.join('\n')}\n` },
      { engine: 'docker', path: scriptFile, content: script(policy, options, profile.length > 0) },
    ];
  },
};

/** Each element is one option with its value, in the form `--name=value`, and holds no line break. */
function runOptions(policy: RuntimePolicy): readonly string[] {
  const { uid, gid, groups } = policy.users;
  return [
    '--cap-drop=ALL',
    ...policy.privileges.capabilities.map((name) => `--cap-add=${name}`),
    ...(policy.privileges.noNewPrivileges ? ['--security-opt=no-new-privileges:true'] : []),
    `--pids-limit=${policy.privileges.maxProcesses}`,
    ...(uid === null || gid === null
      ? []
      : [`--user=${uid}:${gid}`, ...groups.map((id) => `--group-add=${id}`)]),
    ...(policy.files.readOnlyRoot ? ['--read-only', ...policy.files.writable.map(temporaryFolder)] : []),
    ...policy.volumes.paths.map(volume),
  ].map(oneLine);
}

/** Not for programs (`noexec`), and with the owner and mode the folder has in the image. */
function temporaryFolder(folder: RuntimePolicy['files']['writable'][number]): string {
  // The value is PATH:OPTIONS, and there is no way to write a colon of the path itself.
  if (folder.path.includes(':')) throw inexpressible(`a temporary folder at ${folder.path}`);
  const mode = folder.mode.toString(8).padStart(4, '0');
  return `--tmpfs=${folder.path}:rw,noexec,nosuid,nodev,mode=${mode},uid=${folder.uid},gid=${folder.gid}`;
}

/** The value is one line of CSV (RFC 4180), as the client's --mount reads it. */
function volume(path: string): string {
  return `--mount=type=volume,"destination=${path.replaceAll('"', '""')}"`;
}

/** Refuses what would end a line of the options file, or look like something else to who reads it. */
function oneLine(option: string): string {
  if (printable(option) !== option || !option.isWellFormed()) throw inexpressible(option);
  return option;
}

function inexpressible(what: string): Error {
  return fault('RUNTIME_POLICY_INEXPRESSIBLE', { engine: 'docker', what: printable(what) });
}

function script(policy: RuntimePolicy, options: readonly string[], hasProfile: boolean): string {
  const seccompOption = hasProfile ? [`"--security-opt=seccomp=$folder/${seccompFile}"`] : [];
  return [
    '#!/bin/sh',
    `# The runtime policy of the image ${policy.image.digest}`,
    `# Usage: sh ${scriptFile} [DOCKER-OPTION…] IMAGE [ARGUMENT…]`,
    'set -eu',
    'folder=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)',
    'exec docker run \\',
    ...[...options.map(shellWord), ...seccompOption].map((word) => `  ${word} \\`),
    '  "$@"',
    '',
  ].join('\n');
}

/** Within single quotes a POSIX shell takes everything as it is but the single quote itself. */
function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
