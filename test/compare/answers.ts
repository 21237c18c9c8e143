/** What others answered of one ecosystem, and what Sekisho answers with the same advisories. */
export interface Score {
  readonly ecosystem: string;
  /** Packages, each in one version. */
  readonly asked: number;
  /** Answers that the advisories at hand can give: theirs may be newer. */
  readonly wanted: number;
  readonly found: number;
  /** Reported here and not there. */
  readonly more: number;
}

/** 490 of 492 questions that OSV-Scanner's tests asked api.osv.dev in July 2026: two were about commits. */
export const serviceScores: readonly Score[] = [
  { ecosystem: 'Alpine', asked: 58, wanted: 32, found: 32, more: 18 },
  { ecosystem: 'Debian', asked: 91, wanted: 6, found: 6, more: 0 },
  { ecosystem: 'Go', asked: 7, wanted: 281, found: 281, more: 29 },
  { ecosystem: 'Maven', asked: 114, wanted: 14, found: 14, more: 0 },
  { ecosystem: 'PyPI', asked: 16, wanted: 34, found: 33, more: 1 },
  { ecosystem: 'RubyGems', asked: 14, wanted: 0, found: 0, more: 0 },
  { ecosystem: 'crates.io', asked: 17, wanted: 0, found: 0, more: 0 },
  { ecosystem: 'npm', asked: 6, wanted: 1, found: 1, more: 0 },
];

/** Vulnerabilities of 44 images that people looked at, one by one: github.com/anchore/vulnerability-match-labels. */
export const labelScores: readonly LabelScore[] = [
  { ecosystem: 'Alpine', affected: 48, found: 48, unaffected: 0, reported: 0 },
  { ecosystem: 'Go', affected: 21, found: 21, unaffected: 3, reported: 3 },
  { ecosystem: 'Maven', affected: 247, found: 243, unaffected: 20, reported: 15 },
  { ecosystem: 'PyPI', affected: 8, found: 8, unaffected: 8, reported: 8 },
  { ecosystem: 'RubyGems', affected: 23, found: 18, unaffected: 5, reported: 5 },
  { ecosystem: 'Wolfi', affected: 32, found: 32, unaffected: 0, reported: 0 },
  { ecosystem: 'npm', affected: 38, found: 38, unaffected: 20, reported: 20 },
];

export interface LabelScore {
  readonly ecosystem: string;
  /** What people called truly affected, where the advisories speak of the package. */
  readonly affected: number;
  readonly found: number;
  /** What they called a false alarm, likewise. */
  readonly unaffected: number;
  readonly reported: number;
}

/** One answer that differs. */
export interface AnswerDifference {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly ids: readonly string[];
  /** Of a label: the image it is about, and what was noted. */
  readonly image?: string;
  readonly note?: string;
  /** Milliseconds: when the newest advisory that says so was last changed. */
  readonly modifiedAt?: number;
}

export interface AnswerExplanation {
  readonly only: 'sekisho' | 'them';
  readonly seen: string;
  readonly right: string;
  readonly covers: (difference: AnswerDifference) => boolean;
}

/** openssl 1.1.1k was never in Alpine 3.18: the questions mix releases. The service knows which versions each had. */
const neverReleased = new Set([
  'openssl 1.1.1k-r0',
  'apk-tools 2.10.6-r0',
  'zlib 1.2.11-r1',
  'busybox 1.31.1-r9',
]);
/** When the newest of the answers was published. */
const recordedAt = Date.parse('2026-07-08T00:00:00Z');

