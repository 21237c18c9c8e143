import { Readable } from 'node:stream';
import type { Http, HttpResponse } from '../../../src/io/http.ts';
import { retryDelayMs } from '../../../src/io/http-retry.ts';
import { sha256 } from '../../../src/model/digest.ts';
import { mediaTypes } from '../../../src/model/manifest.ts';
import { openRepository } from '../../../src/registry/client.ts';
import type { Repository } from '../../../src/registry/repository.ts';
import { buildImage, buildIndex } from '../../fakes/images.ts';
import { bytesOf } from '../../fakes/manifests.ts';
import { file, tar } from '../../fakes/tar.ts';
import type { Seed, Target } from '../target.ts';

const { manifest, descriptor } = buildImage([tar(file('a'))]);
const digest = sha256('a');

interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** A registry that answers so, whatever it is asked. */
function repository(reply: (url: URL, asked: number) => Reply): Repository {
  let asked = 0;
  const http: Http = {
    async request(url): Promise<HttpResponse> {
      asked += 1;
      const { status = 200, headers = {}, body = Buffer.alloc(0) } = reply(new URL(url), asked);
      return { status, headers: new Headers(headers), body: Readable.from([body]), url };
    },
  };
  return openRepository({ host: 'registry.example', repository: 'a' }, { http, now: () => 0 });
}

/** What a header can hold: the client of the network lets nothing else through. */
function headerText(input: Buffer): string {
  return input
    .toString('latin1')
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, '')
    .slice(0, 8000);
}

function target(
  name: string,
  seeds: readonly (string | Buffer)[],
  read: (input: Buffer, seed: Seed) => unknown,
): Target {
  const named = seeds.map((seed, index) => ({ name: `${name} ${index + 1}`, bytes: Buffer.from(seed) }));
  return { name: `registry:${name}`, seeds: named, read };
}

const index = { 'content-type': mediaTypes.index };
const tokens = { token: 'abc', expires_in: 300, issued_at: '2026-01-01T00:00:00Z' };
const refusals = [
  { errors: [{ code: 'DENIED', message: 'no', detail: { a: 1 } }] },
  { error: 'invalid_scope', error_description: 'see https://user:pw@host/?token=x' },
];
const links = [
  '</v2/a/tags/list?last=b&n=1>; rel="next"',
  '<https://registry.example/v2/_catalog>; rel=next, <b>; rel="prev first"',
];

/** What registries, and servers that give tokens for them, answer. */
export const registryTargets: readonly Target[] = [
  target('tags', [bytesOf({ name: 'a', tags: ['1.0', 'latest'] }), '{"tags":null}'], (body) =>
    repository(() => ({ body })).tags(),
  ),
  target('referrers', [buildIndex([descriptor, { ...descriptor, artifactType: 'a/b' }])], (body) =>
    repository(() => ({ body, headers: index })).referrers(digest),
  ),
  target('manifest', [manifest, buildIndex([descriptor])], async (body) => {
    const served = await repository(() => ({ body })).manifest('1.0');
    return served?.descriptor;
  }),
  target('referrers-list', [buildIndex([descriptor])], async (body) => {
    const pushed = bytesOf({ ...JSON.parse(manifest.toString()), subject: descriptor });
    const { digest: got } = await repository(({ pathname }, asked) =>
      pathname.includes('/manifests/') && asked > 1 ? { body } : { status: 201 },
    ).pushReferrer(pushed, mediaTypes.manifest);
    return got;
  }),
  target('token', [bytesOf(tokens), bytesOf({ access_token: 'abc' })], (body) => {
    const challenge = 'Bearer realm="https://registry.example/token",service="a"';
    return repository(({ pathname }, asked) => {
      if (pathname === '/token') return { body };
      return asked === 1
        ? { status: 401, headers: { 'www-authenticate': challenge } }
        : { body: bytesOf({}) };
    }).tags();
  }),
  target('refusal', refusals.map(bytesOf), (body) => repository(() => ({ status: 400, body })).tags()),
  target('link', links, (input) => {
    const link = headerText(input);
    return repository(({ host }, asked) => {
      if (host !== 'registry.example') throw new Error('a list goes on on another host');
      return { body: bytesOf({}), headers: asked === 1 ? { link } : {} };
    }).tags();
  }),
  target('location', ['/v2/a/blobs/uploads/1?state=x', 'https://other.example/u'], (input) =>
    repository((_, asked) => {
      if (asked === 1) return { status: 404 };
      return asked === 2 ? { status: 202, headers: { location: headerText(input) } } : { status: 201 };
    }).pushBlob(Buffer.from('a'), mediaTypes.layer),
  ),
  target('retry-after', ['5', 'Wed, 21 Oct 2026 07:28:00 GMT'], (input) =>
    retryDelayMs({ attempt: 1, random: () => 0.5, now: () => 0 }, headerText(input)),
  ),
];
