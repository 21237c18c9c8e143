/**
 * Ids that number announcements, by their first word. An announcement says that some vulnerabilities were fixed in some
 * packages, and is no vulnerability itself. `maintenance` ones are of a series for bug fixes and enhancements: those
 * that name no vulnerability are none.
 */
const announcements: ReadonlyMap<string, 'security' | 'maintenance'> = new Map([
  // Debian: security, long-term support, testing. Ubuntu.
  ...['DSA', 'DLA', 'DTSA', 'USN'].map((word) => [word, 'security'] as const),
  // Red Hat and its rebuilds: AlmaLinux, Rocky Linux, Oracle Linux.
  ...['RHSA', 'ALSA', 'RLSA', 'RXSA', 'ELSA'].map((word) => [word, 'security'] as const),
  ...['RHBA', 'RHEA', 'ALBA', 'ALEA', 'RLBA', 'RLEA', 'ELBA', 'ELEA'].map(
    (word) => [word, 'maintenance'] as const,
  ),
  // SUSE, openSUSE, openEuler, Mageia, Amazon.
  ...['SUSE-SU', 'openSUSE-SU', 'OESA', 'MGASA', 'ALAS', 'ALAS2', 'ALAS2023'].map(
    (word) => [word, 'security'] as const,
  ),
  ...['SUSE-RU', 'SUSE-FU', 'SUSE-OU', 'openSUSE-RU', 'openSUSE-FU', 'openSUSE-OU', 'MGAA'].map(
    (word) => [word, 'maintenance'] as const,
  ),
]);

export function isAnnouncement(id: string): boolean {
  return seriesOf(id) !== undefined;
}

export function isMaintenance(id: string): boolean {
  return seriesOf(id) === 'maintenance';
}

/** `SUSE-SU` of `SUSE-SU-2024:1234-1`, `ALAS2` of `ALAS2-2024-2400`. */
function seriesOf(id: string): 'security' | 'maintenance' | undefined {
  const [first = '', second = ''] = id.split('-', 2);
  return announcements.get(first) ?? announcements.get(`${first}-${second}`);
}
