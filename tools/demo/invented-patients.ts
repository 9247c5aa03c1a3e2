import type { Pack } from '$part/knowledge';
import {
  checkDigit,
  type IsoDay,
  type KnownCondition,
  type Medicine,
  type Patient,
  type PatientId
} from '$part/schema';
import type { Chance } from './chance';
import { inventName, VILLAGES } from './invented-names';

/** A chronic disease as a township keeps it: what it is, what is taken for it, how often above a certain age. */
interface Chronic {
  readonly condition: KnownCondition & { readonly finding: string };
  readonly medicine: Medicine;
  readonly from: number;
  readonly share: number;
}

const CHRONIC: readonly Chronic[] = [
  {
    condition: { name: '高血压', icd10: 'I10', finding: 'hx.hypertension' },
    medicine: { text: '氨氯地平 5mg 每日一次', finding: 'rx.calcium-blocker' },
    from: 45,
    share: 0.35
  },
  {
    condition: { name: '2型糖尿病', icd10: 'E11', finding: 'hx.diabetes' },
    medicine: { text: '二甲双胍 0.5g 每日两次', finding: 'rx.antidiabetic' },
    from: 45,
    share: 0.15
  },
  {
    condition: { name: '慢性阻塞性肺疾病', icd10: 'J44', finding: 'hx.copd' },
    medicine: { text: '沙丁胺醇气雾剂 必要时', finding: 'rx.bronchodilator' },
    from: 55,
    share: 0.1
  },
  {
    condition: { name: '冠心病', icd10: 'I25', finding: 'hx.coronary-disease' },
    medicine: { text: '阿司匹林 100mg 每日一次', finding: 'rx.aspirin' },
    from: 55,
    share: 0.1
  },
  {
    condition: { name: '痛风', icd10: 'M10', finding: 'hx.gout' },
    medicine: { text: '非布司他 40mg 每日一次', finding: 'rx.colchicine-urate' },
    from: 35,
    share: 0.04
  }
];

/** Of no province and no foreigner's country: given to nobody. */
const REGION = '999999';

/** Somebody who might come to a township's clinic, by the pack's own mix of visits. */
export function inventPatient(chance: Chance, pack: Pack, today: IsoDay): Patient {
  const { between, is, pick, weighed, uuid } = chance;
  const group = weighed(Object.entries(pack.visits.person), ([, share]) => share)?.[0] ?? 'female 45-64';
  const [, sexName, from = '45', to] = /^(female|male) (\d+)(?:-(\d+)|\+)?/.exec(group) ?? [];
  const sex = sexName === 'male' ? 'male' : 'female';
  const age = between(Number(from), to === undefined ? 90 : Number(to));
  const year = Number(today.slice(0, 4)) - age - 1;
  const two = (value: number) => String(value).padStart(2, '0');
  const date = `${year}-${two(between(1, 12))}-${two(between(1, 28))}` as IsoDay;
  const chronic = CHRONIC.filter(({ from: least, share }) => age >= least && is(share));
  const isAllergic = is(0.06);
  return {
    id: uuid() as PatientId,
    name: inventName(pick, sex, age),
    otherNames: [],
    sex,
    // Half of the old know no more than the year.
    birth: age >= 65 && is(0.5) ? { kind: 'year', year } : { kind: 'date', date },
    ...(is(0.7) && age < 65 ? { residentId: inventNumber(chance, date, sex) } : {}),
    ...(is(0.8) ? { phone: `1999999${String(between(0, 9_999)).padStart(4, '0')}` } : {}),
    village: pick(VILLAGES),
    allergies: isAllergic
      ? [
          {
            substance: { name: '青霉素', atc: 'J01C', finding: 'hx.drug-allergy' },
            reaction: '皮疹',
            severity: pick(['mild', 'moderate', 'severe']),
            certainty: 'confirmed',
            notedAt: `${today}T00:00:00.000Z`
          }
        ]
      : [],
    ...(isAllergic || is(0.2) ? {} : { noKnownAllergies: true }),
    conditions: chronic.map(({ condition }) => condition),
    medicines: chronic.map(({ medicine }) => medicine),
    note: ''
  };
}

/** With a right check sign, so that the app takes it as it takes a true one. */
function inventNumber({ between }: Chance, date: string, sex: 'male' | 'female'): string {
  const order = between(0, 499) * 2 + (sex === 'male' ? 1 : 0);
  const first = `${REGION}${date.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  return first + checkDigit(first);
}
