import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { download, type DownloadPlace } from '../../../src/lib/device/download';
import { DownloadCount } from '../../../src/lib/device/download-count';
import type { DownloadProgress, OfflineFile } from '../../../src/lib/device/protocol';
import { listedFile } from './listed-file';

const CONTENTS: Readonly<Record<string, string>> = {
  'a.js': 'first',
  'b.css': 'second file',
  'c.json': '',
  'large.wasm': 'one part, another part, the last',
  'large.wasm.0': 'one part, ',
  'large.wasm.1': 'another part, ',
  'large.wasm.2': 'the last'
};
const PARTS = ['one part, ', 'another part, ', 'the last'];
const FILES = ['a.js', 'b.css', 'c.json', 'large.wasm'].map((url) =>
  listedFile(url, CONTENTS[url] ?? '', url === 'large.wasm' ? PARTS : undefined)
);

class FakeCache {
  readonly stored = new Map<string, Response>();
  full = false;

  match(key: RequestInfo | URL): Promise<Response | undefined> {
    return Promise.resolve(this.stored.get(String(key))?.clone());
  }

  put(key: RequestInfo | URL, response: Response): Promise<void> {
    if (this.full) return Promise.reject(new DOMException('no room', 'QuotaExceededError'));
    this.stored.set(String(key), response);
    return Promise.resolve();
  }

  delete(key: RequestInfo | URL): Promise<boolean> {
    return Promise.resolve(this.stored.delete(String(key)));
  }
}

/** A device, and a line that can fail at any request. */
class Device {
  readonly files = new FakeCache();
  readonly parts = new FakeCache();
  readonly asked: { url: string; cache: RequestCache | undefined }[] = [];
  readonly seen: DownloadProgress[] = [];
  /** What the browser's own cache holds. */
  browserCache = new Map<string, string>();
  breaksAt: (url: string, index: number) => boolean = () => false;
  answer: (url: string, cache?: RequestCache) => Response = (url) => new Response(CONTENTS[url]);

  run(files: readonly OfflineFile[] = FILES): ReturnType<typeof download> {
    const count = new DownloadCount(files);
    const place: DownloadPlace = {
      files: this.files,
      parts: this.parts,
      keyOf: ({ url }) => `key:${url}`,
      fetch: (url, { cache }) => {
        if (cache === 'only-if-cached') {
          const kept = this.browserCache.get(url);
          return kept === undefined
            ? Promise.reject(new TypeError('not cached'))
            : Promise.resolve(new Response(kept));
        }
        this.asked.push({ url, cache });
        if (this.breaksAt(url, this.asked.length - 1))
          return Promise.reject(new TypeError('Failed to fetch'));
        return Promise.resolve(this.answer(url, cache));
      },
      count,
      onProgress: () => this.seen.push(count.progress)
    };
    return download(files, place);
  }

  async contents(): Promise<Record<string, string>> {
    const all = [...this.files.stored].map(
      async ([key, response]) => [key, await response.clone().text()] as const
    );
    return Object.fromEntries(await Promise.all(all));
  }
}

const WHOLE = Object.fromEntries(FILES.map(({ url }) => [`key:${url}`, CONTENTS[url] ?? '']));

describe('download', () => {
  it('stores every file whole, large ones from their parts, and keeps no parts', async () => {
    const device = new Device();
    expect(await device.run()).toEqual({ ok: true, value: undefined });
    expect(await device.contents()).toEqual(WHOLE);
    expect(device.parts.stored.size).toBe(0);
    expect(device.asked.map(({ url }) => url)).not.toContain('large.wasm');
    expect(device.files.stored.get('key:large.wasm')?.headers.get('content-type')).toBe('application/wasm');
    const total = device.seen[0]?.total;
    expect(device.seen.at(-1)).toEqual({ done: total, total });
  });

  it('asks for nothing that is stored already', async () => {
    const device = new Device();
    await device.run();
    device.asked.length = 0;
    expect((await device.run()).ok).toBe(true);
    expect(device.asked).toEqual([]);
  });

  it('goes on after any number of cuts, and fetches no piece twice that had arrived', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(8), { maxLength: 8 }), async (cuts) => {
        const device = new Device();
        const arrived: string[] = [];
        device.answer = (url) => {
          arrived.push(url);
          return new Response(CONTENTS[url]);
        };
        for (const cut of cuts) {
          const from = device.asked.length;
          device.breaksAt = (_url, index) => index - from >= cut;
          const outcome = await device.run();
          if (!outcome.ok) expect(outcome.error).toBe('line');
        }
        device.breaksAt = () => false;
        expect((await device.run()).ok).toBe(true);
        expect(await device.contents()).toEqual(WHOLE);
        expect(arrived.length).toBe(new Set(arrived).size);
      }),
      { numRuns: 200 }
    );
  });

  it('takes a large file whole where the page has fetched it already', async () => {
    const device = new Device();
    device.browserCache.set('large.wasm', CONTENTS['large.wasm'] ?? '');
    expect((await device.run()).ok).toBe(true);
    expect(device.asked.map(({ url }) => url).sort()).toEqual(['a.js', 'b.css', 'c.json']);
    expect(await device.contents()).toEqual(WHOLE);
  });

  it('does not take a damaged file from the browser: it fetches the parts', async () => {
    const device = new Device();
    device.browserCache.set('large.wasm', 'something else altogether here..');
    expect((await device.run()).ok).toBe(true);
    expect(await device.contents()).toEqual(WHOLE);
  });

  it('passes over the browser cache once where a file is damaged', async () => {
    const device = new Device();
    device.answer = (url, cache) =>
      new Response(url === 'a.js' && cache !== 'reload' ? 'fir5t' : CONTENTS[url]);
    expect((await device.run()).ok).toBe(true);
    expect(device.asked.filter(({ url }) => url === 'a.js').map(({ cache }) => cache)).toEqual([
      'default',
      'reload'
    ]);
  });

  it('asks anew for files that keep their name when their content changes', async () => {
    const device = new Device();
    const page = { ...listedFile('a.js', 'first'), revision: 'r1' };
    expect((await device.run([page])).ok).toBe(true);
    expect(device.asked).toEqual([{ url: 'a.js', cache: 'no-cache' }]);
  });

  it('never stores what stays damaged', async () => {
    const device = new Device();
    device.answer = (url) => new Response(url === 'large.wasm.1' ? '<html>sign in' : CONTENTS[url]);
    expect(await device.run()).toEqual({ ok: false, error: 'damaged' });
    expect(device.files.stored.has('key:large.wasm')).toBe(false);
    expect([...device.parts.stored.keys()]).toEqual(['large.wasm.0']);
  });

  it('says when the device has no room', async () => {
    const device = new Device();
    device.files.full = true;
    expect(await device.run()).toEqual({ ok: false, error: 'storage' });
  });
});
