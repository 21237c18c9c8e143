import { expect, test } from 'vitest';
import { portsOf } from '../../src/runtime/ports.ts';

function exposed(...keys: string[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, {}]));
}

test('ports are sorted by number, each once, tcp when nothing is said', () => {
  expect(portsOf(exposed('8080/TCP', '53/udp', '53', '8080', '9/sctp'))).toEqual({
    ports: [
      { port: 9, protocol: 'sctp' },
      { port: 53, protocol: 'tcp' },
      { port: 53, protocol: 'udp' },
      { port: 8080, protocol: 'tcp' },
    ],
    source: 'EXPOSE of the image (a hint: checked against nothing)',
  });
});

test.each([
  '0',
  '65536',
  '99999999999',
  '-1',
  '80/',
  '80/icmp',
  'http',
  '',
  '80/tcp\n81',
  '80 ',
  '0x50',
  '80-90',
])('%j is no port, and is counted as left out', (key) => {
  expect(portsOf(exposed(key))).toEqual({
    ports: [],
    source: 'EXPOSE of the image (a hint: checked against nothing); not ports and left out: 1',
  });
});

test('no EXPOSE gives no port', () => {
  expect(portsOf({})).toEqual({ ports: [], source: 'no EXPOSE in the image' });
});

test('at most 256 ports are kept, and the source says how many are not', () => {
  const { ports, source } = portsOf(exposed(...Array.from({ length: 300 }, (_, index) => String(index + 1))));
  expect(ports.length).toBe(256);
  expect(source).toContain('left out as too many: 44');
});
