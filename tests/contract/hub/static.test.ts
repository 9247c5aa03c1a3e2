import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGE, SCRIPT, TestHub } from './request';

const hub = new TestHub();
beforeAll(() => hub.start());
afterAll(() => hub.stop());
const NAVIGATION = { Accept: 'text/html,application/xhtml+xml' };

describe('headers', () => {
  it.each([
    ['a page', '/', 'GET', 200],
    ['a script', '/a.js', 'GET', 200],
    ['a missing file', '/_app/none.js', 'GET', 404],
    ['another method', '/a.js', 'POST', 405],
    ['a broken address', '/%zz', 'GET', 400]
  ])('go with %s', async (_name, path, method, status) => {
    const answer = await hub.ask(path, path === '/' ? NAVIGATION : {}, method);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer'
    });
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['permissions-policy']).toContain('camera=(self), microphone=(self)');
    expect(answer.headers['permissions-policy']).toContain('geolocation=()');
    expect(answer.headers).not.toHaveProperty('x-powered-by');
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('allow on a page exactly its own inline script, by hash', async () => {
    const { headers } = await hub.ask('/', NAVIGATION);
    const policy = String(headers['content-security-policy']);
    const hash = createHash('sha256').update('start("中");').digest('base64');
    const scripts = policy.split('; ').find((part) => part.startsWith('script-src '));
    expect(scripts).toBe(`script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}'`);
    expect(policy).not.toContain("'unsafe-inline'");
    expect(policy).not.toContain("'unsafe-eval'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).toContain('trusted-types svelte-trusted-html tongzhen-worker tongzhen-service-worker');
    expect(policy).not.toMatch(/trusted-types [^;]*\bdefault\b/);
  });

  it('let a worker have a default policy, and no inline script', async () => {
    const policy = String((await hub.ask('/a.js')).headers['content-security-policy']);
    expect(policy).toContain('trusted-types default tongzhen-worker');
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  });

  it.each([
    ['/_app/immutable/b.mjs', 'text/javascript; charset=utf-8'],
    ['/r.wasm', 'application/wasm'],
    ['/m.onnx', 'application/octet-stream'],
    ['/manifest.webmanifest', 'application/manifest+json; charset=utf-8'],
    ['/icon.svg', 'image/svg+xml']
  ])('name the type of %s', async (path, type) => {
    expect((await hub.ask(path)).headers['content-type']).toBe(type);
  });

  it('keep for ever only what changes its name with its content', async () => {
    expect((await hub.ask('/_app/immutable/b.mjs')).headers['cache-control']).toBe(
      'public, max-age=31536000, immutable'
    );
    expect((await hub.ask('/a.js')).headers['cache-control']).toBe('no-cache');
    expect((await hub.ask('/', NAVIGATION)).headers['cache-control']).toBe('no-cache');
    expect((await hub.ask('/none.js')).headers['cache-control']).toBe('no-store');
  });
});

describe('addresses', () => {
  it.each(['/', '/visit', '/visit/12', '/a.b/c', '/%E5%90%8C?q=1#x'])(
    '%s is answered with the page',
    async (path) => {
      const answer = await hub.ask(path, NAVIGATION);
      expect([answer.status, answer.body.toString()]).toEqual([200, PAGE]);
    }
  );

  it('a missing file is told as missing, and so is a place in the app to whoever does not navigate', async () => {
    expect((await hub.ask('/_app/immutable/none.js', NAVIGATION)).status).toBe(404);
    expect((await hub.ask('/none.wasm', NAVIGATION)).status).toBe(404);
    expect((await hub.ask('/visit', { Accept: '*/*' })).status).toBe(404);
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/_app/%2e%2e/%2e%2e/secret.txt',
    '/_app/..\\..\\secret.txt',
    '/..%5csecret.txt',
    '/%00',
    '/a.js%00.html',
    '/%zz',
    '//etc/passwd',
    '/a.js.br',
    '/a.js/'
  ])('%s leads nowhere', async (path) => {
    const answer = await hub.ask(path);
    expect([400, 404]).toContain(answer.status);
    expect(answer.body.toString()).not.toContain('outside');
  });

  it('no address at all leads outside or breaks the server', async () => {
    const segment = fc.constantFrom(
      '..',
      '%2e%2e',
      '.',
      '%2f',
      '\\',
      '%5c',
      'secret.txt',
      'a.js',
      '_app',
      '%00',
      '%',
      '中'
    );
    await fc.assert(
      fc.asyncProperty(fc.array(segment, { maxLength: 6 }), async (segments) => {
        const answer = await hub.ask(encodeURI(`/${segments.join('/')}`).replaceAll('%25', '%'));
        expect([200, 400, 404]).toContain(answer.status);
        expect(answer.body.toString()).not.toContain('outside');
      }),
      { numRuns: 150 }
    );
    expect((await hub.ask('/a.js')).status).toBe(200);
  });

  it('too long an address is refused, a query of the allowed length is not', async () => {
    expect((await hub.ask(`/${'a'.repeat(2_100)}`)).status).toBe(414);
    expect((await hub.ask(`/a.js?${'q'.repeat(2_000)}`)).status).toBe(200);
  });
});

