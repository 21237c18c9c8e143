import type { OperatingSystem } from '../../model/scan-report.ts';

/** The last day of free security updates, by release. Where the day is not published, the last of the month. */
interface Lifetimes {
  /** How many numbers of `VERSION_ID` name a release: 1 for `12.7` of Debian 12, 2 for `3.19.1` of Alpine 3.19. */
  readonly numbers: 1 | 2;
  readonly releases: Readonly<Record<string, string>>;
  /** Where the days are published. */
  readonly source: string;
}

const enterpriseLinux = { '8': '2029-05-31', '9': '2032-05-31', '10': '2035-05-31' } as const;

/** By `ID` of os-release(5). A distribution that rolls (Wolfi, Arch) has no release that could end. */
const distributions: Readonly<Record<string, Lifetimes>> = {
  debian: {
    numbers: 1,
    source: 'Debian wiki, "LTS": the end of long term support',
    releases: {
      '6': '2016-02-29',
      '7': '2018-05-31',
      '8': '2020-06-30',
      '9': '2022-06-30',
      '10': '2024-06-30',
      '11': '2026-08-31',
      '12': '2028-06-30',
      '13': '2030-06-30',
    },
  },
  ubuntu: {
    numbers: 2,
    source: 'Ubuntu release cycle: the end of standard support',
    releases: {
      '12.04': '2017-04-28',
      '14.04': '2019-04-30',
      '16.04': '2021-04-30',
      '16.10': '2017-07-20',
      '17.04': '2018-01-13',
      '17.10': '2018-07-19',
      '18.04': '2023-05-31',
      '18.10': '2019-07-18',
      '19.04': '2020-01-23',
      '19.10': '2020-07-17',
      '20.04': '2025-05-31',
      '20.10': '2021-07-22',
      '21.04': '2022-01-20',
      '21.10': '2022-07-14',
      '22.04': '2027-04-30',
      '22.10': '2023-07-20',
      '23.04': '2024-01-25',
      '23.10': '2024-07-11',
      '24.04': '2029-05-31',
      '24.10': '2025-07-10',
      '25.04': '2026-01-31',
    },
  },
  alpine: {
    numbers: 2,
    source: 'Alpine Linux, "Releases"',
    releases: {
      '3.2': '2017-05-01',
      '3.3': '2017-11-01',
      '3.4': '2018-05-01',
      '3.5': '2018-11-01',
      '3.6': '2019-05-01',
      '3.7': '2019-11-01',
      '3.8': '2020-05-01',
      '3.9': '2020-11-01',
      '3.10': '2021-05-01',
      '3.11': '2021-11-01',
      '3.12': '2022-05-01',
      '3.13': '2022-11-01',
      '3.14': '2023-05-01',
      '3.15': '2023-11-01',
      '3.16': '2024-05-23',
      '3.17': '2024-11-22',
      '3.18': '2025-05-09',
      '3.19': '2025-11-01',
      '3.20': '2026-04-01',
      '3.21': '2026-11-01',
      '3.22': '2027-05-01',
    },
  },
  rhel: {
    numbers: 1,
    source: 'Red Hat Enterprise Linux life cycle: the end of maintenance support',
    releases: { '5': '2017-03-31', '6': '2020-11-30', '7': '2024-06-30', ...enterpriseLinux },
  },
  centos: {
    numbers: 1,
    // 8 and 9 are CentOS Stream in images that are still built; CentOS Linux 8 ended half a year earlier.
    source: 'CentOS Project, "End dates"',
    releases: {
      '5': '2017-03-31',
      '6': '2020-11-30',
      '7': '2024-06-30',
      '8': '2024-05-31',
      '9': '2027-05-31',
    },
  },
  almalinux: {
    numbers: 1,
    source: 'AlmaLinux release notes',
    releases: { ...enterpriseLinux, '8': '2029-03-01' },
  },
  rocky: { numbers: 1, source: 'Rocky Linux, "Version policy"', releases: enterpriseLinux },
  ol: {
    numbers: 1,
    source: 'Oracle Linux support policies: the end of premier support',
    releases: { '6': '2021-03-31', '7': '2024-12-31', '8': '2029-07-31', '9': '2032-06-30' },
  },
  fedora: {
    numbers: 1,
    source: 'Fedora Linux release schedules',
    releases: {
      '35': '2022-12-13',
      '36': '2023-05-16',
      '37': '2023-12-05',
      '38': '2024-05-21',
      '39': '2024-11-26',
      '40': '2025-05-13',
      '41': '2025-12-31',
    },
  },
  amzn: {
    numbers: 1,
    source: 'Amazon Linux FAQs',
    releases: { '2018': '2023-12-31', '2': '2026-06-30', '2023': '2029-06-30' },
  },
  'opensuse-leap': {
    numbers: 2,
    source: 'openSUSE wiki, "Lifetime"',
    releases: {
      '15.0': '2019-12-03',
      '15.1': '2021-02-02',
      '15.2': '2022-01-04',
      '15.3': '2022-12-31',
      '15.4': '2023-12-07',
      '15.5': '2024-12-31',
      '15.6': '2026-04-30',
    },
  },
  sles: {
    numbers: 2,
    source: 'SUSE product support lifecycle: the end of general support',
    releases: {
      '12.5': '2024-10-31',
      '15.1': '2021-01-31',
      '15.2': '2021-12-31',
      '15.3': '2022-12-31',
      '15.4': '2023-12-31',
      '15.5': '2024-12-31',
      '15.6': '2025-12-31',
      '15.7': '2031-07-31',
    },
  },
  photon: {
    numbers: 2,
    source: 'Photon OS releases',
    releases: { '1.0': '2022-02-28', '2.0': '2022-12-31', '3.0': '2024-03-01', '4.0': '2026-03-31' },
  },
  mariner: {
    numbers: 2,
    source: 'Azure Linux lifecycle',
    releases: { '1.0': '2023-07-31', '2.0': '2025-07-31' },
  },
};

/** Releases below the oldest that is listed have ended before it. */
export interface EndOfLife {
  /** `Debian 10`, for sentences; the name of the distribution as os-release writes its id. */
  readonly release: string;
  /** `2024-06-30`; undefined for a release older than all that are listed. */
  readonly lastDay: string | undefined;
}

/**
 * When the release of this image stopped, or will stop, to get free security updates; undefined when that is not
 * known: a distribution that is not listed, one that rolls, a release that is newer than this list.
 */
export function endOfLife(os: OperatingSystem): EndOfLife | undefined {
  // An image may call itself as what every object has: `constructor`.
  const known = Object.hasOwn(distributions, os.id) ? distributions[os.id] : undefined;
  const numbers = /^(\d+)(?:\.(\d+))?/.exec(os.versionId ?? '');
  if (known === undefined || numbers === null) return undefined;
  const [, major = '', minor = '0'] = numbers;
  const version = known.numbers === 1 ? major : `${major}.${minor}`;
  const release = `${os.id} ${version}`;
  const lastDay = known.releases[version];
  if (lastDay !== undefined) return { release, lastDay };
  const isOlder = Object.keys(known.releases).every((listed) => isBefore(version, listed));
  return isOlder ? { release, lastDay: undefined } : undefined;
}

function isBefore(a: string, b: string): boolean {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA < majorB || (majorA === majorB && minorA < minorB);
}
