import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type UpdateOptions, updateAdvisories } from '../../src/advisories/update.ts';
import { createHttp, type HttpClient } from '../../src/io/http.ts';
import { type Answer, type SeenRequest, startServer } from '../fakes/server.ts';
import { npm } from './support/packages.ts';
import { affected, record } from './support/records.ts';
import { fixtures, now, opened, workspace } from './support/workspace.ts';
import { exportOf } from './support/zip-archive.ts';

function http(): HttpClient {
  const client = createHttp({ attempts: 1 });
  onTestFinished(() => client.close());
  return client;
}

interface Mirror {
  readonly seen: readonly SeenRequest[];
  /** What the mirror has, by path; answered with validators, and with 304 to whoever has them already. */
  readonly files: Map<string, Buffer | string>;
  update(options?: Partial<UpdateOptions>): ReturnType<typeof updateAdvisories>;
  readonly database: string;
  readonly folder: string;
  readonly url: string;
}

async function mirror(): Promise<Mirror> {
  const files = new Map<string, Buffer | string>();
  const { database, folder } = workspace();
  const answer = ({ url, headers }: SeenRequest): Answer => {
    const body = files.get(decodeURIComponent(url));
    if (body === undefined) return { status: 404 };
    const etag = `"${body.length}"`;
    if (headers['if-none-match'] === etag) return { status: 304 };
    return { headers: { etag, 'last-modified': 'Sun, 22 Nov 2026 00:00:00 GMT' }, body };
  };
  const { url, seen } = await startServer(answer);
  const client = http();
  return {
    files,
    seen,
    database,
    folder,
    url,
    update: (options = {}) =>
      updateAdvisories({ baseUrl: `${url}/osv/`, into: database, http: client, now, ...options }),
  };
}

const rules = (path: string): string[] =>
  opened(path)
    .match([npm('left-pad', '1.0.0')], null)
    .findings.map((finding) => finding.rule)
    .sort();

const debianRecord = record('CVE-2026-1', { affected: [affected('Debian:12', 'p', [{ introduced: '0' }])] });

test('the exports of the ecosystems asked for are fetched and imported', async () => {
  const { files, seen, update } = await mirror();
  files.set('/osv/npm/all.zip', exportOf([record('X-1')]));
  files.set('/osv/Debian/all.zip', exportOf([debianRecord]));
  const summary = await update({ ecosystems: ['npm', 'Debian'] });
  expect(summary).toMatchObject({ records: 2, fetched: ['Debian', 'npm'], current: [] });
  expect(summary.info.ecosystems.map(({ name }) => name)).toEqual(['Debian:12', 'npm']);
  expect(seen.map(({ url }) => url)).toEqual(['/osv/Debian/all.zip', '/osv/npm/all.zip']);
});

test('without a list, the ecosystems are those of ecosystems.txt that images are matched with', async () => {
  const { files, seen, update } = await mirror();
  files.set('/osv/ecosystems.txt', 'Debian\nDebian:12\nAndroid\r\nnpm\n../etc\n');
  files.set('/osv/npm/all.zip', exportOf([record('X-1')]));
  files.set('/osv/Debian/all.zip', exportOf([debianRecord]));
  expect((await update()).fetched).toEqual(['Debian', 'npm']);
  expect(seen.map(({ url }) => url)).toEqual([
    '/osv/ecosystems.txt',
    '/osv/Debian/all.zip',
    '/osv/npm/all.zip',
  ]);
});

test('what has not changed is not fetched again, and the database is as fresh as the question', async () => {
  const { files, seen, update, database } = await mirror();
  files.set('/osv/npm/all.zip', exportOf([record('X-1')]));
  files.set('/osv/Debian/all.zip', exportOf([debianRecord]));
  const first = await update({ ecosystems: ['npm', 'Debian'] });
  files.set('/osv/npm/all.zip', exportOf([record('X-2'), record('X-3')]));
  const second = await update({ ecosystems: ['npm', 'Debian'], now: now + 3_600_000 });
  expect(second).toMatchObject({ fetched: ['npm'], current: ['Debian'], records: 2 });
  const third = await update({ ecosystems: ['npm', 'Debian'], now: now + 7_200_000 });
  expect(third).toMatchObject({ fetched: [], current: ['Debian', 'npm'], records: 0 });
  expect(third.info).toEqual({ ...second.info, builtAt: '2026-11-23T10:00:00Z' });
  expect(second.info.digest).not.toBe(first.info.digest);
  expect(rules(database)).toEqual(['X-2', 'X-3']);
  expect(seen.slice(2, 4).map(({ headers }) => headers['if-modified-since'])).toEqual(
    Array(2).fill('Sun, 22 Nov 2026 00:00:00 GMT'),
  );
});

