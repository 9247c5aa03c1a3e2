import { forPerson } from '$part/kernel';
import type { Person } from '$part/kernel';
import type { DangerRule, DangerTest } from '$part/knowledge';
import type { Evidence } from '../evidence/types';
import { passes } from '../evidence/threshold';

/**
 * The danger rules that fire, in the pack's order: on current findings of the patient alone, and on those of earlier in
 * this illness where a rule asks what was told. What is unknown, in conflict or not measured fires nothing; an age or
 * sex that is not known neither.
 */
export function firing(rules: readonly DangerRule[], evidence: Evidence, person: Person): DangerRule[] {
  const gone = new Set<string>(evidence.earlier);
  const current = new Set<string>(evidence.present.filter((id) => !gone.has(id)));
  return rules.filter((rule) => holds(rule.when, evidence, current, person));
}

function holds(test: DangerTest, evidence: Evidence, current: ReadonlySet<string>, person: Person): boolean {
  const passed = (part: DangerTest) => holds(part, evidence, current, person);
  if ('finding' in test) return current.has(test.finding);
  if ('told' in test) return evidence.present.some((id) => id === test.told);
  if ('absent' in test) return evidence.absent.some((id) => id === test.absent);
  if ('not' in test) return !passed(test.not);
  if ('value' in test) {
    const has = evidence.slots.some((s) => s.finding === test.of && s.value === test.value && s.present);
    return has && current.has(test.of);
  }
  if ('measure' in test) {
    const value = evidence.measures[test.measure];
    const threshold = forPerson(test.is, person);
    return value !== undefined && threshold !== undefined && passes(threshold, value) === true;
  }
  if ('onset' in test) {
    const onset = evidence.timing[test.of]?.onset;
    return onset !== undefined && test.onset.includes(onset) && current.has(test.of);
  }
  if ('duration' in test) {
    const duration = evidence.timing[test.of]?.duration;
    return duration !== undefined && test.duration.includes(duration) && current.has(test.of);
  }
  if ('ageYears' in test)
    return person.ageYears !== undefined && passes(test.ageYears, person.ageYears) === true;
  if ('sex' in test) return person.sex === test.sex;
  if ('pregnant' in test) return isPregnant(evidence, person);
  if ('all' in test) return test.all.length > 0 && test.all.every(passed);
  if ('any' in test) return test.any.some(passed);
  return test.of.filter(passed).length >= test.atLeast;
}

/** Stated of the person, or read as a current finding. */
export function isPregnant(evidence: Evidence, person: Person): boolean {
  return person.pregnant ?? evidence.present.some((id) => id === 'hx.pregnant');
}
