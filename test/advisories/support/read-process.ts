import { openAdvisories } from '../../../src/advisories/open.ts';

/** Run as a process of its own: opens the database again and again, and matches a package, until its input ends. */
const [path = ''] = process.argv.slice(2);
let ended = false;
let rounds = 0;
process.stdin.on('end', () => {
  ended = true;
});
process.stdin.resume();
const left = { purl: 'pkg:npm/left-pad@1.0.0', name: 'left-pad', version: '1.0.0', type: 'npm', layer: null };
while (!ended) {
  const database = openAdvisories(path);
  const { findings } = database.match([left], null);
  const rules = findings.map(({ rule }) => rule).sort();
  database.close();
  // Each import brings one of these, whole.
  if (!['A-1', 'B-1,B-2'].includes(rules.join())) throw new Error(`read ${rules.join()}`);
  rounds += 1;
  if (rounds === 1) process.stdout.write('reading\n');
  await new Promise((resolve) => setImmediate(resolve));
}
