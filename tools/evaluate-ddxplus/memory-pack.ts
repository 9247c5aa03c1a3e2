import type { Bilingual } from '$part/kernel';
import type { Condition, ConditionId, Finding, FindingId, Pack } from '$part/knowledge';
import type { DdxplusTables } from './tables';

const NO_WORDS = { zh: [], en: [] };
/** The tables are in English only, and nobody reads this pack. */
const both = (text: string): Bilingual => ({ zh: text, en: text });
/** Everybody in the tables has a pathology of the tables: an evidence has no background beyond the least. */
const BACKGROUND = 0.001;

/**
 * A pack made from the DDXPlus tables: evidences as findings (presence alone, which is all that the tables count),
 * pathologies as conditions, patients as prevalence. Nothing is must-not-miss, because the measure asks for the
 * pathology alone.
 */
export function memoryPack(tables: DdxplusTables): Pack {
  const total = tables.conditions.reduce((sum, condition) => sum + tables.patients(condition), 0);
  const findings = tables.evidences.map(({ code, question }): Finding => ({
    id: code as FindingId,
    name: both(code),
    words: NO_WORDS,
    kind: 'symptom',
    ask: both(question),
    cost: 'free',
    background: { default: BACKGROUND },
    timed: false,
    pinyin: { full: '', initials: '' }
  }));
  const conditions = tables.conditions.map((name): Condition => {
    const counted = tables.evidences
      .map(({ code }) => [code, { p: tables.p(name, code), grade: 'study' as const }] as const)
      .filter(([, { p }]) => p > 0);
    return {
      id: name as ConditionId,
      name: both(name),
      aliases: NO_WORDS,
      system: 'ddxplus',
      icd10: [tables.icd10(name)],
      national: { code: '', name: '' },
      pinyin: { full: '', initials: '' },
      severity: 'moderate',
      mustNotMiss: false,
      perThousandVisits: (1000 * tables.patients(name)) / total,
      prevalence: { age: {}, sex: {}, season: {} },
      given: {},
      presentsAs: {},
      onset: {},
      duration: {},
      course: {},
      core: {},
      findings: Object.fromEntries(counted),
      attributes: {},
      groups: {},
      complicationOf: {},
      clusters: [],
      near: [],
      required: [],
      confirms: [],
      other: false,
      sources: ['Fansi Tchango et al., DDXPlus, NeurIPS 2022'],
      review: { by: 'counted', expires: '2099-01' }
    };
  });
  return {
    format: 1,
    id: 'ddxplus',
    packHash: '',
    modelInputHash: '',
    systems: [{ id: 'ddxplus', name: both('DDXPlus'), core: {} }],
    core: [],
    findings,
    values: [],
    groups: [],
    clusters: [],
    measures: [],
    conditions,
    danger: [],
    visits: { person: {}, season: {}, purpose: {}, source: 'none' }
  };
}
