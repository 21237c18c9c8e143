import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScanReport } from '../../src/model/scan-report.ts';
import { dataFolder } from './support/data.ts';
import { type DebianImage, debianImage, debianImageForArm } from './support/debian-image.ts';
import { mustRun, stopEverything, temporaryFolder } from './support/processes.ts';
import { sekisho } from './support/sekisho.ts';

let image: DebianImage;
let report: ScanReport;
let folder: string;
let exitCode: number;

beforeAll(async () => {
  image = await debianImage();
  folder = await temporaryFolder();
  const env = { SEKISHO_CACHE_DIR: folder };
  const imported = await sekisho(['db', 'import', join(dataFolder(), 'osv', 'Debian')], { env });
  expect(imported.code, imported.stderr).toBe(0);
  const file = join(folder, 'report.json');
  const scanned = await sekisho(['scan', `oci:${image.layout}:${image.tag}`, '--format', `json=${file}`], {
    env,
  });
  exitCode = scanned.code;
  report = JSON.parse((await mustRun('cat', [file])).stdout);
});

afterAll(stopEverything);

test('a scan without a policy that looked at everything exits with 0', () => {
  expect([exitCode, report.complete, report.problems]).toEqual([0, true, []]);
});

test('every package that dpkg-query lists is in the report, and no other', () => {
  const listed = report.packages.map(
    ({ name, version, architecture }) => `${name} ${version} ${architecture}`,
  );
  expect(listed.sort()).toEqual([...image.dpkgList].sort());
});

test('every vulnerability cites its advisory, the installed version and the fixed version or the state of the fix', () => {
  const vulnerabilities = report.findings.filter((finding) => finding.kind === 'vulnerability');
  expect(vulnerabilities.length).toBeGreaterThan(10);
  for (const finding of vulnerabilities) {
    expect(finding.rule).toMatch(/^(CVE|DSA|DLA|DTSA|TEMP)-/);
    expect(finding.installed).not.toBe('');
    expect(finding.fixedIn !== undefined || finding.fixState !== 'fixed').toBe(true);
  }
});

test('every executable that is there is in the inventory with its hash', async () => {
  const bash = report.executables.find(({ path }) => path.endsWith('/bin/bash'));
  const { stdout } = await mustRun('sha256sum', [join(image.rootfs, 'usr/bin/bash')]);
  expect(bash?.sha256).toBe(stdout.split(' ')[0]);
  expect(bash?.package).toMatch(/^pkg:deb\/debian\/bash@/);
});

test('a second scan gives the same bytes from the layer cache', async () => {
  const env = {
    SEKISHO_CACHE_DIR: folder,
    SOURCE_DATE_EPOCH: String(Math.floor(Date.parse(report.scannedAt) / 1000)),
  };
  const args = ['scan', `oci:${image.layout}:${image.tag}`, '--format'];
  await sekisho([...args, `json=${join(folder, 'one.json')}`], { env });
  await sekisho([...args, `json=${join(folder, 'two.json')}`], { env });
  await mustRun('cmp', [join(folder, 'one.json'), join(folder, 'two.json')]);
});

describe('an image for another machine, of which nothing can be run here', () => {
  let arm: DebianImage;
  let scanned: ScanReport;

  beforeAll(async () => {
    arm = await debianImageForArm();
    const args = ['scan', `oci:${arm.layout}:${arm.tag}`, '--platform', 'linux/arm64', '--format', 'json'];
    const { code, stdout, stderr } = await sekisho(args, { env: { SEKISHO_CACHE_DIR: folder } });
    expect(code, stderr).toBe(0);
    scanned = JSON.parse(stdout);
  });

  test('has the packages that dpkg-query lists, each for its machine or for all', () => {
    const listed = scanned.packages.map(
      ({ name, version, architecture }) => `${name} ${version} ${architecture}`,
    );
    expect(listed.sort()).toEqual([...arm.dpkgList].sort());
    expect(new Set(scanned.packages.map(({ architecture }) => architecture))).toEqual(
      new Set(['all', 'arm64']),
    );
  });

  test('has programs and libraries for that machine only', () => {
    const elf = scanned.executables.filter(({ kind }) => kind.startsWith('elf-'));
    expect(elf.length).toBeGreaterThan(500);
    expect(new Set(elf.map(({ machine }) => machine))).toEqual(new Set(['aarch64']));
  });

  test('has the bytes that its packages brought', () => {
    expect(scanned.findings.filter(({ kind }) => kind === 'integrity')).toEqual([]);
  });
});
