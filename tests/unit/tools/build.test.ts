import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { budgetLine, firstInstall } from '../../../tools/build/budget';
import { filesUnder, hashOf, listingOf } from '../../../tools/build/inputs';
import { cutLargeFiles } from '../../../tools/build/parts';
import { precompress, pruneCache } from '../../../tools/build/precompress';
import { isOnDemand } from '../../../tools/build/service-worker';
import { countsOf } from '../../../tools/test/counts.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongzhen-tools-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string | Buffer): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
}

describe('inputs', () => {
  it('finds each file once, in one order, and changes its hash with name and content only', () => {
    write('src/b.ts', 'b');
    write('src/a/c.ts', 'c');
    expect(filesUnder(folder, ['src/a', 'src', 'none'])).toEqual(['src/a/c.ts', 'src/b.ts']);
    const before = hashOf(folder, ['src']);
    write('src/b.ts', 'b');
    expect(hashOf(folder, ['src'])).toBe(before);
    write('src/b.ts', 'B');
    expect(hashOf(folder, ['src'])).not.toBe(before);
  });

  it('notices a file that was cut short or lost', () => {
    write('site/x', 'xyz');
    const before = listingOf(join(folder, 'site'));
    write('site/x', 'xy');
    expect(listingOf(join(folder, 'site'))).not.toBe(before);
  });
});

describe('precompress', () => {
  const text = 'the same words again and again, '.repeat(200);

  it('leaves variants that unpack to the file, from the cache the second time, and drops what is no longer used', async () => {
    write('site/a.js', text);
    write('site/small.js', 'x');
    write('site/icon.png', text);
    const [site, cache] = [join(folder, 'site'), join(folder, 'cache')];
    const used = await precompress(site, ['a.js', 'small.js', 'icon.png'], cache, () => false);
    expect(readdirSync(site).sort()).toEqual(['a.js', 'a.js.br', 'a.js.gz', 'icon.png', 'small.js']);
    expect(brotliDecompressSync(readFileSync(join(site, 'a.js.br'))).toString()).toBe(text);
    expect(gunzipSync(readFileSync(join(site, 'a.js.gz'))).toString()).toBe(text);
    expect(readdirSync(cache).sort()).toEqual([...used].sort());

    write('site/a.js', `${text}!`);
    const again = await precompress(site, ['a.js'], cache, () => false);
    pruneCache(cache, again);
    expect(readdirSync(cache).sort()).toEqual([...again].sort());
    expect(brotliDecompressSync(readFileSync(join(site, 'a.js.br'))).toString()).toBe(`${text}!`);
  });
});

describe('large files', () => {
  it('are cut into parts that join to the file; smaller ones are left alone', () => {
    const content = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251));
    write('site/large.wasm', content);
    write('site/large.wasm.br', Buffer.alloc(1_000_000));
    write('site/small.js', 'x');
    write('site/small.js.br', 'x');
    const parts = cutLargeFiles(join(folder, 'site'), ['large.wasm', 'small.js']);
    expect([...parts.keys()]).toEqual(['large.wasm']);
    const joined = Buffer.concat(
      (parts.get('large.wasm') ?? []).map((path) => readFileSync(join(folder, 'site', path)))
    );
    expect(joined.equals(content)).toBe(true);
    expect(parts.get('large.wasm')).toHaveLength(3);
  });
});

describe('budget', () => {
  const file = { revision: null, sha256: '', rawBytes: 0 };

  it('counts by class what travels at the first installation', () => {
    const { total, classes } = firstInstall([
      {
        ...file,
        url: '_app/immutable/assets/ort-wasm-simd-threaded.a.wasm',
        bytes: 9,
        parts: [{ ...file, url: 'p', bytes: 2_000_000 }]
      },
      {
        ...file,
        url: '_app/immutable/assets/ort-wasm-simd-threaded.asyncify.b.wasm',
        bytes: 4_000_000,
        onDemand: true
      },
      { ...file, url: '_app/immutable/assets/diagnosis.c.onnx', bytes: 500_000 },
      { ...file, url: '_app/immutable/assets/pack.d.json', bytes: 300_000 },
      { ...file, url: '404.html', bytes: 1_000 }
    ]);
    expect(total).toBe(2_801_000);
    expect(classes.map(({ bytes }) => bytes)).toEqual([2_000_000, 500_000, 300_000, 1_000]);
    expect(budgetLine({ total, classes })).toBe(
      'First install: 2.80 of 8.00 MB brotli (runtime 2.00, model 0.50, pack 0.30, app 0.00)'
    );
  });
});

describe('files fetched on demand', () => {
  it.each([
    ['_app/immutable/assets/ort-wasm-simd-threaded.asyncify-Bx1.wasm', true],
    ['_app/immutable/assets/ort-wasm-simd-threaded.jsep.Bx1.wasm', true],
    ['_app/immutable/workers/ort.webgpu.min-Bx1.js', true],
    ['_app/immutable/assets/ort-wasm-simd-threaded.Bx1.wasm', false],
    ['_app/immutable/assets/ort-wasm-simd-threaded-Bx1.mjs', false],
    ['_app/immutable/workers/diagnosis-Bx1.js', false]
  ])('%s: %s', (path, expected) => {
    expect(isOnDemand(path)).toBe(expected);
  });
});

describe('counts of the tests', () => {
  it('sums both reports, and takes a file that cannot be loaded for a failure', () => {
    expect(countsOf(folder)).toEqual({ passed: 0, failed: 0 });
    write('vitest.json', JSON.stringify({ numPassedTests: 5, numFailedTests: 0, success: false }));
    write('e2e.json', JSON.stringify({ stats: { expected: 3, unexpected: 2, flaky: 0, skipped: 1 } }));
    expect(countsOf(folder)).toEqual({ passed: 8, failed: 3 });
  });
});
