import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseOsRelease } from '../../src/catalog/os-release.ts';
import { fixture, inventoryOf } from './support.ts';

describe('os-release values are read as a shell would', () => {
  test.each([
    ['ID=debian', { id: 'debian' }],
    ['ID="debian"', { id: 'debian' }],
    ["ID='debian'", { id: 'debian' }],
    ['# ID=ubuntu\n\n  ID=debian  ', { id: 'debian' }],
    ['ID=Debian', { id: 'debian' }],
    ['ID=debian\r\nVERSION_ID="12"\r\n', { id: 'debian', versionId: '12' }],
    ['ID=ubuntu\nID=debian', { id: 'debian' }],
    ['ID=a\nVERSION_ID=""', { id: 'a' }],
    ['ID=a\nPRETTY_NAME="The \\"A\\" \\$1 \\\\ \\n"', { id: 'a', name: 'The "A" $1 \\ \\n' }],
    ["ID=a\nPRETTY_NAME='a \\$ b'", { id: 'a', name: 'a \\$ b' }],
    ['ID=a\nNAME=Only', { id: 'a', name: 'Only' }],
    ['ID=alpine\nVERSION_ID=3.21.0_alpha20240923', { id: 'alpine', versionId: '3.21.0_alpha20240923' }],
    ['ID_LIKE=x\nID=a', { id: 'a' }],
  ])('%j', (text, expected) => {
    expect(parseOsRelease(text)).toEqual(expected);
  });

  test.each([
    ['', 'it has no ID'],
    ['ID=', 'it has no ID'],
    [fixture('os-release/without-id'), 'it has no ID'],
    ['ID="debian', 'a quotation mark is not closed: "debian'],
    ['ID="', 'a quotation mark is not closed'],
    ['ID="debian" # 12', 'text follows a closing quotation mark: "debian" # 12'],
    ["ID=a\nVERSION_ID='1'2", "text follows a closing quotation mark: '1'2"],
    ['ID=a b', 'its ID is not one word'],
    ['ID=a/../b', 'its ID is not one word'],
    ['ID="Rocky Linux"', 'its ID is not one word of at most 64 letters, digits and . _ - (Rocky Linux)'],
    [`ID=${'a'.repeat(65)}`, 'its ID is not one word of at most 64 letters'],
    [
      'ID=a\nVERSION_ID="1 2"',
      'its VERSION_ID is not one word of at most 64 letters, digits and . _ ~ + - (1 2)',
    ],
    ['ID=a\nVERSION_ID="1\u001b[31m"', '(1\\u{1b}[31m)'],
  ])('%j is refused', (text, reason) => {
    expect(() => parseOsRelease(text)).toThrow(reason);
  });

  test('any text gives an answer or a sentence', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        try {
          expect(parseOsRelease(`ID=${text}`).id).toMatch(/^[a-z0-9._-]{1,64}$/);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });
});

describe('the distribution of an image', () => {
  const link = { link: '../usr/lib/os-release' };

  test('is read through the usual link', () => {
    const { os } = inventoryOf({
      'etc/os-release': link,
      'usr/lib/os-release': fixture('os-release/debian-12'),
    });
    expect(os).toEqual({ id: 'debian', versionId: '12', name: 'Debian GNU/Linux 12 (bookworm)' });
  });

  test('is read from usr/lib when etc has none', () => {
    const { os } = inventoryOf({ 'usr/lib/os-release': fixture('os-release/alpine-3.18') });
    expect(os).toEqual({ id: 'alpine', versionId: '3.18.4', name: 'Alpine Linux v3.18' });
  });

  test('is what etc says when both are files', () => {
    const { os } = inventoryOf({ 'etc/os-release': 'ID=a\n', 'usr/lib/os-release': 'ID=b\n' });
    expect(os).toEqual({ id: 'a' });
  });

  test('is what the upper layer says', () => {
    const { os } = inventoryOf({ 'etc/os-release': 'ID=a\n' }, { 'etc/os-release': 'ID=b\n' });
    expect(os).toEqual({ id: 'b' });
  });

  test('is null without a problem when there is no file', () => {
    expect(inventoryOf({ 'bin/app': '' })).toMatchObject({ os: null, packages: [], problems: [] });
  });

  test('is null with a problem when the file cannot be read', () => {
    const { os, problems } = inventoryOf({ 'etc/os-release': fixture('os-release/without-id') });
    expect(os).toBeNull();
    expect(problems).toEqual(['/etc/os-release: it has no ID, so the distribution is unknown']);
  });

  test('is null with a problem when the file leads where nobody looks', () => {
    const { os, problems } = inventoryOf({ 'etc/os-release': { link: '/opt/other' }, 'opt/other': 'ID=a\n' });
    expect(os).toBeNull();
    expect(problems).toEqual(['/etc/os-release: it leads to /opt/other, which is not read']);
  });

  test.each([
    ['trixie/sid\n', { id: 'debian', versionId: 'sid' }],
    ['12.11\n', { id: 'debian', versionId: '12' }],
    ['bookworm\n', { id: 'debian' }],
  ])('Debian without VERSION_ID takes its release from debian_version %j', (debianVersion, expected) => {
    const { os } = inventoryOf({ 'etc/os-release': 'ID=debian\n', 'etc/debian_version': debianVersion });
    expect(os).toEqual(expected);
  });

  test('debian_version does not change what os-release says', () => {
    const { os } = inventoryOf({
      'etc/os-release': 'ID=debian\nVERSION_ID=11\n',
      'etc/debian_version': '12.1',
    });
    expect(os).toEqual({ id: 'debian', versionId: '11' });
  });

  test('debian_version says nothing of a derivative', () => {
    const { os } = inventoryOf({ 'etc/os-release': 'ID=kali\n', 'etc/debian_version': 'kali-rolling' });
    expect(os).toEqual({ id: 'kali' });
  });
});
