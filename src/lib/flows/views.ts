import type {
  Change,
  Differential,
  Evidence,
  Explanation,
  NextQuestions,
  PackIndex,
  Question
} from '$part/diagnosis';
import { bilingual } from '$part/i18n';
import type { Bilingual, Person } from '$part/kernel';
import type { ConditionId } from '$part/knowledge';
import type { Names } from './names';

/** Facts that carry less are noise on a chart; the table beside it shows the same ones. */
const LEAST_SHOWN = 0.05;
const MOST_REASONS = 12;

/**
 * Where the list abstains it may raise an alarm but not lower one: "clinic care" would rest on conditions that it
 * just called unreliable.
 */
function urgencyShown({ abstain, urgency }: Differential) {
  return abstain && urgency !== 'emergency' ? ('not-assessed' as const) : urgency;
}

/** The list, ready to draw: names, and the marks that must not be missed. */
export function differentialView(differential: Differential, index: PackIndex, names: Names) {
  const { ranked, backend, abstain } = differential;
  const rows = ranked.map(({ condition: id, probability }) => ({
    id: id as string,
    name: names.condition(id),
    probability,
    mustNotMiss: index.condition.get(id)?.mustNotMiss ?? false
  }));
  const firstName = rows[0]?.name ?? { zh: '', en: '' };
  return {
    rows,
    urgency: urgencyShown(differential),
    backend,
    ...(abstain ? { abstain: { why: abstain, name: firstName } } : {})
  };
}

/** A question with its reason and the small picture of what either answer would do. */
export function questionView(
  question: Question,
  now: Differential | undefined,
  index: PackIndex,
  names: Names
) {
  const finding = index.finding.get(question.finding);
  const outcome = (after: { condition: ConditionId; probability: number } | undefined) =>
    after && { name: names.condition(after.condition), probability: after.probability };
  return {
    finding: question.finding as string,
    name: names.finding(question.finding),
    ask: finding?.ask ?? names.finding(question.finding),
    cost: finding?.cost ?? ('free' as const),
    reason: reasonOf(question, names),
    now: outcome(now?.ranked[0]),
    ifYes: outcome(question.afterYes[0]),
    ifNo: outcome(question.afterNo[0])
  };
}

function reasonOf({ excludes, separates }: Question, names: Names): Bilingual {
  if (excludes) return bilingual('question.excludes', { a: names.condition(excludes) });
  if (!separates) return bilingual('question.informs');
  const [a, b] = separates;
  return bilingual('question.separates', { a: names.condition(a), b: names.condition(b) });
}

/** The first question that this evidence leaves open. */
export function openQuestion(next: NextQuestions, evidence: Evidence): Question | undefined {
  const answered = new Set<string>([...evidence.present, ...evidence.absent, ...evidence.unknown]);
  return next.questions.find(({ finding }) => !answered.has(finding));
}

/** Why a condition stands where it stands, in words. */
export function explanationView(
  { condition, reasons, changes }: Explanation,
  evidence: Evidence,
  person: Person,
  index: PackIndex,
  names: Names
) {
  const of = index.condition.get(condition);
  return {
    condition: condition as string,
    name: names.condition(condition),
    reasons: reasons
      .filter(({ weight }) => Math.abs(weight) >= LEAST_SHOWN)
      .slice(0, MOST_REASONS)
      .map(({ fact, state, weight }) => ({
        key: `${fact} ${state}`,
        words: names.fact(fact, state, evidence, person),
        weight
      })),
    changes: changes.map((change) => changeView(change, names)),
    confirms: (of?.confirms ?? []).map(names.finding),
    ...(of?.refer ? { refer: of.refer.urgency } : {}),
    icd: of?.icd10[0] ?? '',
    national: of ? `${of.national.code} ${of.national.name}` : ''
  };
}

function changeView({ fact, state, first, probability }: Change, names: Names) {
  return {
    key: `${fact} ${state}`,
    words: bilingual(`why.change.${state}`, { fact: names.bare(fact) }),
    first: names.condition(first),
    probability
  };
}

const ACT_ON = 3;

/** What matters next: open must-not-miss conditions, and the tests that confirm the first conditions. */
export function actView(
  differential: Differential,
  notExcluded: readonly ConditionId[],
  index: PackIndex,
  names: Names
) {
  const first = differential.ranked
    .slice(0, ACT_ON)
    .flatMap(({ condition }) => index.condition.get(condition) ?? []);
  return {
    urgency: urgencyShown(differential),
    notExcluded: notExcluded.map((id) => ({ id: id as string, name: names.condition(id) })),
    tests: first
      .filter(({ confirms }) => confirms.length > 0)
      .map(({ id, confirms }) => ({
        id: id as string,
        name: names.condition(id),
        tests: confirms.map(names.finding)
      }))
  };
}
