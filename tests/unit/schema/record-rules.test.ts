import {
  AUDIT_LINE,
  CODE_ROW,
  DRAFT,
  ENCOUNTER,
  PATIENT,
  type RecordKind,
  SEARCH_BLOCK,
  SEARCH_ENTRY,
  SETTING,
  readRecord
} from '$part/schema';
import { describe, expect, it } from 'vitest';

/** The field that a kind refuses in its example with some fields changed; undefined where it takes it. */
function refused(
  kind: RecordKind<unknown>,
  change: object,
  without: readonly string[] = []
): string | undefined {
  const value: Record<string, unknown> = { ...(kind.example as object), ...change };
  for (const field of without) Reflect.deleteProperty(value, field);
  const read = readRecord(kind, { version: kind.version, value });
  if (read.ok) return undefined;
  return read.error.tag === 'invalid' ? read.error.field : read.error.tag;
}
const many = (length: number, item: unknown = 'a') => Array.from({ length }, () => item);

describe('a patient', () => {
  const { allergies, conditions, medicines } = PATIENT.example;

  it.each<[string, object]>([
    ['id', { id: '9B2D7C3A-4E5F-4A61-8B72-1D3C5E7F9A03' }],
    ['name', { name: ' ' }],
    ['name', { name: '王\n花' }],
    ['name', { name: '王'.repeat(81) }],
    ['otherNames', { otherNames: many(11) }],
    ['otherNames.0', { otherNames: [''] }],
    ['sex', { sex: 'other' }],
    ['birth.kind', { birth: { kind: 'guess' } }],
    ['residentId', { residentId: '110105194912310021' }],
    ['residentId', { residentId: '110105491231002' }],
    ['phone', { phone: '138 0000 0000' }],
    ['guardian.name', { guardian: { relation: '父亲' } }],
    ['guardian.phone', { guardian: { name: '王山', phone: '1' } }],
    ['allergies', { allergies: many(101, allergies[0]) }],
    ['allergies.0.certainty', { allergies: [{ ...allergies[0], certainty: 'sure' }] }],
    [
      'allergies.0.substance.atc',
      { allergies: [{ ...allergies[0], substance: { name: '青霉素', atc: 'J1' } }] }
    ],
    ['allergies.0.substance.name', { allergies: [{ ...allergies[0], substance: { atc: 'J01C' } }] }],
    ['allergies.0.notedAt', { allergies: [{ ...allergies[0], notedAt: '2026-03-09' }] }],
    ['noKnownAllergies', { noKnownAllergies: true }],
    ['noKnownAllergies', { noKnownAllergies: false }],
    ['conditions.0.icd10', { conditions: [{ ...conditions[0], icd10: 'hypertension' }] }],
    ['conditions.0.since', { conditions: [{ ...conditions[0], since: '2015-13' }] }],
    ['medicines.0.text', { medicines: [{ ...medicines[0], text: '' }] }],
    ['pregnantUntil', { pregnantUntil: '2026-02-30' }],
    ['pregnantUntil', { sex: 'male', pregnantUntil: '2026-07-15' }],
    ['mergedInto', { mergedInto: PATIENT.example.id }],
    ['note', { note: 'a\u0007' }],
    ['note', { note: 'a'.repeat(5_001) }]
  ])('is refused at %s: %j', (field, change) => {
    expect(refused(PATIENT, change)).toBe(field);
  });

  it('may be denied all allergies, be pregnant, and be nobody’s duplicate', () => {
    expect(
      refused(PATIENT, { allergies: [], noKnownAllergies: true, pregnantUntil: '2026-07-15' })
    ).toBeUndefined();
    expect(refused(PATIENT, {}, ['phone', 'village'])).toBeUndefined();
    expect(refused(PATIENT, {}, ['note'])).toBe('note');
  });
});

