import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitted } from '../../../src/lib/ui/fitted';
import { markAt, segmentsOf } from '../../../src/lib/ui/segments-of';
import type { Mark } from '../../../src/lib/ui/views';

const mark = (start: number, end: number): Mark => ({
  span: [start, end],
  chipKey: `${start}-${end}`,
  standing: 'present'
});

describe('segments', () => {
  it('cut a text where marks begin and end; the most specific shows', () => {
    const parts = segmentsOf('压榨样胸痛2小时', [mark(0, 5), mark(0, 3)]);
    expect(parts.map(({ text, mark: of }) => [text, of?.chipKey])).toEqual([
      ['压榨样', '0-3'],
      ['胸痛', '0-5'],
      ['2小时', undefined]
    ]);
  });

  it('always make up the whole text again', () => {
    const spans = fc.array(fc.tuple(fc.nat(40), fc.nat(40)), { maxLength: 12 });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), spans, (text, list) => {
        const parts = segmentsOf(
          text,
          list.map(([start, size]) => mark(start, start + size))
        );
        expect(parts.map((part) => part.text).join('')).toBe(text);
        let at = 0;
        for (const part of parts) {
          expect(part.start).toBe(at);
          at += part.text.length;
        }
      })
    );
  });

  it('find the mark under a caret, also right behind its last letter', () => {
    const marks = [mark(0, 5), mark(0, 3), mark(8, 10)];
    expect(markAt(marks, 2)?.chipKey).toBe('0-3');
    expect(markAt(marks, 4)?.chipKey).toBe('0-5');
    expect(markAt(marks, 10)?.chipKey).toBe('8-10');
    expect(markAt(marks, 7)).toBeUndefined();
  });
});

describe('labels of a chart', () => {
  it('stay whole where they fit and end in an ellipsis where not', () => {
    expect(fitted('胸痛', 100, 14)).toBe('胸痛');
    const cut = fitted('胸痛较前频繁、加重或轻微活动即发', 100, 14);
    expect(cut.endsWith('…')).toBe(true);
    expect([...cut].length).toBeLessThanOrEqual(7);
  });
});
