import { posix } from 'node:path';
import { printable } from '../errors.ts';
import type { FileView } from '../image/file-view.ts';
import type { ImageConfig } from '../model/manifest.ts';
import type { RuntimePolicy } from '../model/runtime-policy.ts';
import type { Executable } from '../model/scan-report.ts';

/** Docker's and containerd's, for an image that sets none. */
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Far above any real PATH; each entry costs a look-up. */
const maxPathEntries = 256;

/**
 * What a container of the image starts: Entrypoint and Cmd, and the file that `argv[0]` is, found as runc finds it: a
 * name with a slash from the working directory, any other in the PATH of the image's Env; links stay in the image.
 */
export function entryPointOf(facts: {
  readonly config: ImageConfig;
  readonly view: FileView;
  readonly executables: readonly Executable[];
}): RuntimePolicy['process'] {
  const config = facts.config.config ?? {};
  const entrypoint = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
  const workingDirectory = posix.resolve('/', config.WorkingDir ?? '');
  const place: Place = { view: facts.view, workingDirectory, path: pathOf(config.Env ?? []) };
  const command = entrypoint[0];
  const executable = command === undefined ? null : findProgram(command, place);
  const script = facts.executables.find(({ path, kind }) => path === executable && kind === 'script');
  const interpreter = script === undefined ? null : findInterpreter(script.interpreter ?? '', place);
  return {
    entrypoint,
    executable,
    interpreter,
    workingDirectory,
    source: sourceOf(config, executable, script, interpreter),
  };
}

interface Place {
  readonly view: FileView;
  readonly workingDirectory: string;
  readonly path: readonly string[];
}

function pathOf(env: readonly string[]): readonly string[] {
  // The last assignment wins, as in runc.
  const written = env.findLast((entry) => entry.startsWith('PATH='))?.slice('PATH='.length);
  return (written ?? defaultPath).split(':', maxPathEntries);
}

/** Absolute path of the file that a command is; null when there is none that may be executed. */
function findProgram(command: string, place: Place): string | null {
  const folders = command.includes('/') ? [''] : place.path;
  for (const folder of folders) {
    const found = place.view.resolve(posix.resolve(place.workingDirectory, folder, command).slice(1));
    if (found?.node.type === 'file' && (found.node.mode & 0o111) !== 0) return `/${found.path}`;
  }
  return null;
}

/** The first line of a script names a file, or `env` and a name to look up. */
function findInterpreter(firstLine: string, place: Place): string | null {
  const [file = '', ...rest] = firstLine.split(/\s+/).filter((word) => word !== '');
  const viaEnv = posix.basename(file) === 'env' ? rest.find((word) => !/^-|=/.test(word)) : undefined;
  const command = viaEnv ?? file;
  return command === '' ? null : findProgram(command, place);
}

function sourceOf(
  config: NonNullable<ImageConfig['config']>,
  executable: string | null,
  script: Executable | undefined,
  interpreter: string | null,
): string {
  const command = config.Entrypoint?.[0] ?? config.Cmd?.[0];
  if (command === undefined) return 'the image names neither Entrypoint nor Cmd';
  const from = (config.Entrypoint ?? []).length === 0 ? 'Cmd' : 'Entrypoint';
  if (executable === null) return `${from} of the image: it has no executable file ${printable(command)}`;
  if (script === undefined) return `${from} of the image`;
  const line = printable(script.interpreter ?? '');
  return interpreter === null
    ? `${from} of the image; a script for ${line}, which the image does not have`
    : `${from} of the image; a script for ${line}`;
}
