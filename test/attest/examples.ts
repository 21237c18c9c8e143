import { generateKeyPairSync } from 'node:crypto';
import { type KeySigner, readSigner } from '../../src/attest/keys.ts';
import type { Statement, Subject } from '../../src/attest/statement.ts';
import { buildStatements, type StatementFacts } from '../../src/attest/statements.ts';
import { type Trust, trustIn } from '../../src/attest/trust.ts';
import { type Digest, sha256 } from '../../src/model/digest.ts';
import { type Descriptor, mediaTypes } from '../../src/model/manifest.ts';
import type { RuntimePolicy } from '../../src/model/runtime-policy.ts';
import type { Finding, ScanReport, Verdict } from '../../src/model/scan-report.ts';
import { formatTime, parseTime } from '../../src/model/time.ts';
import type { MemoryRepository } from '../fakes/memory-repository.ts';

/** The present of every test: 2026-11-23T12:00:00Z, in milliseconds. */
export const now = parseTime('2026-11-23T12:00:00Z');
export const hour = 3_600_000;
export const day = 24 * hour;

/** A new key without a password: opening an encrypted one costs a fifth of a second, on purpose. */
export function newSigner(): KeySigner {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return readSigner(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), undefined);
}

export function trusting(...signers: readonly KeySigner[]): Trust {
  return trustIn(
    signers.map(({ publicKey }, index) => ({
      ...publicKey,
      name: `keys/${index === 0 ? 'release' : index}.pub`,
    })),
  );
}

export interface PushedImage {
  readonly descriptor: Descriptor;
  readonly bytes: Buffer;
  readonly subject: Subject;
}

/** Pushes a runnable image of one layer; `content` makes it another image. */
export async function pushImage(
  repository: MemoryRepository,
  content: string,
  tag?: string,
): Promise<PushedImage> {
  const layer = await repository.pushBlob(Buffer.from(`a layer with ${content}`), mediaTypes.layer);
  const config = await repository.pushBlob(
    Buffer.from(
      JSON.stringify({
        os: 'linux',
        architecture: 'amd64',
        rootfs: { type: 'layers', diff_ids: [layer.digest] },
      }),
    ),
    mediaTypes.config,
  );
  const bytes = Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.manifest, config, layers: [layer] }),
  );
  const descriptor = await repository.pushManifest(bytes, mediaTypes.manifest, tag);
  return { descriptor, bytes, subject: subjectOf(repository, descriptor.digest) };
}

export function subjectOf(repository: MemoryRepository, digest: Digest): Subject {
  return { name: `${repository.host}/${repository.name}`, digest };
}

export const layerOfFindings = sha256('the layer with the findings');

export const vulnerability: Finding = {
  id: 'f1'.repeat(16),
  kind: 'vulnerability',
  rule: 'CVE-2024-45491',
  aliases: ['DSA-5770-1'],
  severity: 'critical',
  severitySource: 'CVSS 3.1',
  title: 'integer overflow in dtdCopy',
  package: 'pkg:deb/debian/libexpat1@2.5.0-1?distro=debian-12',
  packageName: 'libexpat1',
  installed: '2.5.0-1',
  fixedIn: '2.5.0-1+deb12u1',
  fixState: 'fixed',
  knownExploited: false,
  epss: 0.01,
  publishedAt: '2024-08-30T03:15:00Z',
  fixedAt: '2024-09-14T00:00:00Z',
  layer: layerOfFindings,
  status: 'open',
};

export const secret: Finding = {
  id: 'f2'.repeat(16),
  kind: 'secret',
  rule: 'aws-access-key-id',
  severity: 'high',
  title: 'AWS access key id',
  path: '/app/.env',
  layer: layerOfFindings,
  remedy: 'revoke the key: it is in the image’s history',
  status: 'open',
};

export function reportOf(
  digest: Digest,
  changes: Partial<ScanReport> & { readonly scannedAtMs?: number } = {},
): ScanReport {
  const { scannedAtMs, ...report } = changes;
  return {
    schemaVersion: 1,
    tool: { name: 'sekisho', version: '0.1.0' },
    scannedAt: formatTime(scannedAtMs ?? now - hour),
    image: { reference: 'registry.example/apps/shop:1.0.0', digest, platform: 'linux/amd64', layers: [] },
    os: { id: 'debian', versionId: '12', name: 'Debian GNU/Linux 12' },
    packages: [
      {
        purl: 'pkg:npm/lodash@4.17.21',
        name: 'lodash',
        version: '4.17.21',
        type: 'npm',
        layer: layerOfFindings,
      },
    ],
    findings: [],
    executables: [],
    advisories: { builtAt: formatTime(now - day), digest: sha256('the advisories') },
    complete: true,
    problems: [],
    compliance: [],
    verdict: null,
    ...report,
  };
}

export function verdictOf(outcome: Verdict['outcome'], judgedAtMs: number): Verdict {
  const reason = { code: 'FINDING_BLOCKS', message: 'CVE-2024-45491 critical in libexpat1' } as const;
  return {
    outcome,
    policy: { digest: sha256('the policy of the release pipeline'), rule: 'apps/**', mode: 'enforce' },
    reasons: outcome === 'pass' ? [] : [reason],
    waived: [],
    notActedOn: [],
    judgedAt: formatTime(judgedAtMs),
  };
}

export function runtimePolicyOf(digest: Digest): RuntimePolicy {
  return {
    schemaVersion: 1,
    image: { name: 'registry.example/apps/shop', digest, platform: 'linux/amd64' },
    process: {
      entrypoint: ['node'],
      executable: '/usr/local/bin/node',
      interpreter: null,
      workingDirectory: '/',
      source: 'config',
    },
    users: { uid: 1000, gid: 1000, groups: [], root: false, source: 'USER' },
    executables: [{ path: '/usr/local/bin/node', sha256: 'ab'.repeat(32), kind: 'elf-executable' }],
    network: { ports: [{ port: 8080, protocol: 'tcp' }], source: 'EXPOSE' },
    volumes: { paths: [], source: 'VOLUME' },
    files: {
      readOnlyRoot: true,
      writable: [{ path: '/tmp', mode: 0o1777, uid: 0, gid: 0 }],
      source: 'default',
    },
    privileges: { noNewPrivileges: true, capabilities: [], maxProcesses: 256, source: 'default' },
    systemCalls: { profile: 'engine-default', interfaces: ['x86_64'], source: 'default' },
  };
}

/** The statements of a clean scan an hour ago; `facts` changes what is stated. */
export function statementsOf(subject: Subject, facts: Partial<StatementFacts> = {}): readonly Statement[] {
  return buildStatements({
    subject,
    report: reportOf(subject.digest),
    startedAt: now - hour - 60_000,
    signedAt: now - hour,
    ...facts,
  });
}
