import { describe, expect, test } from 'vitest';
import { createHttp } from '../../src/io/http.ts';
import { openRepository } from '../../src/registry/client.ts';
import { nearestTag } from '../../src/registry/tags.ts';
import { type Answer, type SeenRequest, startServer } from '../fakes/server.ts';

async function registry(answer: (request: SeenRequest) => Answer) {
  const server = await startServer(answer);
  const http = createHttp({ attempts: 1 });
  return { server, repository: openRepository({ host: server.host, repository: 'apps/shop' }, { http }) };
}

const page = (tags: readonly unknown[] | null, link?: string): Answer => ({
  headers: link === undefined ? {} : { link },
  body: JSON.stringify({ name: 'apps/shop', tags }),
});

describe('the tags of a repository', () => {
  test.each([
    ['relative', () => '</v2/apps/shop/tags/list?n=1&last=a>; rel="next"'],
    ['absolute', (url: string) => `<${url}/v2/apps/shop/tags/list?n=1&last=a>; rel=next`],
    [
      'among others',
      () => '</first>; rel="first", </v2/apps/shop/tags/list?n=1&last=a>; title="x"; rel="last next"',
    ],
    [
      'on the registry’s name behind its proxy',
      () => '<http://internal:5000/v2/apps/shop/tags/list?n=1&last=a>; rel="next"',
    ],
  ])('go on over pages whose Link is %s', async (_, link) => {
    const { server, repository } = await registry(({ url }) =>
      url.includes('last=a') ? page(['b']) : page(['a'], link(server.url)),
    );
    expect(await repository.tags()).toEqual(['a', 'b']);
    expect(server.seen[1]?.url).toBe('/v2/apps/shop/tags/list?n=1&last=a');
  });

  test.each([
    ['no next page', '</prev>; rel="prev"'],
    ['a page that is not called next', '</v2/x>; rel="nextish"'],
    ['what is not a URL', '<http://[>; rel="next"'],
    ['rubbish', 'rel="next"'],
  ])('end at a Link with %s', async (_, link) => {
    const { repository } = await registry(() => page(['a'], link));
    expect(await repository.tags()).toEqual(['a']);
  });

  test.each([
    ['/.//other.example/x', '//other.example/x'],
    ['/.//[/x', '//[/x'],
    ['mailto:other.example', '/other.example'],
    ['https://registry.example//other.example/x', '//other.example/x'],
  ])('never go on on another host: %s', async (target, asked) => {
    const { server, repository } = await registry(({ url }) =>
      url.includes('/tags/list') ? page(['a'], `<${target}>; rel="next"`) : page(['b']),
    );
    expect(await repository.tags()).toEqual(['a', 'b']);
    expect(server.seen[1]?.url).toBe(asked);
  });

  test('of a repository without any are none', async () => {
    const { repository } = await registry(() => page(null));
    expect(await repository.tags()).toEqual([]);
  });

  test('leave out what is no tag, and what comes twice', async () => {
    const { repository } = await registry(() => page(['ok', '../x', 'a\u001b[31m', '', 'ok']));
    expect(await repository.tags()).toEqual(['ok']);
  });

  test('without end are refused', async () => {
    const { server, repository } = await registry(() =>
      page(['a'], '</v2/apps/shop/tags/list?last=a>; rel="next"'),
    );
    await expect(repository.tags()).rejects.toMatchObject({ code: 'LIST_TOO_LONG' });
    expect(server.seen.length).toBe(1000);
  });

  test('in too great a number are refused', async () => {
    const tags = Array.from({ length: 100_001 }, (_, i) => `t${i}`);
    const { repository } = await registry(() => page(tags));
    await expect(repository.tags()).rejects.toMatchObject({
      code: 'LIST_TOO_LONG',
      facts: { limit: 100_000 },
    });
  });

  test.each([
    ['what is not JSON', { body: '<html>' }, 'JSON_MALFORMED'],
    ['another shape', { body: '{"tags":{"a":1}}' }, 'JSON_MALFORMED'],
    ['numbers', { body: '{"tags":[1]}' }, 'JSON_MALFORMED'],
    ['a page without end', { body: Buffer.alloc(17 * 1024 * 1024, 32) }, 'TOO_LARGE'],
    ['404', { status: 404, body: '{"errors":[{"code":"NAME_UNKNOWN","message":"unknown"}]}' }, 'HTTP_STATUS'],
  ])('answered with %s are an error', async (_, answer, code) => {
    const { repository } = await registry(() => answer);
    await expect(repository.tags()).rejects.toMatchObject({ code });
  });
});

describe('the nearest tag', () => {
  test.each([
    ['2.4.l', ['2.4.0', '2.4.1', '2.4.2'], '2.4.1'],
    ['2.4.1', ['v2.4.1', '3.0.0'], 'v2.4.1'],
    ['Latest', ['latest', 'later'], 'latest'],
    ['lates', ['latest', 'stable'], 'latest'],
    ['1.2.3', ['1.2.4', '1.2.10', '1.2.9'], '1.2.9'],
    ['bookworm_slim', ['bookworm', 'bookworm-slim'], 'bookworm-slim'],
    ['v1', ['v2'], 'v2'],
  ])('to %s among %j is %s', (wanted, tags, nearest) => {
    expect(nearestTag(wanted, tags)).toBe(nearest);
  });

  test.each([
    ['stable', ['1.0', 'nightly']],
    ['a', []],
    ['1.0', ['completely-different']],
  ])('to %s among %j is none', (wanted, tags) => {
    expect(nearestTag(wanted, tags)).toBeUndefined();
  });

  test('does not depend on the order of the list', () => {
    const tags = ['1.2.0', '1.2.1', '1.2.3', '1.3.2'];
    expect(nearestTag('1.2.2', tags)).toBe(nearestTag('1.2.2', [...tags].reverse()));
  });
});
