import { printable } from '../errors.ts';
import { type Control, controls, type Enforcement, type RuntimePolicy } from '../model/runtime-policy.ts';
import type { Emitter } from './engines/emitter.ts';
import { emitters } from './engines/emitters.ts';
import { allowedCalls } from './engines/seccomp.ts';

/**
 * The policy for a person, as plain text: each part with where it comes from, then what each engine does about the
 * controls: prevents, only detects, or cannot express. Every line ends with a line break.
 */
export function explain(policy: RuntimePolicy): string {
  const parts = partsOf(policy).map((row) => row.map(printable));
  const engines = [
    ['engine', 'prevents', 'only detects', 'cannot express'],
    ...emitters.map((emitter) => engineRow(emitter, policy)),
  ];
  return `${table(parts)}\n${table(engines)}`;
}

function partsOf(policy: RuntimePolicy): readonly (readonly string[])[] {
  const { process, users, network, volumes, files, privileges, systemCalls, executables } = policy;
  return [
    ['image', policy.image.name, `${policy.image.digest}, ${policy.image.platform}`],
    ['starts', describeStart(process), process.source],
    ['users', describeUsers(users), users.source],
    ['executables', `${executables.length} in the image, each with its sha256`, 'every layer was read'],
    ['system calls', describeCalls(policy), systemCalls.source],
    [
      'capabilities',
      privileges.capabilities.length === 0 ? 'none' : privileges.capabilities.join(', '),
      privileges.source,
    ],
    [
      'privileges',
      privileges.noNewPrivileges ? 'no new ones' : 'may grow',
      'every policy: setuid files have no effect',
    ],
    ['processes', `${privileges.maxProcesses} at most`, "every policy: Podman's default"],
    ['files', describeFiles(files), files.source],
    ['volumes', volumes.paths.length === 0 ? 'none' : volumes.paths.join(', '), volumes.source],
    [
      'network',
      network.ports.length === 0
        ? 'no port declared'
        : network.ports.map(({ port, protocol }) => `${port}/${protocol}`).join(', '),
      network.source,
    ],
  ];
}

function describeStart({ entrypoint, executable }: RuntimePolicy['process']): string {
  const command = entrypoint[0] ?? 'nothing';
  if (executable === null) return `${command} (missing)`;
  return `/${executable}`.endsWith(`/${command}`) ? executable : `${command} = ${executable}`;
}

function describeUsers(users: RuntimePolicy['users']): string {
  if (users.uid === null) return 'cannot be told: treated as root';
  const groups = [...new Set([users.gid ?? 'unknown', ...users.groups])].join(', ');
  return `${users.root ? 'root, uid 0' : `uid ${users.uid}`}, group ${groups}`;
}

function describeCalls(policy: RuntimePolicy): string {
  const calls = allowedCalls(policy);
  return calls === 0
    ? "the engine's default"
    : `${calls} allowed (${policy.systemCalls.interfaces.join(', ')})`;
}

function describeFiles(files: RuntimePolicy['files']): string {
  if (!files.readOnlyRoot) return 'the root stays writable';
  return `read-only but ${files.writable.map(({ path }) => path).join(', ')}`;
}

function engineRow(emitter: Emitter, policy: RuntimePolicy): readonly string[] {
  const said = emitter.controls(policy);
  const names = (enforcement: Enforcement): readonly string[] =>
    controls.filter((control: Control) => said[control].enforcement === enforcement);
  const few = (found: readonly string[], otherwise: string): string =>
    found.length === 0 ? '–' : found.length <= 4 ? found.join(', ') : otherwise;
  const count = (found: readonly string[]): string =>
    few(found, `${found.length} of ${controls.length} controls`);
  return [
    emitter.engine,
    count(names('prevents')),
    count(names('detects')),
    few(names('cannot-express'), 'everything else'),
  ];
}

/** Longest value that still shares a line with its source. */
const widestColumn = 40;

/** Columns as wide as their widest short cell; after a longer cell the rest goes on in the next line. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2].map((column) =>
    Math.max(
      ...rows.map((row) => row[column] ?? '').map(({ length }) => (length > widestColumn ? 0 : length)),
    ),
  );
  return rows.map((row) => `${renderRow(row, widths)}\n`).join('');
}

function renderRow(row: readonly string[], widths: readonly number[]): string {
  let text = '';
  let start = 0;
  for (const [column, cell] of row.entries()) {
    const width = widths[column] ?? 0;
    text += cell;
    const last = column === row.length - 1;
    if (!last)
      text +=
        cell.length > width ? `\n${' '.repeat(start + width + 2)}` : ' '.repeat(width - cell.length + 2);
    start += width + 2;
  }
  return text;
}