test('validators of one address are not sent to another', async () => {
  const { files, seen, update, url } = await mirror();
  files.set('/osv/npm/all.zip', exportOf([record('X-1')]));
  files.set('/other/npm/all.zip', exportOf([record('X-2')]));
  await update({ ecosystems: ['npm'] });
  await update({ ecosystems: ['npm'], baseUrl: `${url}/other` });
  expect(seen.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined]);
});

test('the catalogue of known exploited vulnerabilities comes along', async () => {
  const { files, update, url, database } = await mirror();
  files.set('/osv/npm/all.zip', exportOf([record('X-1', { aliases: ['CVE-2014-6271'] })]));
  files.set('/kev.json', readFileSync(join(fixtures, 'kev.json')));
  const options = { ecosystems: ['npm'], knownExploitedUrl: `${url}/kev.json` };
  expect(await update(options)).toMatchObject({ fetched: ['npm', 'KEV'], info: { knownExploited: 3 } });
  expect(await update(options)).toMatchObject({ current: ['npm', 'KEV'], info: { knownExploited: 3 } });
  const { findings } = opened(database).match([npm('left-pad', '1.0.0')], null);
  expect(findings).toMatchObject([{ rule: 'CVE-2014-6271', knownExploited: true }]);
});

test('EPSS scores come along, and what is none of them is said', async () => {
  const { files, update, url, database } = await mirror();
  files.set('/osv/npm/all.zip', exportOf([record('X-1', { aliases: ['CVE-1999-0005'] })]));
  files.set('/epss.csv.gz', gzipSync(readFileSync(join(fixtures, 'epss.csv'))));
  const options = { ecosystems: ['npm'], epssUrl: `${url}/epss.csv.gz` };
  expect(await update(options)).toMatchObject({ fetched: ['npm', 'EPSS'], info: { epss: 29 } });
  expect(await update(options)).toMatchObject({ current: ['npm', 'EPSS'], info: { epss: 29 } });
  const { findings } = opened(database).match([npm('left-pad', '1.0.0')], null);
  expect(findings).toMatchObject([{ rule: 'CVE-1999-0005', epss: 0.91963 }]);
  files.set('/epss.csv.gz', 'moved');
  expect(await update(options)).toMatchObject({ failed: [{ name: 'EPSS' }], info: { epss: 29 } });
});

test('what is not the catalogue of known exploited vulnerabilities is not imported in its place', async () => {
  const { files, update, url } = await mirror();
  files.set('/osv/npm/all.zip', exportOf([record('X-1')]));
  files.set('/kev.json', JSON.stringify(record('X-2')));
  const summary = await update({ ecosystems: ['npm'], knownExploitedUrl: `${url}/kev.json` });
  expect(summary.failed).toEqual([{ name: 'KEV', reason: expect.stringContaining('not the KEV catalogue') }]);
});

test('an ecosystem with a sign in its name is asked for as one path segment', async () => {
  const { files, seen, update } = await mirror();
  files.set('/osv/Debian:12/all.zip', exportOf([debianRecord]));
  expect((await update({ ecosystems: ['Debian:12'] })).info.ecosystems).toHaveLength(1);
  expect(seen.map(({ url }) => url)).toEqual(['/osv/Debian%3A12/all.zip']);
});

