import { describe, expect, it } from 'vitest';
import { wrapped } from '../../../src/lib/ui/wrapped';

describe('a label that SVG cannot wrap', () => {
  it('stays on one line where it fits', () => {
    expect(wrapped('咳嗽', 100, 14)).toEqual(['咳嗽']);
  });

  it('breaks between words and keeps every word on two lines', () => {
    const text = 'pain spreads to the left arm';
    const lines = wrapped(text, 140, 14);
    expect(lines).toHaveLength(2);
    expect(lines.join(' ')).toBe(text);
  });

  it('breaks Chinese anywhere and loses no character', () => {
    const text = '胸骨后压榨样疼痛向左上肢放射';
    expect(wrapped(text, 130, 14).join('')).toBe(text);
  });

  it('cuts only what two lines cannot hold', () => {
    const lines = wrapped('胸'.repeat(60), 100, 14);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/…$/);
  });
});
