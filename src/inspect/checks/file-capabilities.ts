import { printable } from '../../errors.ts';
import { formatCapabilities } from '../../image/capabilities.ts';
import { type Check, hasConfiguration, misconfiguration } from './check.ts';

/** Each of them is, or soon gives, all that root can do to the machine or to other containers' files. */
const asGoodAsRoot =
  /\b(?:all|cap_(?:bpf|chown|dac_override|dac_read_search|fowner|mac_admin|mac_override|mknod|setfcap|setgid|setpcap|setuid|sys_admin|sys_boot|sys_module|sys_ptrace|sys_rawio))\b/;

const maxFindings = 1000;

/** Beside CIS Docker Benchmark 4.8: capabilities of files are the other way in which a file gives rights to a user. */
export const fileCapabilities: Check = {
  rule: 'file-capabilities',
  title: 'File with capabilities',
  severity: 'low',
  reason:
    'Whoever starts it gets a part of what root may do: as with a setuid file, a mistake in it gives that part away.',
  remedy: 'RUN setcap -r FILE, and give the container the capability it needs instead',
  // Of a bare folder, extended attributes are not seen.
  isDecidable: (input) => input.view.problems.length === 0 && hasConfiguration(input),
  run({ view, executables }) {
    const owner = new Map(executables.map((executable) => [executable.path, executable.package]));
    const found = view.find((_, { capabilities }) => capabilities !== undefined);
    const findings = found.slice(0, maxFindings).flatMap(([name, { capabilities = '', layer }]) => {
      const text = formatCapabilities(Buffer.from(capabilities, 'hex'));
      // One that gives nothing is as none.
      if (text === '') return [];
      const path = `/${name}`;
      const severity = text !== undefined && asGoodAsRoot.test(text) ? 'medium' : fileCapabilities.severity;
      return misconfiguration(
        { ...fileCapabilities, severity },
        {
          title: `${printable(path)} has ${text ?? 'capabilities that Linux does not understand'}`,
          path,
          layer: view.layers[layer]?.diffId ?? null,
          package: owner.get(path),
          remedy: remedyFor(path),
        },
      );
    });
    if (found.length <= maxFindings) return findings;
    const title = `${found.length - maxFindings} more files have capabilities`;
    return [...findings, misconfiguration(fileCapabilities, { title, key: 'more' })];
  },
};

/** A line for this file; only for a path that a shell reads as it is. */
function remedyFor(path: string): string {
  return /^[\w./+@:-]+$/.test(path) ? `RUN setcap -r ${path}` : fileCapabilities.remedy;
}
