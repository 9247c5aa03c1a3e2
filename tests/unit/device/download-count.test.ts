import { describe, expect, it } from 'vitest';
import { DownloadCount } from '../../../src/lib/device/download-count';
import { listedFile } from './listed-file';

const small = listedFile('a.js', 'x'.repeat(100));
const large = listedFile('b.wasm', 'y'.repeat(1000), ['y'.repeat(600), 'y'.repeat(400)]);

describe('DownloadCount', () => {
  it('counts bytes on the line: parts where a file is fetched in parts', () => {
    expect(new DownloadCount([small, large]).progress).toEqual({ done: 0, total: 50 + 300 + 200 });
  });

  it('moves inside a file, in proportion to what has arrived', () => {
    const count = new DownloadCount([small, large]);
    count.arrived({ url: 'b.wasm.0', bytes: 300, rawBytes: 600 }, 300);
    expect(count.progress.done).toBe(150);
    count.stored(small);
    expect(count.progress.done).toBe(200);
    count.stored(large);
    expect(count.progress).toEqual({ done: 550, total: 550 });
  });

  it('counts a piece from its start again when it is fetched anew', () => {
    const count = new DownloadCount([small]);
    count.arrived(small, 80);
    count.arrived(small, 10);
    expect(count.progress.done).toBe(5);
  });

  it('never goes beyond the total', () => {
    const count = new DownloadCount([small]);
    count.arrived(small, 10_000);
    expect(count.progress).toEqual({ done: 50, total: 50 });
  });

  it('an empty file is nothing to wait for', () => {
    const empty = listedFile('e', '');
    const count = new DownloadCount([empty]);
    count.arrived(empty, 0);
    expect(count.progress).toEqual({ done: 0, total: 0 });
  });
});
