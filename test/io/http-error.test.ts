import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { redacted, statusFault } from '../../src/io/http-error.ts';

function answer(body: string, headers: Readonly<Record<string, string>> = {}) {
  return {
    status: 403,
    headers: new Headers(headers),
    body: Readable.from([Buffer.from(body)], { objectMode: false }),
    url: 'https://registry.example:5000/v2/a/manifests/b?X-Amz-Signature=hidden',
  };
}

describe('the error of a status', () => {
  test.each([
    [
      'OCI',
      '{"errors":[{"code":"DENIED","message":"requested access is denied"}]}',
      ': requested access is denied',
    ],
    ['OCI without message', '{"errors":[{"code":"NAME_UNKNOWN"},{"code":"X"}]}', ': NAME_UNKNOWN; X'],
    ['OAuth 2', '{"error":"invalid_grant","error_description":"expired"}', ': expired'],
    ['the OAuth 2 code alone', '{"error":"invalid_grant"}', ': invalid_grant'],
    ['a token server', '{"details":"incorrect username or password"}', ': incorrect username or password'],
    ['HTML', '<html>Bad gateway</html>', ''],
    ['nothing', '', ''],
    ['a hostile shape', '{"errors":[null,{"message":{}},7]}', ''],
    ['too much', `{"message":"${'x'.repeat(100_000)}"}`, ''],
  ])('repeats what the host said: %s', async (_, body, detail) => {
    expect(await statusFault(answer(body), 'GET')).toMatchObject({
      code: 'HTTP_STATUS',
      facts: { detail },
      message: `registry.example:5000 answered 403 to GET /v2/a/manifests/b${detail}`,
    });
  });

  test('is one line, cut, and says how long the host asks to wait', async () => {
    const message = `a\nb\u001b[31m${'y'.repeat(500)}`;
    const error = await statusFault(
      answer(JSON.stringify({ errors: [{ message }] }), { 'retry-after': '3600' }),
      'GET',
    );
    expect(error.message).toContain('a\\u{a}b\\u{1b}[31m');
    expect(error.message).toMatch(/… \(it asks to wait: 3600\)$/);
    expect(error.message.length).toBeLessThan(500);
  });
});

describe('text for a message', () => {
  test.each([
    ['token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln is expired', 'token … is expired'],
    ['bad header Bearer abcdefghijkl', 'bad header Bearer …'],
    ['Basic dXNlcjpwYXNzd29yZA== is wrong', 'Basic … is wrong'],
    ['see https://user:pw@host.example/a?X-Amz-Signature=1&b=2 now', 'see https://host.example/a?… now'],
    ['password=hunter2, "token": "abc"', 'password=…, "token": "…"'],
  ])('hides credentials: %s', (text, clean) => {
    expect(redacted(text)).toBe(clean);
  });

  test('hides them where a long text is cut, and takes no longer for it', () => {
    const long = `${'a'.repeat(3900)} ${'https://user:pw'.repeat(9)}@host`;
    expect(redacted(`token ${`eyJ${'h'.repeat(3985)}`} https://user:pw@host`)).toBe('token …');
    expect(redacted(long)).not.toContain('pw');
    const started = performance.now();
    redacted('http://'.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(300);
  });

  test.each([
    'manifest unknown: sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'see https://docs.example/errors for more',
    'requested access to the resource is denied',
  ])('keeps what is none: %s', (text) => {
    expect(redacted(text)).toBe(text);
  });
});