describe('an export that cannot be had', () => {
  const faulty: readonly [string, Buffer | string | undefined, RegExp][] = [
    ['that is not there', undefined, /answered 404/],
    ['that is no zip', 'sorry, we are closed', /cannot import/],
    ['that is cut', exportOf([record('X-2')]).subarray(0, -9), /cannot import/],
    ['that holds nothing', exportOf(['[]']), /it holds no OSV record/],
  ];

  test.each(faulty)('%s does not keep the others', async (_, body, reason) => {
    const { files, update, database, folder } = await mirror();
    files.set('/osv/npm/all.zip', exportOf([record('X-1')]));
    if (body !== undefined) files.set('/osv/Wolfi/all.zip', body);
    const summary = await update({ ecosystems: ['npm', 'Wolfi'] });
    expect(summary).toMatchObject({
      fetched: ['npm'],
      current: [],
      info: { builtAt: '2026-11-23T08:00:00Z' },
    });
    expect(summary.failed).toEqual([{ name: 'Wolfi', reason: expect.stringMatching(reason) }]);
    expect(rules(database)).toEqual(['X-1']);
    expect(readdirSync(folder)).toEqual(['advisories.db']);
  });

  test.each(faulty)('%s leaves what there was of it, and its age', async (_, body, reason) => {
    const { files, update, database } = await mirror();
    files.set('/osv/npm/all.zip', exportOf([record('X-1')]));
    files.set('/osv/Debian/all.zip', exportOf([debianRecord]));
    await update({ ecosystems: ['npm', 'Debian'] });
    files.delete('/osv/npm/all.zip');
    if (body !== undefined) files.set('/osv/npm/all.zip', body);
    files.set('/osv/Debian/all.zip', exportOf([debianRecord, record('Y-1')]));
    const later = await update({ ecosystems: ['npm', 'Debian'], now: now + 3_600_000 });
    expect(later.failed).toEqual([{ name: 'npm', reason: expect.stringMatching(reason) }]);
    expect(later).toMatchObject({ fetched: ['Debian'], info: { builtAt: '2026-11-23T08:00:00Z' } });
    expect(rules(database)).toEqual(['X-1', 'Y-1']);
  });

  test.each(faulty)('%s alone is an error, and the old copy stays', async (_, body) => {
    const { files, update, database, folder } = await mirror();
    files.set('/osv/npm/all.zip', exportOf([record('X-1')]));
    await update({ ecosystems: ['npm'] });
    const before = readFileSync(database);
    files.delete('/osv/npm/all.zip');
    if (body !== undefined) files.set('/osv/npm/all.zip', body);
    await expect(update({ ecosystems: ['npm'] })).rejects.toMatchObject({ exitCode: 3 });
    expect(readFileSync(database)).toEqual(before);
    expect(readdirSync(folder)).toEqual(['advisories.db']);
  });

  test('after a connection that breaks', async () => {
    const { url } = await startServer(() => (response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('PK');
      setTimeout(() => response.destroy(), 10);
    });
    const { folder, database } = workspace();
    const running = updateAdvisories({
      baseUrl: url,
      ecosystems: ['npm'],
      into: database,
      http: http(),
      now,
    });
    await expect(running).rejects.toMatchObject({ code: 'HTTP_CUT' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

test.each(['../npm', 'a/b', '', 'a\nb', '.'])('%j is no ecosystem', async (name) => {
  const { update, seen } = await mirror();
  await expect(update({ ecosystems: [name] })).rejects.toMatchObject({ code: 'USAGE' });
  expect(seen).toEqual([]);
});

test('a list without a single ecosystem that images are matched with is an error', async () => {
  const { files, update } = await mirror();
  files.set('/osv/ecosystems.txt', '<html>\n');
  await expect(update()).rejects.toMatchObject({ code: 'ADVISORIES_SOURCE' });
});

test('a validator that is no plain header text is not remembered', async () => {
  const { folder, database } = workspace();
  const server = await startServer(() => ({
    headers: { etag: `"${'x'.repeat(600)}"` },
    body: exportOf([record('X-1')]),
  }));
  const options = { baseUrl: server.url, ecosystems: ['npm'], into: database, http: http(), now };
  await updateAdvisories(options);
  await updateAdvisories(options);
  expect(server.seen.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined]);
  expect(readdirSync(folder)).toEqual(['advisories.db']);
});
