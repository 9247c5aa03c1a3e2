import { describe, expect, it } from 'vitest';
import { checkedFile } from '../../../src/lib/device/checked-file';
import { listedFile } from './listed-file';

const file = listedFile('a.js', 'the content');

describe('checkedFile', () => {
  it('gives back the very bytes, isolated, without the headers of the line', async () => {
    const headers = {
      'Content-Type': 'text/javascript',
      'Content-Encoding': 'br',
      'Content-Length': '3',
      Vary: 'Accept-Encoding'
    };
    const checked = await checkedFile(file, new Response('the content', { headers }));
    if (!checked.ok) throw new Error(checked.error);
    expect(await checked.value.text()).toBe('the content');
    expect(Object.fromEntries(checked.value.headers)).toEqual({
      'content-type': 'text/javascript',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin'
    });
  });

  it.each([
    ['one byte changed', new Response('the c0ntent')],
    ['cut short', new Response('the conten')],
    ['longer', new Response('the content and more')],
    ['empty', new Response(null)],
    ['a page to sign in', new Response('<html>', { status: 200 })],
    ['an error with the right body', new Response('the content', { status: 500 })],
    ['a part', new Response('the content', { status: 206 })]
  ])('refuses: %s', async (_name, response) => {
    expect(await checkedFile(file, response)).toEqual({ ok: false, error: 'damaged' });
  });

  it('accepts an empty file', async () => {
    expect((await checkedFile(listedFile('empty', ''), new Response(''))).ok).toBe(true);
  });

  it('tells of each chunk as it arrives', async () => {
    const chunks: number[] = [];
    const body = new ReadableStream({
      start(controller) {
        for (const text of ['the ', 'content']) controller.enqueue(new TextEncoder().encode(text));
        controller.close();
      }
    });
    expect((await checkedFile(file, new Response(body), (count) => chunks.push(count))).ok).toBe(true);
    expect(chunks).toEqual([4, 7]);
  });

  it('throws where the line breaks, so that nobody takes half a file for a damaged one', async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.error(new TypeError('network error'));
      }
    });
    await expect(checkedFile(file, new Response(body))).rejects.toThrow('network error');
  });
});
