import { printable } from '../../errors.ts';
import { type Check, misconfiguration } from './check.ts';

const setuid = 0o4000;
const setgid = 0o2000;

// A Debian base image has about ten. A hostile image with a million must not make a report of a million findings.
const maxFindings = 1000;

/** CIS Docker Benchmark 4.8: no file gives another user's or group's rights to whoever starts it. */
export const setuidFiles: Check = {
  rule: 'CIS-4.8',
  title: 'Setuid or setgid file',
  severity: 'low',
  reason:
    'It runs with the rights of its owner, whoever starts it: the usual way for an intruder in a container to become root.',
  remedy: 'RUN find / -xdev -type f -perm /6000 -exec chmod a-s {} +',
  // A file that could not be read has no place in the view, so it may have been one.
  isDecidable: ({ view }) => view.problems.length === 0,
  run({ view, executables }) {
    const owner = new Map(executables.map((executable) => [executable.path, executable.package]));
    // On a folder the bits mean something else: files made in it inherit its group.
    const found = view.find((_, { type, mode }) => type === 'file' && (mode & (setuid | setgid)) !== 0);
    const findings = found.slice(0, maxFindings).map(([name, { mode, uid, gid, layer }]) => {
      const path = `/${name}`;
      const bits = [
        (mode & setuid) !== 0 && `setuid ${id(uid)}`,
        (mode & setgid) !== 0 && `setgid ${id(gid)}`,
      ];
      return misconfiguration(setuidFiles, {
        title: `${printable(path)} is ${bits.filter((bit) => bit !== false).join(' and ')}`,
        path,
        layer: view.layers[layer]?.diffId ?? null,
        package: owner.get(path),
        remedy: remedyFor(path),
      });
    });
    if (found.length <= maxFindings) return findings;
    const title = `${found.length - maxFindings} more files are setuid or setgid`;
    return [...findings, misconfiguration(setuidFiles, { title, key: 'more' })];
  },
};

function id(number: number): string {
  return number === 0 ? 'root' : String(number);
}

/** A line for this file; only for a path that a shell reads as it is. */
function remedyFor(path: string): string {
  return /^[\w./+@:-]+$/.test(path) ? `RUN chmod a-s ${path}` : setuidFiles.remedy;
}
