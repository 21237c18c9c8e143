import { expect, test } from 'vitest';
import {
  type AnswerExplanation,
  labelExplanations,
  labelScores,
  serviceExplanations,
  serviceScores,
} from './answers.ts';
import { explanations } from './differences.ts';

/** Run with `-u` to write the page anew. */
test('docs/compare.md lists every difference that was found, and who is right', async () => {
  const page = [
    '# Compared with other scanners',
    '',
    'Generated from `test/compare/differences.ts`; a test compares. `npm run test:interop` scans the same images with the same advisories',
    '(`osv/ECOSYSTEM/all.zip`) as [Syft](https://github.com/anchore/syft) 1.57.0 and [OSV-Scanner](https://github.com/google/osv-scanner) 2.6.0',
    'do, and fails on a difference that no line below explains:',
    '',
    '| image | packages like Syft’s | findings like OSV-Scanner’s |',
    '|---|---|---|',
    '| Debian 12 with nginx, Python, Perl, git and Redis | the same | the same |',
    '| Debian 12 with 80,000 files of `node_modules` | the same but for the first three lines below | the same |',
    '| Debian 12 with Python wheels and Go programs | the same but for the line on Go’s library below | the same |',
    '| Debian 12 with some 60 Java archives, a third of them in a war | the same but for the line on groups below | all of them, and 37 more: the last line below |',
    '| Debian 12 with R packages, and RabbitMQ with its Erlang applications | the same but for the lines on R and Erlang below | the same: there are no advisories of CRAN, Bioconductor and Hex among those at hand |',
    '| Alpine 3.11 | the same | the same |',
    '',
    'A finding is the same when the package has it under any of the vulnerability’s names: OSV-Scanner groups aliases, Sekisho makes one',
    'finding of them, named by the CVE where there is one. OSV-Scanner writes names of PyPI in lower case, Sekisho as the package does.',
    'Syft calls all R packages `cran` and all Erlang applications `otp`; Sekisho tells apart those of Bioconductor and of Hex, which have',
    'advisories of their own.',
    '',
    '| compared with | difference | who is right |',
    '|---|---|---|',
    ...explanations.map(({ peer, seen, right }) => `| ${peer} | ${seen} | ${right} |`),
    '',
    '## With answers that others gave',
    '',
    'The same tests ask for packages whose vulnerabilities others have told, with the advisories at hand, which are of 2024 to 2026. Package',
    'lists of real databases and images (apk, dpkg, RPM in SQLite and ndb, jars; 26 of them) are the expected ones without a difference.',
    '',
    '**api.osv.dev**, as OSV-Scanner’s tests recorded it in July 2026: what it answered and the advisories at hand can tell.',
    '',
    '| ecosystem | packages | vulnerabilities there | found | more |',
    '|---|---|---|---|---|',
    ...serviceScores.map(
      (one) => `| ${one.ecosystem} | ${one.asked} | ${one.wanted} | ${one.found} | ${one.more} |`,
    ),
    '',
    ...explained(serviceExplanations, 'api.osv.dev'),
    '',
    '**Labels of people**, who looked at each vulnerability that scanners reported of 44 images',
    '([vulnerability-match-labels](https://github.com/anchore/vulnerability-match-labels)), where the advisories at hand speak of the package.',
    'They are asked by the name and version of the package alone: what an image tells besides (which package installed it, in which folder it is)',
    'is not in the labels.',
    '',
    '| ecosystem | called affected | found | called a false alarm | reported |',
    '|---|---|---|---|---|',
    ...labelScores.map(
      (one) => `| ${one.ecosystem} | ${one.affected} | ${one.found} | ${one.unaffected} | ${one.reported} |`,
    ),
    '',
    ...explained(labelExplanations, 'the labels'),
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../docs/compare.md');
});

function explained(all: readonly AnswerExplanation[], them: string): string[] {
  return [
    '| only in | difference | who is right |',
    '|---|---|---|',
    ...all.map(({ only, seen, right }) => `| ${only === 'them' ? them : 'Sekisho'} | ${seen} | ${right} |`),
  ];
}