describe('an encounter', () => {
  const { diagnoses, shown } = ENCOUNTER.example;
  const [diagnosis] = diagnoses;
  const signature = {
    user: '5f0f4a86-1c0e-4d35-9d0c-2c1f6f1f0a01',
    at: '2026-03-09T01:42:17.250Z',
    value: `${'A'.repeat(86)}==`
  };

  it.each<[string, object]>([
    ['version', { version: 0 }],
    ['purpose', { purpose: 'chat' }],
    ['savedAt', { savedAt: '2026-03-09T01:42:17Z' }],
    ['note', { note: 'a\r\nb' }],
    ['observations.0.state', { observations: [{ ...ENCOUNTER.example.observations[0], state: 'maybe' }] }],
    ['vitals', { vitals: [] }],
    ['vitals', { vitals: JSON.parse('{"__proto__": {"text": "1", "at": 1}}') }],
    ['vitals.pulse.at', { vitals: { pulse: { text: '80', at: -1 } } }],
    ['person.ageYears', { person: { ageYears: 131, month: 3 } }],
    ['person.month', { person: { month: 13 } }],
    ['person.month', { person: {} }],
    ['shown.modelHash', { shown: { ...shown, backend: 'plain' } }],
    ['shown.modelHash', { shown: { ...shown, modelHash: undefined } }],
    ['shown.packHash', { shown: { ...shown, packHash: 'A'.repeat(64) } }],
    ['shown.ranked.0.probability', { shown: { ...shown, ranked: [{ condition: 'a', probability: 1.01 }] } }],
    ['shown.abstain', { shown: { ...shown, abstain: 'tired' } }],
    ['diagnoses', { diagnoses: [diagnosis, diagnosis] }],
    ['diagnoses', { diagnoses: [{ ...diagnosis, primary: false }] }],
    ['diagnoses.0.icd10', { diagnoses: [{ ...diagnosis, icd10: 'J00.x00' }] }],
    ['diagnoses.0.nationalCode', { diagnoses: [{ ...diagnosis, nationalCode: '感冒' }] }],
    [
      'askedBefore.diagnoses',
      { askedBefore: { at: '2026-03-09T01:35:00.000Z', diagnoses: [diagnosis, diagnosis] } }
    ],
    ['reasonableness', { reasonableness: '不像' }],
    ['override.text', { override: { reason: 'seen-before' } }],
    ['plan', { plan: 'a'.repeat(20_001) }],
    ['status', { status: 'signed' }],
    ['correction', { version: 2, status: 'amended' }],
    ['correction', { correction: '写错' }],
    ['status', { status: 'amended', correction: '写错' }],
    ['signature.value', { signature: { ...signature, value: 'A'.repeat(88) } }]
  ])('is refused at %s: %j', (field, change) => {
    expect(refused(ENCOUNTER, change)).toBe(field);
  });

  it('may hold no list, no diagnosis, a blind answer that was passed, a reasoned correction, a signature', () => {
    expect(
      refused(ENCOUNTER, { diagnoses: [], askedBefore: { at: '2026-03-09T01:35:00.000Z', diagnoses: [] } }, [
        'shown'
      ])
    ).toBeUndefined();
    expect(
      refused(ENCOUNTER, { version: 2, status: 'amended', correction: '写错', signature })
    ).toBeUndefined();
    const { modelHash: _, ...rest } = shown ?? {};
    expect(refused(ENCOUNTER, { shown: { ...rest, backend: 'plain' } })).toBeUndefined();
  });
});

describe('other records', () => {
  it('A3 a draft keeps whatever was typed, signs of control and half characters too', () => {
    expect(
      refused(DRAFT, { note: '\u0000\u202e\ud83d\r\n', age: { text: '六十\u0007', unit: 'years' } })
    ).toBeUndefined();
    expect(refused(DRAFT, {}, ['patient', 'purpose', 'sex'])).toBeUndefined();
    expect(refused(DRAFT, { note: 'a'.repeat(2_000_001) })).toBe('note');
  });

  it('an audit line names its user, but where nobody came in', () => {
    expect(refused(AUDIT_LINE, {}, ['user'])).toBe('user');
    for (const action of ['unlock', 'unlock-failed'])
      expect(refused(AUDIT_LINE, { action }, ['user'])).toBeUndefined();
    expect(refused(AUDIT_LINE, { table: 'people' })).toBe('table');
    expect(refused(AUDIT_LINE, { action: 'look' })).toBe('action');
    expect(refused(AUDIT_LINE, { payloadHash: 'A'.repeat(64) })).toBe('payloadHash');
  });

  it.each<[string, object]>([
    ['minutes', { id: 'auto-lock', minutes: 0 }],
    ['minutes', { id: 'auto-lock', minutes: 11 }],
    ['minutes', { id: 'auto-lock', value: 2 }],
    ['value', { id: 'language', value: 'fr' }],
    ['id', { id: 'volume', value: 3 }],
    ['days', { id: 'backup-reminder', days: 0, changes: 50 }]
  ])('a setting is refused at %s: %j', (field, setting) => {
    const read = readRecord(SETTING, { version: 1, value: setting });
    expect(read).toEqual({ ok: false, error: { tag: 'invalid', field } });
  });

  it('a search block holds a thousand patients and no more', () => {
    expect(refused(SEARCH_BLOCK, { entries: many(1_000, SEARCH_ENTRY.example) })).toBeUndefined();
    expect(refused(SEARCH_BLOCK, { entries: many(1_001, SEARCH_ENTRY.example) })).toBe('entries');
    expect(refused(SEARCH_ENTRY, { numbers: ['123'] })).toBe('numbers.0');
  });

  it.each([
    'A00.000',
    'A00.000x001',
    'A01.000x003+G01*',
    'A09.x00',
    'A17.001+G01*',
    'C22.000M81700/3',
    'K25.900x001'
  ])('a code row takes %s', (code) => expect(refused(CODE_ROW, { code })).toBeUndefined());
  it.each(['', 'A0', '霍乱', 'a00.000', 'A00.000 ', '=HYPERLINK()'])('a code row refuses %j', (code) => {
    expect(refused(CODE_ROW, { code })).toBe('code');
  });
});
