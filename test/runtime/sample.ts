import { accountReaders, accountsOf } from '../../src/image/accounts.ts';
import type { FileView } from '../../src/image/file-view.ts';
import { sha256 } from '../../src/model/digest.ts';
import type { ImageConfig } from '../../src/model/manifest.ts';
import type { RuntimePolicy } from '../../src/model/runtime-policy.ts';
import type { Executable } from '../../src/model/scan-report.ts';
import { deriveRuntimePolicy } from '../../src/runtime/derive.ts';
import { type FakeLayer, fakeView } from '../fakes/file-view.ts';

export const sampleDigest = sha256('a sample image');

export type SampleConfig = NonNullable<ImageConfig['config']>;

export function imageConfig(config: SampleConfig = {}): ImageConfig {
  return { config, rootfs: { type: 'layers', diff_ids: [] } };
}

export function executable(path: string, more: Partial<Executable> = {}): Executable {
  return {
    path,
    sha256: 'a'.repeat(64),
    size: 1,
    mode: 0o755,
    uid: 0,
    gid: 0,
    kind: 'elf-executable',
    layer: null,
    ...more,
  };
}

export function view(files: FakeLayer): FileView {
  return fakeView([files], { readers: accountReaders });
}

/** A policy derived from a small image: only what is given differs from an empty one. */
export function policyOf(image: {
  readonly config?: SampleConfig;
  readonly files?: FakeLayer;
  readonly executables?: readonly Executable[];
  readonly platform?: string;
}): RuntimePolicy {
  const files = view(image.files ?? {});
  return deriveRuntimePolicy({
    image: {
      name: 'registry.example/apps/shop:1.0.0',
      digest: sampleDigest,
      platform: image.platform ?? 'linux/amd64',
    },
    config: imageConfig(image.config),
    view: files,
    executables: image.executables ?? [],
    accounts: accountsOf(files),
  });
}

/** A typical service: a USER, a volume, a port, and a folder of its own. */
export function servicePolicy(): RuntimePolicy {
  return policyOf({
    config: {
      User: 'node',
      Entrypoint: ['docker-entrypoint.sh'],
      Cmd: ['node', 'server.js'],
      Env: ['PATH=/usr/local/bin:/bin'],
      WorkingDir: '/app',
      ExposedPorts: { '8080/tcp': {} },
      Volumes: { '/data': {} },
    },
    files: {
      'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n',
      'etc/group': 'root:x:0:\nnode:x:1000:\nmedia:x:44:node\n',
      'bin/dash': { mode: 0o755 },
      'bin/sh': { link: 'dash' },
      'usr/local/bin/docker-entrypoint.sh': { mode: 0o755 },
      'usr/local/bin/node': { mode: 0o755 },
      'home/node': { type: 'directory', uid: 1000, gid: 1000 },
      'home/node/.profile': { uid: 1000, gid: 1000 },
      tmp: { type: 'directory', mode: 0o1777 },
      'var/cache/shop': { type: 'directory', mode: 0o700, uid: 1000, gid: 1000 },
      data: { type: 'directory', uid: 1000 },
    },
    executables: [
      executable('/usr/local/bin/node', { machine: 'x86_64' }),
      executable('/bin/dash', { machine: 'x86_64', package: 'pkg:deb/debian/dash@0.5.12' }),
      executable('/usr/local/bin/docker-entrypoint.sh', { kind: 'script', interpreter: '/bin/sh' }),
    ],
  });
}

/** Names an image may carry to be taken for something else: by a shell, a list of lines, CSV, a terminal. */
export const hostileNames: readonly string[] = [
  "/data'; touch /tmp/owned; '",
  '/data"; touch /tmp/owned; "',
  '/data$(touch /tmp/owned)',
  '/data`touch /tmp/owned`',
  '/data && reboot',
  '/data\n--privileged',
  '/data\r\n--privileged',
  '/data\u2028--privileged',
  '/data\0--privileged',
  '/data,volume-driver=evil',
  '/data",source="/",target="/host',
  '/data:/host:rw',
  '/data=1',
  '/-v=/:/host',
  '/data \\',
  '/data\\',
  "/data\\'",
  '/*',
  '/~root',
  '/data#comment',
  '/data\u202Etxt.exe',
  '/data\u001b[2J',
  '/déjà vu',
  '/data\ud800',
  `/${'x'.repeat(5000)}`,
];