export const serviceExplanations: readonly AnswerExplanation[] = [
  {
    only: 'sekisho',
    seen: 'versions that an Alpine release never had (openssl 1.1.1k in 3.18): the service lists the versions that each release had, and says nothing of others',
    right: 'both: such a package in such an image came from elsewhere, and the fix in the range is newer',
    covers: ({ ecosystem, name, version }) =>
      ecosystem === 'Alpine' && neverReleased.has(`${name} ${version}`),
  },
  {
    only: 'sekisho',
    seen: 'records of the Go vulnerability database that are younger than the answers',
    right: 'Sekisho: they were published or changed since',
    covers: ({ ecosystem, modifiedAt = 0 }) => ecosystem === 'Go' && modifiedAt > recordedAt,
  },
  {
    only: 'sekisho',
    seen: '`PYSEC-2021-108` of urllib3 1.24.3, which the service has no more',
    right: 'the service: the record was corrected after the export at hand was made',
    covers: ({ name, ids }) => name === 'urllib3' && ids.includes('PYSEC-2021-108'),
  },
  {
    only: 'them',
    seen: '`GHSA-8x94-hmjh-97hq` of Django 2.2.24: the export at hand has it as an alias of `PYSEC-2022-245` alone, which says 3.2 and 4.0',
    right:
      'the service: GitHub’s own records of PyPI are not in the data at hand; `sekisho db update` fetches them',
    covers: ({ ids }) => ids.includes('GHSA-8x94-hmjh-97hq'),
  },
];

export const labelExplanations: readonly AnswerExplanation[] = [
  {
    only: 'sekisho',
    seen: 'Python packages, gems and jars that packages of Red Hat’s distributions installed, with the fix under the same version',
    right:
      'the label. In an image, Sekisho says so too: what a distribution’s package installed is matched by the distribution’s advisories alone',
    covers: ({ image = '', ecosystem, name }) =>
      name !== 'github' &&
      /appstreams-|ubi8|cloudbees/.test(image) &&
      ['PyPI', 'RubyGems', 'Maven'].includes(ecosystem),
  },
  {
    only: 'sekisho',
    seen: 'extensions of an editor that are called as npm packages are (`handlebars 1.0.0`)',
    right: 'the label. In an image, Sekisho does not list them: they are in no `node_modules`',
    covers: ({ image = '', version }) => image.includes('gitlab-ce') && /^1\.0\.[01]$/.test(version),
  },
  {
    only: 'sekisho',
    seen: '`dom4j 1.6.1-hudson-3`, a fork with the fix',
    right:
      'the label. In an image, the archive says that it is of the group `org.jvnet.hudson.dom4j`, which no advisory names',
    covers: ({ name, version }) => name === 'dom4j' && version === '1.6.1-hudson-3',
  },
  {
    only: 'sekisho',
    seen: '`github.com/docker/docker` in Vault: three vulnerabilities of code that nobody can import',
    right: 'the label. The advisories speak of the module as a whole; a VEX statement says it (`--vex`)',
    covers: ({ name, note = '' }) => name === 'github.com/docker/docker' && note === 'not importable',
  },
  {
    only: 'sekisho',
    seen: 'the Jenkins plug-in `github 1.33.1` and `GHSA-mxcc-7h5m-x57r`',
    right: 'open: the advisory names that plug-in up to 1.34.4, and the label does not say why it is none',
    covers: ({ ids }) => ids.includes('GHSA-mxcc-7h5m-x57r'),
  },
  {
    only: 'them',
    seen: 'old Spring and Ant (`spring-core 2.5`, `ant 1.8.0`), by NVD’s ranges',
    right:
      'the advisories: GitHub’s begin with the versions that brought the flaw (`4.2.0.RELEASE`, `1.9.0`)',
    covers: ({ ecosystem, name }) => ecosystem === 'Maven' && /^(?:spring-(?:core|web)|ant)$/.test(name),
  },
  {
    only: 'them',
    seen: '`rexml 3.2.3.1`, `cgi 0.1.0.1`, `rdoc 6.2.1.1`: the fixed versions of older branches',
    right: 'the advisories: RubySec lists each branch’s fix, the labels know the newest alone',
    covers: ({ ecosystem, name, version }) =>
      ecosystem === 'RubyGems' &&
      ['rexml 3.2.3.1', 'cgi 0.1.0.1', 'rdoc 6.2.1.1'].includes(`${name} ${version}`),
  },
];
