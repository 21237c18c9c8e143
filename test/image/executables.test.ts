import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { executableReader, executablesOf } from '../../src/image/executables.ts';
import { walk } from '../../src/image/walk.ts';
import { sha256 } from '../../src/model/digest.ts';
import { type ElfOptions, elf } from '../fakes/elf.ts';
import { chunks, fakeImage } from '../fakes/layers.ts';
import { entryOf, readFile } from '../fakes/read-file.ts';
import { file, hardlink, symlink, type TarMember, tar } from '../fakes/tar.ts';

function factOf(content: Buffer | string, mode = 0o644, size = 64 * 1024): unknown {
  const bytes = Buffer.from(content);
  return readFile(executableReader, entryOf('x', bytes, mode), bytes, [size]);
}

const digest = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');
const loader = '/lib64/ld-linux-x86-64.so.2';
const pie = 0x08000000;
/** DF_1_NOW. */
const now = 1;

describe('what is an executable', () => {
  const programs: readonly (readonly [name: string, content: Buffer, wanted: object])[] = [
    ['a static program', elf(), { kind: 'elf-executable', machine: 'x86_64', bits: 64, static: true }],
    [
      'a program at a fixed address',
      elf({ interpreter: loader }),
      { kind: 'elf-executable', machine: 'x86_64', bits: 64, interpreter: loader },
    ],
    [
      'a shared object with an interpreter',
      elf({ type: 3, interpreter: loader, flags: 0 }),
      { kind: 'elf-executable', machine: 'x86_64', bits: 64, interpreter: loader, pie: true },
    ],
    [
      'a static program for any address',
      elf({ type: 3, flags: pie | 1 }),
      { kind: 'elf-executable', machine: 'x86_64', bits: 64, static: true, pie: true },
    ],
    ['a library', elf({ type: 3, flags: 1 }), { kind: 'elf-library', machine: 'x86_64', bits: 64 }],
    [
      'a library without a dynamic section',
      elf({ type: 3 }),
      { kind: 'elf-library', machine: 'x86_64', bits: 64 },
    ],
    ['an object file', elf({ type: 1 }), { kind: 'elf-other', machine: 'x86_64', bits: 64 }],
    ['a core dump', elf({ type: 4 }), { kind: 'elf-other', machine: 'x86_64', bits: 64 }],
    [
      'a 32-bit program',
      elf({ bits: 32, machine: 3, interpreter: '/lib/ld-linux.so.2' }),
      { kind: 'elf-executable', machine: 'i386', bits: 32, interpreter: '/lib/ld-linux.so.2' },
    ],
    [
      'a 32-bit static program for any address',
      elf({ bits: 32, machine: 40, type: 3, flags: pie }),
      { kind: 'elf-executable', machine: 'arm', bits: 32, static: true, pie: true },
    ],
    [
      'a big-endian library',
      elf({ order: 'big', machine: 22, type: 3, flags: 0 }),
      { kind: 'elf-library', machine: 's390x', bits: 64 },
    ],
    [
      'a big-endian 32-bit program',
      elf({ order: 'big', bits: 32, machine: 8, interpreter: '/lib/ld.so.1' }),
      { kind: 'elf-executable', machine: 'mips', bits: 32, interpreter: '/lib/ld.so.1' },
    ],
    [
      'a program for a machine without a name here',
      elf({ machine: 4711 }),
      { kind: 'elf-executable', machine: 'machine-4711', bits: 64, static: true },
    ],
    [
      'a program whose sections are far from its headers',
      elf({ type: 3, flags: pie, interpreter: loader, gap: 300_000 }),
      { kind: 'elf-executable', machine: 'x86_64', bits: 64, interpreter: loader, pie: true },
    ],
    [
      'a library whose sections are far from its headers',
      elf({ type: 3, flags: 0, gap: 300_000 }),
      { kind: 'elf-library', machine: 'x86_64', bits: 64 },
    ],
    [
      'a program whose headers are last',
      elf({ type: 3, interpreter: loader, gap: 300_000, tableLast: true }),
      { kind: 'elf-executable', machine: 'x86_64', bits: 64, pie: true },
    ],
    [
      'a library whose headers are last and whose kind is not known',
      elf({ type: 3, flags: 0, gap: 300_000, tableLast: true }),
      { kind: 'elf-executable', machine: 'x86_64', bits: 64 },
    ],
    [
      'a small library whose headers are last',
      elf({ type: 3, flags: 0, tableLast: true }),
      { kind: 'elf-library', machine: 'x86_64', bits: 64 },
    ],
    ['a file that is only the magic number', Buffer.from('\x7fELF'), { kind: 'elf-other' }],
    ['a header that is cut off', elf().subarray(0, 40), { kind: 'elf-other' }],
    [
      'a program that is cut off',
      elf({ type: 3, interpreter: loader }).subarray(0, 70),
      { kind: 'elf-executable', machine: 'x86_64', bits: 64 },
    ],
    ['a header of no known class', Buffer.from('\x7fELF\x07\x01'.padEnd(100, '\0')), { kind: 'elf-other' }],
  ];
  test.each(programs)('%s, with or without an execute bit', (_, content, wanted) => {
    const fact = { sha256: digest(content), ...wanted };
    expect(factOf(content, 0o644)).toEqual(fact);
    expect(factOf(content, 0o755)).toEqual(fact);
    expect(factOf(content, 0o644, 1)).toEqual(fact);
  });

  test('a program says how it protects itself', () => {
    const protectedBy = (options: ElfOptions): unknown =>
      factOf(elf({ type: 3, interpreter: loader, ...options }));
    expect(protectedBy({ relro: true, flags: 0 })).toMatchObject({ pie: true, relro: 'partial' });
    expect(protectedBy({ relro: true, flags: now })).toMatchObject({ relro: 'full' });
    expect(protectedBy({ relro: true, flags: 0, bindNow: true })).toMatchObject({ relro: 'full' });
    expect(protectedBy({ flags: now })).not.toHaveProperty('relro');
    expect(protectedBy({ stackFlags: 7 })).toMatchObject({ executableStack: true });
    expect(protectedBy({ stackFlags: 6 })).not.toHaveProperty('executableStack');
    expect(protectedBy({ type: 2 })).not.toHaveProperty('pie');
  });

  test('a program that needs a library is not static, though it names no loader', () => {
    expect(factOf(elf({ type: 2, flags: 0 }))).toMatchObject({ static: true });
    expect(factOf(elf({ type: 2, flags: 0, needed: true }))).not.toHaveProperty('static');
  });

  const zip = (name: string): Buffer =>
    Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26), Buffer.from(name)]);
  const portable = Buffer.alloc(300);
  portable.write('MZ');
  portable.writeUInt32LE(128, 60);
  portable.write('PE\0\0', 128);
  const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
  const others: readonly (readonly [name: string, content: Buffer, kind: string | undefined])[] = [
    ['a jar', zip('META-INF/MANIFEST.MF'), 'jar'],
    ['a jar with its folder first', zip('META-INF/'), 'jar'],
    ['another zip archive', zip('META-INFO'), undefined],
    ['a zip archive that is cut off', Buffer.from('PK\x03\x04'), undefined],
    ['a Windows program', portable, 'pe'],
    ['a DOS program', portable.subarray(0, 130), undefined],
    ['a text that begins like one', Buffer.from('MZ and a text'), undefined],
    ['a WebAssembly module', bytes('0061736d 01000000'), 'wasm'],
    ['a macOS program', bytes('cffaedfe 07000001 03'), 'mach-o'],
    ['a macOS program for two machines', bytes('cafebabe 00000002 01'), 'mach-o'],
    ['a large macOS program for two machines', bytes('cafebabf 00000002 01'), 'mach-o'],
    ['a Java class', bytes('cafebabe 00000041 00'), undefined],
  ];
  test.each(others)('%s is told by how it begins, with or without an execute bit', (_, content, kind) => {
    const fact = { sha256: digest(content), kind };
    for (const size of [1, 3, 64 * 1024]) {
      expect(factOf(content, 0o644, size)).toEqual(kind === undefined ? undefined : fact);
      expect(factOf(content, 0o755, size)).toEqual({ ...fact, kind: kind ?? 'other' });
    }
  });

  const scripts: readonly (readonly [line: string, interpreter: string | undefined])[] = [
    ['#!/bin/sh\necho', '/bin/sh'],
    ['#!/bin/sh', '/bin/sh'],
    ['#! /usr/bin/env -S node --flag \nx', '/usr/bin/env -S node --flag'],
    ['#!\t/bin/sh\r\n', '/bin/sh'],
    ['#!\n/bin/sh', undefined],
    ['#!', undefined],
    ['#!   ', undefined],
  ];
  test.each(scripts)('a script %j names its interpreter', (content, interpreter) => {
    const wanted = {
      sha256: digest(content),
      kind: 'script',
      ...(interpreter === undefined ? {} : { interpreter }),
    };
    expect(factOf(content)).toEqual(wanted);
    expect(factOf(content, 0o755, 1)).toEqual(wanted);
  });

  test('of the first line of a script as much is kept as Linux reads', () => {
    expect(factOf(`#!/${'x'.repeat(1000)}\n`)).toMatchObject({ interpreter: `/${'x'.repeat(253)}` });
  });

  test('anything else with an execute bit, an empty file too', () => {
    for (const mode of [0o744, 0o654, 0o645, 0o4755]) {
      expect(factOf('data', mode)).toEqual({ sha256: digest('data'), kind: 'other' });
    }
    expect(factOf('', 0o755)).toEqual({ sha256: digest(''), kind: 'other' });
    expect(factOf('#', 0o755)).toEqual({ sha256: digest('#'), kind: 'other' });
  });

  const noPrograms = ['', 'x', '#', '# !/bin/sh', ' #!/bin/sh', 'ELF\x7f', '\x7fEL', '\x7fELX and more'];
  test.each(noPrograms)('%j without an execute bit is none', (content) => {
    expect(factOf(content)).toBe(undefined);
    expect(factOf(content, 0o644, 1)).toBe(undefined);
  });

  test('a program gives the same facts in chunks of any size, wherever its sections are', () => {
    const sections = fc.record({
      gap: fc.integer({ min: 0, max: 20_000 }),
      size: fc.integer({ min: 1, max: 30_000 }),
      flags: fc.constantFrom(0, pie),
      bits: fc.constantFrom(32 as const, 64 as const),
    });
    fc.assert(
      fc.property(sections, ({ gap, size, flags, bits }) => {
        const content = elf({ type: 3, flags, gap, bits });
        const kind = flags === pie ? 'elf-executable' : 'elf-library';
        expect(factOf(content, 0o644, size)).toMatchObject({ kind, sha256: digest(content) });
        const started = elf({ type: 3, interpreter: loader, flags, gap, bits });
        expect(factOf(started, 0o644, size)).toMatchObject({ kind: 'elf-executable', interpreter: loader });
      }),
    );
  });

  test('what is known of a program does not depend on the size of chunks, wherever its headers are', () => {
    const options = fc.record({
      type: fc.constantFrom(1, 2, 3),
      gap: fc.integer({ min: 0, max: 9000 }),
      tableLast: fc.boolean(),
      interpreter: fc.constantFrom(loader, ''),
      flags: fc.constantFrom(0, pie),
    });
    fc.assert(
      fc.property(options, fc.integer({ min: 1, max: 10_000 }), (option, size) => {
        const content = elf(option);
        expect(factOf(content, 0o644, size)).toEqual(factOf(content));
      }),
    );
  });

  test('any bytes after the magic number are read without an exception, and the same in any chunks', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 64 }), (tail, size) => {
        const content = Buffer.concat([Buffer.from('\x7fELF'), tail]);
        expect(factOf(content, 0o644, size)).toEqual(factOf(content));
        expect(factOf(content)).toMatchObject({ sha256: digest(content) });
      }),
    );
  });

  test('any change in a program is read without an exception', () => {
    const program = elf({ type: 3, interpreter: loader, flags: pie });
    fc.assert(
      fc.property(fc.nat(program.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const content = Buffer.from(program);
        content[at] = byte;
        expect(factOf(content, 0o755)).toMatchObject({ sha256: digest(content) });
      }),
      { numRuns: 500 },
    );
  });
});

