import { packQueries, durationBand } from '$part/knowledge';
import { describe, expect, it } from 'vitest';
import { compilePack } from '../../../tools/knowledge/compile-pack';
import { validate } from '../../../tools/knowledge/validate';
import { smallPack, withFolder } from '../../fixtures/knowledge/small-pack';

const pack = withFolder(smallPack(), (folder) => {
  const { sources, resolve } = validate(folder);
  return compilePack(sources, resolve);
});
const queries = packQueries(pack);

describe('packQueries', () => {
  it('finds findings and conditions by id', () => {
    expect(queries.findingById('cough')?.name.zh).toBe('咳嗽');
    expect(queries.findingById('nothing')).toBeUndefined();
    expect(queries.conditionById('pneumonia')?.system).toBe('respiratory');
    expect(queries.conditionById('asthma')).toBeUndefined();
  });

  it('knows parents, children and ancestors', () => {
    expect(queries.parentOf('sputum')).toBe('cough');
    expect(queries.childrenOf('cough')).toEqual(['sputum']);
    expect(queries.childrenOf('sputum')).toEqual([]);
    expect(queries.ancestorsOf('fever-high')).toEqual(['fever']);
    expect(queries.ancestorsOf('fever')).toEqual([]);
  });

  it('names neighbours that are written', () => {
    expect(queries.neighboursOf('pneumonia')).toEqual(['bronchitis']);
  });
});

describe('durationBand', () => {
  it.each([
    [0, '<6h'],
    [5.9, '<6h'],
    [6, '<24h'],
    [24, '1-3d'],
    [72, '1-3d'],
    [24 * 4, '4-14d'],
    [24 * 14, '4-14d'],
    [24 * 20, '2-6w'],
    [24 * 60, '6w-6m'],
    [24 * 400, '>6m']
  ])('%d hours is %s', (hours, band) => {
    expect(durationBand(hours)).toBe(band);
  });
});
