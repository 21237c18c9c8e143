// Adds up vitest's JSON reports: `node .ci/count.ts FAILED_STEPS REPORT…` prints "N passed, N failed".
import { existsSync, readFileSync } from 'node:fs';

interface Count {
  readonly passed: number;
  readonly failed: number;
}

const [failedSteps = '0', ...reports] = process.argv.slice(2);
const counts = reports.map(countReport);
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, Number(failedSteps));
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;

function countReport(file: string): Count {
  // No report: the run ended before its tests did.
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly numPassedTests: number;
    readonly numFailedTests: number;
  };
  // A test file that cannot be loaded, or an error outside of a test, fails the run without failing a test.
  const atLeast = existsSync(`${file}.failed`) ? 1 : 0;
  return { passed: report.numPassedTests, failed: Math.max(report.numFailedTests, atLeast) };
}
