import { expect, test } from 'vitest';
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
    '| Debian 12 with Python wheels and Go programs | the same but for the last line below | the same |',
    '| Alpine 3.11 | the same | the same |',
    '',
    'A finding is the same when the package has it under any of the vulnerability’s names: OSV-Scanner groups aliases, Sekisho makes one',
    'finding of them, named by the CVE where there is one. OSV-Scanner writes names of PyPI in lower case, Sekisho as the package does.',
    '',
    '| compared with | difference | who is right |',
    '|---|---|---|',
    ...explanations.map(({ peer, seen, right }) => `| ${peer} | ${seen} | ${right} |`),
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../docs/compare.md');
});