describe('the executables of an image', () => {
  const members: readonly TarMember[] = [
    file('usr/bin/tool', 'run', { mode: 0o4755, uid: 1, gid: 2 }),
    hardlink('usr/bin/alias', 'usr/bin/tool'),
    symlink('usr/bin/link', 'tool'),
    file('usr/lib/libx.so', elf({ type: 3 })),
    file('etc/passwd', 'root'),
  ].map((member) => (member.flag === '1' ? { ...member, mode: 0o4755, uid: 1, gid: 2 } : member));
  const lower = tar(...members);
  const upper = tar(file('a.sh', '#!/bin/sh'), file('usr/lib/.wh.libx.so'));

  test('are those that are visible, sorted by path, each name of a file for itself', async () => {
    const view = await walk(fakeImage(lower, upper), [executableReader]);
    const tool = {
      sha256: digest('run'),
      kind: 'other',
      size: 3,
      mode: 0o4755,
      uid: 1,
      gid: 2,
      layer: sha256(lower),
    };
    expect(executablesOf(view, new Map([['/usr/bin/tool', 'pkg:deb/debian/tool@1']]))).toEqual([
      {
        path: '/a.sh',
        sha256: digest('#!/bin/sh'),
        kind: 'script',
        interpreter: '/bin/sh',
        size: 9,
        mode: 0o644,
        uid: 0,
        gid: 0,
        layer: sha256(upper),
      },
      { path: '/usr/bin/alias', ...tool },
      { path: '/usr/bin/tool', ...tool, package: 'pkg:deb/debian/tool@1' },
    ]);
  });

  test('have the names of their owners, but of root', async () => {
    const view = await walk(fakeImage(lower), [executableReader]);
    const accounts = {
      users: [
        { name: 'root', id: 0, group: 0 },
        { name: 'app', id: 1, group: 2 },
        { name: 'again', id: 1, group: 2 },
      ],
      groups: [{ name: 'staff', id: 2, members: [] }],
    };
    const found = executablesOf(view, new Map(), accounts);
    expect(found.find(({ path }) => path === '/usr/bin/tool')).toMatchObject({ user: 'app', group: 'staff' });
    expect(found.find(({ path }) => path === '/usr/lib/libx.so')).not.toHaveProperty('user');
  });

  test('of a bare folder have no layer', async () => {
    const layer = { diffId: null, open: async () => chunks(lower) };
    const view = await walk({ layers: [layer] }, [executableReader]);
    expect(executablesOf(view, new Map()).map((executable) => executable.layer)).toEqual([null, null, null]);
  });
});
