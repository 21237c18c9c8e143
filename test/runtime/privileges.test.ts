import { expect, test } from 'vitest';
import { privilegesOf } from '../../src/runtime/privileges.ts';

const app = { uid: 1000, gid: 1000, groups: [], root: false, source: '' };
const root = { uid: 0, gid: 0, groups: [], root: true, source: '' };
const stepDown = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'KILL', 'SETGID', 'SETUID'];

test('a user other than root keeps no capability, whatever port it declares', () => {
  expect(privilegesOf(app, []).capabilities).toEqual([]);
  expect(privilegesOf(app, [{ port: 80, protocol: 'tcp' }])).toMatchObject({
    capabilities: [],
    source:
      'USER is not root, so it needs none; for port 80 the engine must set net.ipv4.ip_unprivileged_port_start, as Docker does',
  });
});

test('root keeps what stepping down to another user takes', () => {
  expect(privilegesOf(root, [{ port: 1024, protocol: 'tcp' }]).capabilities).toEqual(stepDown);
});

test('root with a port below 1024 keeps NET_BIND_SERVICE too', () => {
  const { capabilities } = privilegesOf(root, [{ port: 1023, protocol: 'udp' }]);
  expect(capabilities).toEqual([
    'CHOWN',
    'DAC_OVERRIDE',
    'FOWNER',
    'KILL',
    'NET_BIND_SERVICE',
    'SETGID',
    'SETUID',
  ]);
});

test('every policy forbids new privileges and limits processes', () => {
  expect(privilegesOf(root, [])).toMatchObject({ noNewPrivileges: true, maxProcesses: 2048 });
});
