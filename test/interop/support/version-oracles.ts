import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun, temporaryFolder } from './processes.ts';

type Pairs = readonly (readonly [a: string, b: string])[];

/**
 * What a program of that ecosystem says of each pair: `<`, `=`, `>`, or `?` when one of them is no version to it. Each
 * program is started once and reads lines `A<tab>B`.
 */
export interface VersionOracle {
  readonly name: string;
  readonly compare: (pairs: Pairs) => Promise<readonly string[]>;
}

function byScript(name: string, command: string, args: readonly string[]): VersionOracle {
  return {
    name,
    async compare(pairs) {
      const input = pairs.map((pair) => `${pair.join('\t')}\n`).join('');
      return linesOf((await mustRun(command, args, { input, timeoutMs: 240_000 })).stdout, pairs);
    },
  };
}

function linesOf(stdout: string, pairs: Pairs): readonly string[] {
  const answers = stdout.split('\n').slice(0, -1);
  if (answers.length !== pairs.length) throw new Error(`${answers.length} answers to ${pairs.length} pairs`);
  return answers;
}

/**
 * APT's comparison, which is dpkg's, without a process for each pair (Debian package python3-apt). dpkg's library for
 * Perl takes numbers of twenty digits for floating point, and so for equal, where dpkg itself does not.
 */
export const aptOracle = byScript('apt_pkg', '/usr/bin/python3', [
  '-c',
  `
import sys
import apt_pkg
apt_pkg.init()
for line in sys.stdin:
    difference = apt_pkg.version_compare(*line[:-1].split("\\t"))
    print("<" if difference < 0 else ">" if difference > 0 else "=")
`,
]);

/** rpm's own comparison, from the Lua inside of rpm (Debian package rpm). */
export const rpmOracle: VersionOracle = {
  name: 'rpm.vercmp',
  async compare(pairs) {
    const folder = await temporaryFolder();
    const path = join(folder, 'pairs');
    await writeFile(path, pairs.map((pair) => `${pair.join('\t')}\n`).join(''));
    const script = `%{lua: local signs = { [-1] = "<", [0] = "=", [1] = ">" }
      for line in io.lines("${path}") do
        local a, b = line:match("^(.*)\\t(.*)$")
        print(signs[rpm.vercmp(a, b)] .. "\\n")
      end}`;
    const { stdout } = await mustRun('rpm', ['--eval', script], { timeoutMs: 240_000 });
    await rm(path);
    return linesOf(stdout.replace(/\n+/g, '\n'), pairs);
  },
};

/** pip's library (Debian package python3-packaging). */
export const packagingOracle = byScript('packaging.version', '/usr/bin/python3', [
  '-c',
  `
import sys
from packaging.version import InvalidVersion, Version
for line in sys.stdin:
    try:
        a, b = map(Version, line[:-1].split("\\t"))
        print("<" if a < b else ">" if a > b else "=")
    except InvalidVersion:
        print("?")
`,
]);

/** RubyGems (Debian package ruby). */
export const gemOracle = byScript('Gem::Version', '/usr/bin/ruby', [
  '-ne',
  `
a, b = $_.chomp.split("\\t", -1)
known = [a, b].all? { |version| Gem::Version.correct?(version) }
puts known ? ["=", ">", "<"][Gem::Version.new(a) <=> Gem::Version.new(b)] : "?"
`,
]);

/** PHP (Debian package php-cli). */
export const phpOracle = byScript('version_compare', '/usr/bin/php', [
  '-r',
  'while (($line = fgets(STDIN)) !== false) { [$a, $b] = explode("\\t", rtrim($line, "\\n")); echo ["<", "=", ">"][version_compare($a, $b) + 1], "\\n"; }',
]);
