import { forPerson, type Person } from '$part/kernel';
import type { Condition, Finding, Measure, Pack } from '$part/knowledge';
import type { Chance } from './chance';

/** What a patient tells and what is found, in the short words of a township's note. */
export interface InventedCase {
  readonly condition: Condition;
  readonly note: string;
  /** As they are typed, by measure id. */
  readonly vitals: Readonly<Record<string, string>>;
}

const MOST_SYMPTOMS = 4;
const MOST_SIGNS = 2;
const MOST_ABSENT = 3;
/** Said of everybody who has something new, where it is absent. */
const ASKED = ['fever', 'cough', 'vomiting', 'diarrhoea', 'chest-pain', 'dyspnoea', 'headache'];

const SPANS: Readonly<Record<string, readonly string[]>> = {
  '<6h': ['2小时', '4小时'],
  '<24h': ['半天', '1天'],
  '1-3d': ['1天', '2天', '3天'],
  '4-14d': ['5天', '1周', '10天'],
  '2-6w': ['3周', '1月'],
  '>6w': ['2月', '半年']
};

/** A case drawn from the pack's own figures: a condition by how often it comes, then findings by how often it shows them. */
export function inventCase(chance: Chance, pack: Pack, person: Person): InventedCase {
  const condition = chance.weighed(
    pack.conditions.filter(({ other }) => !other),
    (one) => weightOf(one, person)
  );
  if (!condition) throw new Error('the pack has nothing for this person');
  const findings = new Map(pack.findings.map((finding) => [finding.id as string, finding]));
  const shown = shownBy(chance, condition, findings, person);
  const symptoms = shown.filter(({ kind }) => kind === 'symptom').slice(0, MOST_SYMPTOMS);
  const signs = shown.filter(({ kind }) => kind === 'sign').slice(0, MOST_SIGNS);
  const has = new Set(shown.map(({ id }) => id as string));
  const absent = ASKED.filter((id) => !has.has(id) && findings.has(id) && chance.is(0.5)).slice(
    0,
    MOST_ABSENT
  );
  const nameOf = (finding: Finding | undefined) => finding?.name.zh.replace(/[(（].*?[)）]/gu, '') ?? '';
  const span = chance.weighed(Object.entries(condition.duration), ([, share]) => share)?.[0];
  const lasts = chance.pick(SPANS[span ?? ''] ?? ['2天']);
  const [first, ...others] = symptoms.map(nameOf);
  const told =
    first === undefined ? condition.name.zh : `${first}${lasts}${others.map((one) => `，${one}`).join('')}`;
  const denied = absent.length > 0 ? `无${absent.map((id) => nameOf(findings.get(id))).join('、')}。` : '';
  const examined = signs.length > 0 ? `查体：${signs.map(nameOf).join('，')}。` : '';
  return {
    condition,
    note: `${told}。${denied}${examined}`,
    vitals: inventVitals(chance, pack.measures, person, has.has('fever'))
  };
}

function weightOf({ perThousandVisits, prevalence }: Condition, person: Person): number {
  const sex = person.sex === undefined ? 1 : (prevalence.sex[person.sex] ?? 1);
  return perThousandVisits * (forPerson(prevalence.age, person) ?? 1) * sex;
}

/** The most telling first, so that a short note tells them. */
function shownBy(
  { is }: Chance,
  condition: Condition,
  findings: ReadonlyMap<string, Finding>,
  person: Person
): Finding[] {
  const rates = { ...condition.core, ...mapped(condition.findings, ({ p }) => p) };
  return Object.entries(rates)
    .sort((a, b) => b[1] - a[1])
    .flatMap(([id, p]) => {
      const finding = findings.get(id);
      const isTold = finding?.kind === 'symptom' || finding?.kind === 'sign';
      // What never happens to such a person is not told by him either.
      const isPossible = finding && forPerson(finding.background, person) !== 0;
      return finding && isTold && isPossible && is(p) ? [finding] : [];
    });
}

const mapped = <T, U>(record: Readonly<Record<string, T>>, to: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));

function inventVitals(
  { between, is }: Chance,
  measures: readonly Measure[],
  person: Person,
  isFeverish: boolean
): Record<string, string> {
  const vitals: Record<string, string> = {};
  for (const { id, normal, vital } of measures) {
    if (!vital) continue;
    const band = forPerson(normal, person);
    if (id === 'temperature')
      vitals[id] = ((isFeverish ? between(377, 392) : between(361, 369)) / 10).toFixed(1);
    else if (band && (id === 'pulse' || (id === 'respiratory-rate' && is(0.5))))
      vitals[id] = String(between(...band) + (isFeverish ? 12 : 0));
    else if (band && (id === 'systolic' || id === 'diastolic') && (person.ageYears ?? 40) >= 18)
      vitals[id] = String(between(band[0] + 15, band[1]));
  }
  return vitals;
}
