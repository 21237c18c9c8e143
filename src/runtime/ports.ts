import type { RuntimePolicy } from '../model/runtime-policy.ts';

type Port = RuntimePolicy['network']['ports'][number];

/** Above any real image; a policy must stay small whatever an image declares. */
const maxPorts = 256;

/**
 * Ports from ExposedPorts of the image's configuration (`8080`, `8080/tcp`; OCI image-spec v1.1, "Properties"),
 * sorted. They are a hint: nothing makes a program listen there, or nowhere else.
 */
export function portsOf(exposed: Readonly<Record<string, unknown>>): RuntimePolicy['network'] {
  const keys = Object.keys(exposed);
  const read = keys.flatMap((key) => parsePort(key) ?? []);
  const distinct = new Map(read.map((port) => [`${port.port}/${port.protocol}`, port]));
  const ports = [...distinct.values()].sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1));
  const unread = keys.length - read.length;
  return {
    ports: ports.slice(0, maxPorts),
    source: [
      keys.length === 0 ? 'no EXPOSE in the image' : 'EXPOSE of the image (a hint: checked against nothing)',
      ...(unread === 0 ? [] : [`not ports and left out: ${unread}`]),
      ...(ports.length <= maxPorts ? [] : [`left out as too many: ${ports.length - maxPorts}`]),
    ].join('; '),
  };
}

function parsePort(key: string): Port | undefined {
  const match = /^(\d{1,5})(?:\/(tcp|udp|sctp))?$/i.exec(key);
  const port = Number(match?.[1]);
  if (!(port >= 1 && port <= 65_535)) return undefined;
  return { port, protocol: (match?.[2]?.toLowerCase() ?? 'tcp') as Port['protocol'] };
}
