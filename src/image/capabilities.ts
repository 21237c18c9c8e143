/** capabilities(7), by number: Linux's <linux/capability.h>. */
const names: readonly string[] = [
  'chown',
  'dac_override',
  'dac_read_search',
  'fowner',
  'fsetid',
  'kill',
  'setgid',
  'setuid',
  'setpcap',
  'linux_immutable',
  'net_bind_service',
  'net_broadcast',
  'net_admin',
  'net_raw',
  'ipc_lock',
  'ipc_owner',
  'sys_module',
  'sys_rawio',
  'sys_chroot',
  'sys_ptrace',
  'sys_pacct',
  'sys_admin',
  'sys_boot',
  'sys_nice',
  'sys_resource',
  'sys_time',
  'sys_tty_config',
  'mknod',
  'lease',
  'audit_write',
  'audit_control',
  'setfcap',
  'mac_override',
  'mac_admin',
  'syslog',
  'wake_alarm',
  'block_suspend',
  'audit_read',
  'perfmon',
  'bpf',
  'checkpoint_restore',
];

/** Of each revision of the attribute (VFS_CAP_REVISION_1 to 3): its length, and its sets of 32 capabilities. */
const revisions: Readonly<Record<number, { readonly bytes: number; readonly words: number }>> = {
  1: { bytes: 12, words: 1 },
  2: { bytes: 20, words: 2 },
  3: { bytes: 24, words: 2 },
};
const effectiveFlag = 1;

/** More than any revision has: what is longer cannot be read anyway. */
export const maxCapabilityBytes = 32;

/**
 * The extended attribute `security.capability` in the notation of cap_text_formats(7), as in `cap_net_raw+ep`;
 * clauses for capabilities that are not in the same sets are apart by spaces, and of a user namespace its root's id
 * comes last. `''` for one that gives nothing; undefined for one that Linux does not read, so that it runs nothing.
 */
export function formatCapabilities(attribute: Uint8Array): string | undefined {
  const bytes = Buffer.from(attribute);
  const head = bytes.length >= 4 ? bytes.readUInt32LE(0) : 0;
  const revision = head >>> 24;
  const layout = revisions[revision];
  if (layout === undefined || bytes.length !== layout.bytes) return undefined;
  const sets: Sets = { permitted: [], inheritable: [], isEffective: (head & effectiveFlag) !== 0 };
  for (let word = 0; word < layout.words; word += 1) {
    sets.permitted.push(bytes.readUInt32LE(4 + 8 * word));
    sets.inheritable.push(bytes.readUInt32LE(8 + 8 * word));
  }
  const root = revision === 3 ? bytes.readUInt32LE(20) : 0;
  return [...clauses(sets), ...(root === 0 ? [] : [`[rootid=${root}]`])].join(' ');
}

interface Sets {
  readonly permitted: number[];
  readonly inheritable: number[];
  /** One flag for all that are permitted or inherited. */
  readonly isEffective: boolean;
}

function clauses({ permitted, inheritable, isEffective }: Sets): string[] {
  const byFlags = new Map<string, string[]>();
  for (let number = 0; number < 32 * permitted.length; number += 1) {
    const has = (set: readonly number[]): boolean =>
      (((set[Math.floor(number / 32)] ?? 0) >>> (number % 32)) & 1) === 1;
    const flags = `${isEffective ? 'e' : ''}${has(inheritable) ? 'i' : ''}${has(permitted) ? 'p' : ''}`;
    if (flags === '' || flags === 'e') continue;
    byFlags.set(flags, [...(byFlags.get(flags) ?? []), `cap_${names[number] ?? number}`]);
  }
  return [...byFlags].map(
    ([flags, found]) => `${found.length < names.length ? found.join(',') : 'all'}+${flags}`,
  );
}
