import { fault } from '../errors.ts';

/** OCI image-spec v1.1, image index: the platform an image is for. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

const part = /^[a-z0-9._-]{1,64}$/;

/** @throws PLATFORM_MALFORMED */
export function parsePlatform(text: string): Platform {
  const [os, architecture, variant, ...rest] = text.toLowerCase().split('/');
  const parts = [os, architecture, ...(variant === undefined ? [] : [variant])];
  if (rest.length > 0 || !parts.every((p) => p !== undefined && part.test(p))) {
    throw fault('PLATFORM_MALFORMED', { text });
  }
  return normalizePlatform({
    os: os as string,
    architecture: architecture as string,
    ...(variant === undefined ? {} : { variant }),
  });
}

export function formatPlatform(platform: Platform): string {
  const { os, architecture, variant } = normalizePlatform(platform);
  return variant === undefined ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}

/** True when an image for `offered` runs where `wanted` is asked for; a wanted platform without variant takes any. */
export function platformMatches(wanted: Platform, offered: Platform): boolean {
  const w = normalizePlatform(wanted);
  const o = normalizePlatform(offered);
  return (
    w.os === o.os && w.architecture === o.architecture && (w.variant === undefined || w.variant === o.variant)
  );
}

/** What an engine on this machine would pull: Linux (containers are), and this machine's architecture. */
export function hostPlatform(arch: string = process.arch): Platform {
  const names: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };
  return { os: 'linux', architecture: names[arch] ?? arch };
}

const aliases: ReadonlyMap<string, string> = new Map([
  ['x86_64', 'amd64'],
  ['x86-64', 'amd64'],
  ['aarch64', 'arm64'],
]);

// containerd's normalisation: aliases are folded and arm64's only variant is the default one.
function normalizePlatform(platform: Platform): Platform {
  const architecture = aliases.get(platform.architecture) ?? platform.architecture;
  const drop = platform.variant === undefined || platform.variant === '';
  if (drop || (architecture === 'arm64' && platform.variant === 'v8'))
    return { os: platform.os, architecture };
  return { os: platform.os, architecture, variant: platform.variant as string };
}
