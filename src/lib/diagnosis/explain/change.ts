import type { ConditionId, FindingId } from '$part/knowledge';
import { rank } from '../inference/differential';
import { logLikelihood, posterior as softmax } from '../inference/exact';
import type { Model } from '../inference/model';
import { indexOf, isStanding } from '../pack-index';
import { answerFactors } from '../questions/next';
import { alreadySaid, outlook } from '../questions/outlook';
import type { QuestionCase } from '../questions/shortlist';
import { isQuestion } from '../questions/shortlist';
import type { Change } from './types';

/** Most changes shown. */
const MOST = 6;
/** Most unasked findings tried. */
const TRIED = 20;

/**
 * What would put another condition first: a stated finding, were it the other way round, or an unasked one, answered
 * yes or no. First come those that put `condition` first (where another is), then those that leave the new first one
 * surest. By exact inference, so that every backend says the same; also where the interview is settled.
 */
export function changes(model: Model, input: QuestionCase, condition: ConditionId): Change[] {
  const { tables, scalars } = model;
  const index = indexOf(model.pack);
  const first = rank(model, input.posterior)[0]?.condition;
  if (first === undefined) return [];
  // A known disease is on record: it is no answer that might turn out otherwise.
  const stated = [...input.evidence.present, ...input.evidence.absent].filter(
    (id) => tables.columnOf.has(id) && !isStanding(index, id)
  );
  const isPresent = new Set<string>(input.evidence.present);
  const unasked = promising(model, input);
  const rows = answerFactors(model, input, [...stated, ...unasked]);
  return rows
    .map(({ factors, logPrior }, row): Change | undefined => {
      const at = Math.floor(row / 2);
      const fact = stated[at] ?? unasked[at - stated.length];
      const state = row % 2 === 0 ? 'present' : 'absent';
      const asStated = at < stated.length && state === (isPresent.has(fact ?? '') ? 'present' : 'absent');
      if (fact === undefined || asStated) return undefined;
      const after = softmax(logLikelihood(tables, factors, scalars), logPrior, scalars.temperature);
      const [now] = rank(model, after);
      if (!now || now.condition === first) return undefined;
      return { fact, state, first: now.condition, probability: now.probability };
    })
    .filter((change) => change !== undefined)
    .sort(
      (a, b) =>
        preferred(a, condition) - preferred(b, condition) || b.probability - a.probability || byFact(a, b)
    )
    .slice(0, MOST);
}

/** The unasked findings of which an answer is expected to put another condition first, the likeliest answers first. */
function promising(model: Model, { evidence, person, posterior }: QuestionCase): FindingId[] {
  const view = outlook(model, evidence, person, posterior);
  const said = alreadySaid(model, evidence);
  const leader = (mass: Float64Array) =>
    mass.reduce((best, share, c) => (share > (mass[best] ?? 0) ? c : best), 0);
  const first = leader(view.mass);
  const yes = new Float64Array(view.mass.length);
  const found: { finding: FindingId; chance: number }[] = [];
  for (const finding of model.pack.findings) {
    if (!isQuestion(finding) || said.has(finding.id)) continue;
    view.yes(finding, yes);
    const chance = yes.reduce((sum, share) => sum + share, 0);
    const ifNo = leader(view.mass.map((share, c) => share - (yes[c] ?? 0))) !== first;
    const ifYes = leader(yes) !== first;
    if (ifYes || ifNo)
      found.push({ finding: finding.id, chance: (ifYes ? chance : 0) + (ifNo ? 1 - chance : 0) });
  }
  return found
    .sort((a, b) => b.chance - a.chance || (a.finding < b.finding ? -1 : 1))
    .slice(0, TRIED)
    .map(({ finding }) => finding);
}

const preferred = (change: Change, condition: ConditionId) => (change.first === condition ? 0 : 1);
const byFact = (a: Change, b: Change) =>
  a.fact < b.fact ? -1 : a.fact > b.fact ? 1 : a.state < b.state ? -1 : 1;
