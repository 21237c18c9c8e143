import { writeFileSync } from 'node:fs';

// Loaded into the measured process with --import. maxRSS is in kibibytes (getrusage(2) on Linux).
process.on('exit', () => {
  const file = process.env.SEKISHO_BENCH_PEAK;
  if (file !== undefined) writeFileSync(file, String(process.resourceUsage().maxRSS * 1024));
});
