import { importAdvisories } from '../../../src/advisories/import.ts';

/** Run as a process of its own: imports into the first argument from the others, and says so as it goes. */
const [into = '', ...paths] = process.argv.slice(2);
await importAdvisories({ paths, into, now: 0, onProgress: (line) => process.stdout.write(`${line}\n`) });
