import { canonicalJson, type Json } from '$part/kernel';
import { buildCodeIndex, parsePack, searchCodes, searchFindings, type Pack } from '$part/knowledge';
import { brotliCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePack } from '../../../tools/knowledge/compile-pack';
import { validate } from '../../../tools/knowledge/validate';
import { smallPack, withFolder } from '../../fixtures/knowledge/small-pack';

const small = withFolder(smallPack(), (folder) => {
  const { sources, resolve } = validate(folder);
  return compilePack(sources, resolve);
});
const copy = () => JSON.parse(canonicalJson(small as unknown as Json)) as Record<string, unknown>;

/** The value with the part at `path` replaced. */
function withPart(path: readonly (string | number)[], value: unknown): unknown {
  const root = copy();
  let holder: Record<string | number, unknown> = root;
  for (const step of path.slice(0, -1)) holder = holder[step] as Record<string | number, unknown>;
  const last = path.at(-1);
  if (last !== undefined) holder[last] = value;
  return root;
}

describe('parsePack', () => {
  it('takes what the compiler writes', () => {
    expect(parsePack(copy())).toEqual({ ok: true, value: small });
  });

  it.each([
    ['nothing', null, 'format'],
    ['text', 'pack', 'format'],
    ['another format', withPart(['format'], 2), 'format'],
    ['a share above one', withPart(['conditions', 0, 'core', 'fever'], 1.5), 'shape'],
    ['a share that is no number', withPart(['conditions', 0, 'findings', 'sign-a', 'p'], '0.5'), 'shape'],
    ['an unknown band', withPart(['conditions', 0, 'onset', 'slowly'], 0.1), 'shape'],
    ['a name without translation', withPart(['findings', 0, 'name'], { zh: '咳' }), 'shape'],
    [
      'an attribute that is no share',
      withPart(['conditions', 0, 'attributes', 'sputum', 'colour', 'green'], -1),
      'shape'
    ],
    ['a hash that is none', withPart(['packHash'], 'abc'), 'shape'],
    ['a rule of danger outside the grammar', withPart(['danger', 0, 'when'], { all: [] }), 'shape'],
    [
      'a comparison that is none',
      withPart(['measures', 0, 'findings', 0, 'present', 'default'], '37'),
      'shape'
    ],
    ['no conditions', withPart(['conditions'], undefined), 'shape'],
    ['a core finding that does not exist', withPart(['core', 0], 'nothing'), 'reference'],
    ['a parent that does not exist', withPart(['findings', 0, 'childOf'], 'nothing'), 'reference'],
    [
      'a frequency of a finding that does not exist',
      withPart(['conditions', 0, 'core', 'nothing'], 0.1),
      'reference'
    ],
    ['a cluster that does not exist', withPart(['conditions', 0, 'clusters', 0], 'nothing'), 'reference']
  ])('refuses %s', (_, json, kind) => {
    const result = parsePack(json);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.error.kind).toBe(kind);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(parsePack(json).ok).toBe(false);
      })
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(small)), fc.jsonValue(), (key, json) => {
        const result = parsePack({ ...copy(), [key]: json });
        expect(typeof result.ok).toBe('boolean');
      })
    );
  });
});

describe('the shipped pack', () => {
  const { sources, resolve, report } = validate('models/primary-care');

  it('has no error', () => {
    expect(report.errors).toEqual([]);
  });

  const pack: Pack = compilePack(sources, resolve);

  it('passes the door of page and worker', () => {
    const result = parsePack(JSON.parse(canonicalJson(pack as unknown as Json)));
    expect(result.ok ? undefined : result.error).toBeUndefined();
  });

  it('fits its budget of 1.2 MB, brotli', () => {
    expect(brotliCompressSync(canonicalJson(pack as unknown as Json)).length).toBeLessThan(1.2 * 1024 * 1024);
  });

  it('finds every finding by its own name, by pinyin and by its initials', () => {
    for (const finding of pack.findings) {
      for (const language of ['zh', 'en'] as const) {
        const found = searchFindings(pack, finding.name[language], language, 5).map((f) => f.finding.id);
        expect(found).toContain(finding.id);
      }
      const initials = searchFindings(pack, finding.pinyin.initials, 'zh', pack.findings.length);
      expect(initials.map((f) => f.finding.id)).toContain(finding.id);
    }
  });

  it('finds every condition by its own name, by national code and by its initials', () => {
    const index = buildCodeIndex(pack);
    for (const { id, name, national, pinyin } of pack.conditions) {
      const ids = (query: string, language: 'zh' | 'en', limit: number) =>
        searchCodes(index, query, language, limit).map((found) => found.from === 'pack' && found.id);
      expect(ids(name.zh, 'zh', 5)).toContain(id);
      expect(ids(name.en, 'en', 5)).toContain(id);
      expect(ids(national.code, 'zh', pack.conditions.length)).toContain(id);
      expect(ids(pinyin.initials, 'zh', pack.conditions.length)).toContain(id);
    }
  });
});
