import { describe, expect, it } from 'vitest';
import { nearestId, unknownId } from '../../../tools/knowledge/nearest-id';

const ids = ['chest-pain', 'breast-pain', 'cough', 'cough-dry', 'hx.asthma'];

describe('nearestId', () => {
  it.each([
    ['chest-pian', 'chest-pain'],
    ['pain-chest', 'chest-pain'],
    ['dry-cough', 'cough-dry'],
    ['asthma', 'hx.asthma'],
    ['completely-different', undefined]
  ])('%s: %s', (wrong, right) => {
    expect(nearestId(wrong, ids)).toBe(right);
  });

  it('says what was expected where nothing is near', () => {
    expect(unknownId('finding', 'zzz', ids)).toBe('unknown finding "zzz", expected the id of a finding');
  });
});
