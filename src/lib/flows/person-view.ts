import { bilingual } from '$part/i18n';
import type { Bilingual } from '$part/kernel';
import { ageLimit, ageOf } from './age-entry';
import type { AgeUnit, Draft } from './draft';
import type { personOf } from './person-of';

/** Age, sex and pregnancy as the fields show them: what was typed first, what the record or the note says where nothing was. */
export function personView({ age, sex }: Draft, taken: ReturnType<typeof personOf>) {
  const typed = ageOf(age.text, age.unit);
  const { ageFromNote, sexFromNote, mayBePregnant, person } = taken;
  return {
    ageText: age.text,
    ageUnit: age.unit,
    ageProblem: typed.ok ? undefined : ageProblem(typed.error, age.text, age.unit),
    ageFromNote,
    ageYears: person.ageYears,
    sex: sex ?? person.sex,
    sexFromNote: sexFromNote !== undefined,
    pregnant: person.pregnant,
    mayBePregnant
  };
}

function ageProblem(fault: 'not-number' | 'out-of-range', text: string, unit: AgeUnit): Bilingual {
  if (fault === 'not-number') return bilingual('person.age.not-number', { text });
  return bilingual('person.age.out-of-range', {
    text,
    limit: ageLimit(unit),
    unit: bilingual(`person.${unit}`)
  });
}
