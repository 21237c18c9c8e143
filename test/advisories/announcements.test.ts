import { expect, test } from 'vitest';
import { isAnnouncement, isMaintenance } from '../../src/advisories/announcements.ts';

test.each([
  'DSA-5770-1',
  'DLA-1-2',
  'DTSA-3-1',
  'USN-1-1',
  'ALSA-2020:4751',
  'SUSE-SU-2024:1-1',
  'ALAS2-2024-1',
])('%s announces fixes of vulnerabilities', (id) => {
  expect([isAnnouncement(id), isMaintenance(id)]).toEqual([true, false]);
});

test.each(['ALBA-2020:1673', 'RHEA-2024:1', 'SUSE-RU-2024:1-1'])(
  '%s announces fixes of other things',
  (id) => {
    expect([isAnnouncement(id), isMaintenance(id)]).toEqual([true, true]);
  },
);

test.each(['CVE-2024-1', 'DEBIAN-CVE-2024-1', 'GHSA-aaaa-bbbb-cccc', 'XDSA-1', 'SUSE-1', 'constructor-1'])(
  '%s is no announcement',
  (id) => {
    expect([isAnnouncement(id), isMaintenance(id)]).toEqual([false, false]);
  },
);