describe('compression', () => {
  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br;q=0', 'gzip'],
    ['gzip', 'gzip'],
    ['*', 'br'],
    ['BR', 'br'],
    ['identity', undefined],
    ['zstd;q=1', undefined],
    ['br;q=x', undefined]
  ])('Accept-Encoding "%s" is answered with %s', async (accepted, coding) => {
    const answer = await hub.ask('/a.js', { 'Accept-Encoding': accepted });
    expect(answer.headers['content-encoding']).toBe(coding);
    expect(answer.headers.vary).toBe('Accept-Encoding');
    const decode =
      coding === 'br' ? brotliDecompressSync : coding === 'gzip' ? gunzipSync : (body: Buffer) => body;
    expect(decode(answer.body).toString()).toBe(SCRIPT);
    expect(answer.headers['content-length']).toBe(String(answer.body.length));
  });

  it('each coding has a tag of its own, and a known tag is answered without a body', async () => {
    const tags = await Promise.all(
      ['br', 'gzip', 'identity'].map(
        async (coding) => (await hub.ask('/a.js', { 'Accept-Encoding': coding })).headers.etag
      )
    );
    expect(new Set(tags).size).toBe(3);
    const [br = ''] = tags;
    for (const known of [br, `"x", W/${br}`, '*']) {
      const answer = await hub.ask('/a.js', { 'Accept-Encoding': 'br', 'If-None-Match': known });
      expect([answer.status, answer.body.length]).toEqual([304, 0]);
    }
    expect((await hub.ask('/a.js', { 'Accept-Encoding': 'gzip', 'If-None-Match': br })).status).toBe(200);
  });
});

describe('HEAD', () => {
  it('answers with the headers of GET and no body', async () => {
    const got = await hub.ask('/a.js');
    const head = await hub.ask('/a.js', {}, 'HEAD');
    expect(head.status).toBe(200);
    expect(head.body).toHaveLength(0);
    const { date: _got, ...expected } = got.headers;
    const { date: _head, ...actual } = head.headers;
    expect(actual).toEqual(expected);
  });

  it('also for a missing file and for an empty one', async () => {
    expect((await hub.ask('/none.js', {}, 'HEAD')).body).toHaveLength(0);
    expect((await hub.ask('/empty.txt')).status).toBe(200);
  });
});

describe('ranges', () => {
  it.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=4-', 206, '456789', 'bytes 4-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=5-999', 206, '56789', 'bytes 5-9/10'],
    ['bytes=0-1,4-5', 200, '0123456789', undefined],
    ['bytes=6-2', 200, '0123456789', undefined],
    ['lines=0-1', 200, '0123456789', undefined],
    ['bytes=-', 200, '0123456789', undefined]
  ])('%s', async (range, status, body, contentRange) => {
    const answer = await hub.ask('/r.wasm', { Range: range });
    expect([answer.status, answer.body.toString(), answer.headers['content-range']]).toEqual([
      status,
      body,
      contentRange
    ]);
    expect(answer.headers['content-length']).toBe(String(body.length));
    expect(answer.headers['accept-ranges']).toBe('bytes');
  });

  it.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])('%s cannot be given', async (range) => {
    const answer = await hub.ask('/r.wasm', { Range: range });
    expect([answer.status, answer.headers['content-range']]).toEqual([416, 'bytes */10']);
  });

  it('a compressed file is resumed in its compressed bytes, and only while it is the same', async () => {
    const headers = { 'Accept-Encoding': 'br' };
    const whole = await hub.ask('/a.js', headers);
    const tag = String(whole.headers.etag);
    const rest = await hub.ask('/a.js', { ...headers, Range: 'bytes=20-', 'If-Range': tag });
    expect(rest.status).toBe(206);
    expect(Buffer.concat([whole.body.subarray(0, 20), rest.body])).toEqual(whole.body);
    const other = await hub.ask('/a.js', { ...headers, Range: 'bytes=20-', 'If-Range': '"another"' });
    expect([other.status, other.body.equals(whole.body)]).toEqual([200, true]);
  });
});

describe('bad requests', () => {
  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PROPFIND'])('%s is not allowed', async (method) => {
    const answer = await hub.ask('/a.js', {}, method);
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it.each([
    ['no HTTP', '\u0016\u0003\u0001\u0002\u0000\r\n\r\n'],
    ['a method that is none', 'G\u0000T / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n'],
    ['two lengths', 'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
    [
      'length and chunks',
      'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
    ],
    ['a bare line feed in a header', 'GET / HTTP/1.1\r\nHost: x\r\nA: b\nc\r\n\r\n'],
    [
      'an absolute address',
      'GET http://elsewhere.example/a.js HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'
    ],
    ['an asterisk', 'GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n']
  ])('%s is answered with 400', async (_name, bytes) => {
    expect(await hub.raw(bytes)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('headers beyond the limit are answered with 431 and the security headers', async () => {
    const back = await hub.raw(`GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(back).toMatch(/^HTTP\/1\.1 431 /);
    expect(back).toContain('Content-Security-Policy: default-src');
  });

  it('CONNECT and an upgrade get no tunnel', async () => {
    expect(await hub.raw('CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n')).not.toMatch(/ 200 /);
    const upgrade =
      'GET /a.js HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n';
    expect(await hub.raw(upgrade)).not.toMatch(/ 101 /);
  });

  it('random bytes never end the server', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 400 }), async (bytes) => {
        await hub.raw(Buffer.concat([bytes, Buffer.from('\r\n\r\n')]));
      }),
      { numRuns: 60 }
    );
    expect((await hub.ask('/a.js')).status).toBe(200);
  });
});

describe('log', () => {
  it('holds the path and never the query', async () => {
    hub.logged.length = 0;
    await hub.ask('/a.js?name=private');
    expect(hub.logged).toHaveLength(1);
    expect(hub.logged[0]).toMatchObject({ method: 'GET', path: '/a.js', status: 200 });
    expect(JSON.stringify(hub.logged)).not.toContain('private');
  });
});
