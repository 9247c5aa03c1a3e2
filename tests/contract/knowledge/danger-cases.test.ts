import type { Evidence } from '$part/diagnosis';
import { buildLexicon, firing, fold, read } from '$part/diagnosis';
import type { Person } from '$part/kernel';
import type { Observation, ObservationId } from '$part/schema';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compilePack } from '../../../tools/knowledge/compile-pack';
import { validate } from '../../../tools/knowledge/validate';

const FOLDER = 'tests/fixtures/danger';
const EACH = 5;
const MOST_MARKED = 10;

const text = v.pipe(v.string(), v.minLength(1));
const caseShape = v.strictObject({
  note: text,
  /** Years, fractions for infants. */
  age: v.pipe(v.number(), v.minValue(0), v.maxValue(130)),
  sex: v.picklist(['male', 'female']),
  why: text,
  /** What goes wrong on the way from the note to the rule: the case is wrong today, and its mark goes when it is right. */
  reading: v.optional(text)
});
const fileShape = v.strictObject({ fires: v.array(caseShape), spares: v.array(caseShape) });
type Case = v.InferOutput<typeof caseShape>;

const { sources, resolve } = validate('models/primary-care');
const pack = compilePack(sources, resolve);
const lexicon = buildLexicon(pack);
const SIDES = ['fires', 'spares'] as const;

const casesOf = (rule: string): v.InferOutput<typeof fileShape> => {
  const file = path.join(FOLDER, `${rule}.yaml`);
  return existsSync(file) ? v.parse(fileShape, parse(readFileSync(file, 'utf8'))) : { fires: [], spares: [] };
};

/** The shipped reading of a note, as tools/evaluate/answer-vignette.ts folds it. */
function answer({ note, age, sex }: Case): { evidence: Evidence; fired: string[] } {
  const person: Person = { ageYears: age, sex };
  const observations = read(note, lexicon).observations.map((observation, n): Observation => ({
    ...observation,
    id: `note-${n}` as ObservationId,
    author: 'note',
    at: 0
  }));
  const evidence = fold(observations, pack, person);
  return { evidence, fired: firing(pack.danger, evidence, person).map((rule) => rule.id) };
}

function shown({ present, earlier, absent, unknown, slots, measures, timing }: Evidence): string {
  const gone = new Set(earlier);
  return [
    `present: ${present.filter((id) => !gone.has(id)).join(' ')}`,
    `earlier: ${earlier.join(' ')}`,
    `absent: ${absent.join(' ')}`,
    `unknown: ${unknown.join(' ')}`,
    `values: ${slots.map((slot) => `${slot.finding}.${slot.value}${slot.present ? '' : ' (denied)'}`).join(' ')}`,
    `measures: ${JSON.stringify(measures)}`,
    `timing: ${JSON.stringify(timing)}`
  ].join('\n  ');
}

const table = pack.danger.map(({ id }) => ({ id, cases: casesOf(id) }));
const rows = table.flatMap(({ id, cases }) =>
  SIDES.flatMap((side) =>
    cases[side].map((one, n) => ({ rule: id, side, number: n + 1, note: one.note, one }))
  )
);

describe('the danger rules on notes', () => {
  it.each(table)('D1 $id has five cases where it fires and five near misses', ({ id, cases }) => {
    for (const side of SIDES) {
      const notes = cases[side].map(({ note }) => note);
      expect(new Set(notes).size, `${id}: different notes under ${side} in ${FOLDER}/${id}.yaml`).toBe(EACH);
      expect(notes.length, `${id}: notes under ${side} in ${FOLDER}/${id}.yaml`).toBe(EACH);
      const chinese = notes.filter((note) => /\p{Script=Han}/u.test(note)).length;
      expect([2, 3], `${id}: notes in Chinese under ${side}`).toContain(chinese);
    }
  });

  it('D1 every file of cases belongs to a rule', () => {
    const known = pack.danger.map(({ id }) => `${id}.yaml`);
    expect(readdirSync(FOLDER).filter((file) => !known.includes(file))).toEqual([]);
  });

  it(`D1 at most ${MOST_MARKED} cases are known to be answered wrongly`, () => {
    const marked = rows.filter(({ one }) => one.reading !== undefined);
    expect(marked.map(({ rule, note }) => `${rule}: ${note}`).slice(MOST_MARKED)).toEqual([]);
  });

  it.each(rows)('D1 $rule $side case $number: $note', ({ rule, side, number, one }) => {
    const { evidence, fired } = answer(one);
    const right = fired.includes(rule) === (side === 'fires');
    const message = [
      one.reading === undefined
        ? `${rule}, ${side} case ${number}: the rule ${side === 'fires' ? 'stays silent' : 'fires'}`
        : `${rule}, ${side} case ${number}: right now, take its mark "reading" away`,
      `${one.note} (${one.age} years, ${one.sex}; ${one.why})`,
      shown(evidence),
      `fired: ${fired.join(' ')}`
    ].join('\n  ');
    expect(right, message).toBe(one.reading === undefined);
  });
});
