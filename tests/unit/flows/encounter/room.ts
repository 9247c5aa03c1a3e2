import { DiagnosisSession } from '$part/diagnosis';
import type { ModelState } from '$part/engine';
import type { Mind } from '$part/flows/ask-again';
import { type EncounterNeeds, startEncounter, type Encounter } from '$part/flows/encounter';
import { openFile, type PatientFile } from '$part/flows/patients';
import { writePatients } from '$part/flows/patients/patient-file';
import { err, ok } from '$part/kernel';
import { buildCodeIndex, type Pack } from '$part/knowledge';
import { type IsoDay, PATIENT, type Patient, type PatientId } from '$part/schema';
import { condition, finding } from '../../diagnosis/packs';
import { TEST_PACK } from '../../diagnosis/reading/test-pack';
import { type Clinic, type Desk, good, openDesk } from '../patients/desk';

export { good, openDesk, type Clinic, type Desk };

const hash = (digit: string) => digit.repeat(64);

export const PACK: Pack = {
  ...TEST_PACK,
  packHash: hash('a'),
  modelInputHash: hash('b'),
  systems: [{ id: 'general', name: { zh: '全身', en: 'general' }, core: {} }],
  findings: [
    ...TEST_PACK.findings,
    finding('hx.drug-allergy', {
      name: { zh: '药物过敏史', en: 'drug allergy' },
      words: { zh: ['药物过敏', '青霉素过敏'], en: ['drug allergy', 'allergic to penicillin'] }
    }),
    finding('rx.aspirin', { name: { zh: '服阿司匹林', en: 'takes aspirin' } })
  ],
  conditions: [
    condition(
      'common-cold',
      { 'runny-nose': 0.8, sneezing: 0.6, 'sore-throat': 0.5, cough: 0.5, fever: 0.3 },
      {
        name: { zh: '感冒', en: 'Common cold' },
        national: { code: 'J00.x00', name: '急性鼻咽炎[感冒]' },
        icd10: ['J00'],
        pinyin: { full: 'ganmao', initials: 'gm' },
        severity: 'minor',
        perThousandVisits: 90
      }
    ),
    condition(
      'infarction',
      { 'chest-pain': 0.85, sweating: 0.6, nausea: 0.3 },
      {
        name: { zh: '急性心肌梗死', en: 'Acute myocardial infarction' },
        mustNotMiss: true,
        severity: 'critical',
        prevalence: { age: { '0-17': 0, '18+': 1 }, sex: {}, season: {} },
        given: { 'hx.hypertension': 2 }
      }
    ),
    condition('prostatitis', { dysuria: 0.8 }, { prevalence: { age: {}, sex: { female: 0 }, season: {} } }),
    condition('diabetes', { fatigue: 0.3 }, { knownAs: 'hx.diabetes' as Pack['findings'][number]['id'] }),
    condition('pneumonia', { cough: 0.85, fever: 0.85, sputum: 0.6, 'chest-pain': 0.1 }),
    condition('gastroenteritis', { vomiting: 0.6, diarrhoea: 0.85, 'abdominal-pain': 0.6 }),
    condition(
      'other-general',
      {},
      { other: true, icd10: ['B99'], national: { code: 'B99.x00', name: '传染病，其他的' } }
    )
  ],
  danger: [
    {
      id: 'pain-with-sweating',
      name: { zh: '胸痛伴大汗', en: 'chest pain with sweating' },
      advice: { zh: '立即做心电图', en: 'do an ECG now' },
      urgency: 'emergency',
      when: { all: [{ finding: 'chest-pain' }, { finding: 'sweating' }] },
      source: 'test'
    }
  ],
  visits: { person: { 'female 0-130': 0.5, 'male 0-130': 0.5 }, season: {}, purpose: {}, source: 'test' }
};

/** Answers as the worker does, at once. */
export function mindOf(pack: Pack): Mind {
  const session = new DiagnosisSession(pack);
  return {
    ask: async (kind, input) => {
      const output = await session.answer(kind, input, {
        cancelled: () => false,
        breathe: () => Promise.resolve(),
        now: () => 0
      });
      return output === 'cancelled' ? err({ tag: 'superseded' }) : ok(output);
    }
  };
}

export const MODEL: ModelState = { tag: 'waiting' };
/** Ids of which the second is of the tenth that is asked before the list opens. */
export const SEEING = '00000000-0000-4000-8000-000000000001';

export function needs({ desk, search }: Pick<Desk, 'desk' | 'search'>, pack: Pack = PACK): EncounterNeeds {
  return {
    desk,
    search,
    pack,
    mind: mindOf(pack),
    model: () => MODEL,
    build: '0.1.0+test',
    codes: buildCodeIndex(pack, [
      { code: 'J06.900', name: '急性上呼吸道感染', initials: 'jxshxdgr' },
      { code: 'A01.002+G01*', name: '伤寒脑膜炎', initials: 'shnmy' }
    ]),
    language: () => 'zh'
  };
}

/** A man of 62 with high blood pressure who takes aspirin. */
export const ZHANG: Patient = {
  ...PATIENT.example,
  id: '9b2d7c3a-4e5f-4a61-8b72-1d3c5e7f9a03' as PatientId,
  name: '张三',
  otherNames: [],
  sex: 'male',
  birth: { kind: 'date', date: '1963-05-01' as IsoDay },
  allergies: [],
  conditions: [{ name: '高血压', icd10: 'I10', finding: 'hx.hypertension' }],
  medicines: [{ text: '阿司匹林 100mg', finding: 'rx.aspirin' }]
};

/** Registers a patient and opens his file. */
export async function fileOf({ desk, search }: Desk, patient: Patient = ZHANG): Promise<PatientFile> {
  good(await writePatients(desk.store, search, 'create', undefined, [{ read: 0, patient }]));
  return good(await openFile(desk.store, search, patient.id));
}

/** A visit whose list opens at once. */
export async function begin(window: Desk, patient: Patient = ZHANG): Promise<Encounter> {
  const made = needs({ ...window, desk: { ...window.desk, newId: () => SEEING } });
  return startEncounter(made, await fileOf(window, patient));
}

/** The audit's lines, oldest first. */
export async function lines({ store }: Desk) {
  const page = good(await store.audit.page(undefined, 100));
  return page.map(({ line }) => good(line).value).reverse();
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
