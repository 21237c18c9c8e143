import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCapabilities } from '../../src/image/capabilities.ts';
import { executableReader, executablesOf } from '../../src/image/executables.ts';
import { walk } from '../../src/image/walk.ts';
import { fakeImage } from '../fakes/layers.ts';
import { file, hardlink, type TarMember, tar } from '../fakes/tar.ts';

const words = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, 4 * index);
  return bytes;
};
/** Of CAP_NET_RAW, as `setcap cap_net_raw+ep` writes it. */
const netRaw = words(0x0200_0001, 1 << 13, 0, 0, 0);

describe('the attribute', () => {
  test.each<readonly [string, Buffer, string]>([
    ['of revision 1', words(0x0100_0001, 1 << 13, 0), 'cap_net_raw+ep'],
    ['of revision 2', netRaw, 'cap_net_raw+ep'],
    [
      'of revision 3 names the root of its namespace',
      words(0x0300_0001, 1 << 13, 0, 0, 0, 1000),
      'cap_net_raw+ep [rootid=1000]',
    ],
    ['that is not effective', words(0x0200_0000, 1 << 13, 0, 0, 0), 'cap_net_raw+p'],
    ['that is inherited', words(0x0200_0000, 0, 1 << 13, 0, 0), 'cap_net_raw+i'],
    ['of several', words(0x0200_0001, (1 << 12) | (1 << 13), 0, 0, 0), 'cap_net_admin,cap_net_raw+ep'],
    ['of several sets', words(0x0200_0001, 1, 2, 0, 0), 'cap_chown+ep cap_dac_override+ei'],
    ['of high numbers', words(0x0200_0001, 0, 0, 1 << 7, 0), 'cap_bpf+ep'],
    ['of numbers without a name here', words(0x0200_0001, 0, 0, 2 ** 31, 0), 'cap_63+ep'],
    ['of all there are', words(0x0200_0001, 0xffff_ffff, 0, 0x1ff, 0), 'all+ep'],
    ['of none', words(0x0200_0001, 0, 0, 0, 0), ''],
  ])('%s', (_, bytes, text) => {
    expect(formatCapabilities(bytes)).toBe(text);
  });

  test.each<readonly [string, Buffer]>([
    ['that is empty', Buffer.alloc(0)],
    ['that is cut off', netRaw.subarray(0, 19)],
    ['that is too long', Buffer.concat([netRaw, Buffer.alloc(4)])],
    ['of no known revision', words(0x0400_0001, 0, 0, 0, 0, 0)],
  ])('%s is not read', (_, bytes) => {
    expect(formatCapabilities(bytes)).toBe(undefined);
  });

  test('of any bytes gives a text or nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), fc.constantFrom(1, 2, 3, 4), (tail, revision) => {
        const text = formatCapabilities(Buffer.concat([Buffer.from([1, 0, 0, revision]), tail]));
        expect(text ?? '').toMatch(/^[a-z0-9_,+ =[\]]*$/);
      }),
    );
  });
});

describe('the capabilities of a file', () => {
  const having = (member: TarMember, capabilities = netRaw): TarMember => ({
    ...member,
    pax: { ...member.pax, 'SCHILY.xattr.security.capability': capabilities },
  });
  const capable = having(file('bin/ping', 'x', { mode: 0o755 }));
  const capabilitiesIn = async (
    ...layers: readonly Buffer[]
  ): Promise<Record<string, string | undefined>> => {
    const view = await walk(fakeImage(...layers), [executableReader]);
    return Object.fromEntries(
      executablesOf(view, new Map()).map(({ path, capabilities }) => [path, capabilities]),
    );
  };
  const linked = hardlink('bin/alias', 'bin/ping');

  test('are those of all its names', async () => {
    expect(await capabilitiesIn(tar(capable, linked))).toEqual({
      '/bin/ping': 'cap_net_raw+ep',
      '/bin/alias': 'cap_net_raw+ep',
    });
  });

  test('are those of a name that a later layer gives it', async () => {
    expect(await capabilitiesIn(tar(capable), tar(linked, file('bin/.wh.ping')))).toEqual({
      '/bin/alias': 'cap_net_raw+ep',
    });
  });

  test('are those that another of its names brings', async () => {
    const plain = file('bin/ping', 'x', { mode: 0o755 });
    const wanted = { '/bin/ping': 'cap_net_raw+ep', '/bin/alias': 'cap_net_raw+ep' };
    expect(await capabilitiesIn(tar(plain, having(linked)))).toEqual(wanted);
    expect((await capabilitiesIn(tar(plain), tar(having(linked))))['/bin/alias']).toBe('cap_net_raw+ep');
  });

  test('go when its content is replaced', async () => {
    const plain = file('bin/ping', 'y', { mode: 0o755 });
    expect(await capabilitiesIn(tar(capable, plain))).toEqual({ '/bin/ping': undefined });
    expect(await capabilitiesIn(tar(capable), tar(plain))).toEqual({ '/bin/ping': undefined });
  });

  test('that Linux does not read, or that give nothing, are not told', async () => {
    const broken = having(file('a', 'x', { mode: 0o755 }), Buffer.from('long and broken '.repeat(10)));
    const empty = having(file('b', 'x', { mode: 0o755 }), words(0x0200_0001, 0, 0, 0, 0));
    expect(await capabilitiesIn(tar(broken, empty))).toEqual({ '/a': undefined, '/b': undefined });
  });
});
