import type { Finding, FindingId } from '$part/knowledge';
import { factorise } from '../evidence/factorise';
import { withAnswer } from '../evidence/with-answer';
import { conditionMass } from '../inference/conditions';
import { rank } from '../inference/differential';
import { logLikelihood, posterior as softmax } from '../inference/exact';
import type { Factors } from '../inference/factors';
import type { Model } from '../inference/model';
import { logPrior } from '../inference/prior';
import { indexOf, isStanding } from '../pack-index';
import { entropyBits } from './gain';
import type { QuestionCase, Shortlist } from './shortlist';
import { LEAST_GAIN, isQuestion, shortlist } from './shortlist';
import type { NextQuestions } from './types';

/** At most one card of ticks is asked only to exclude what must not be missed (DESIGN section 5). */
const ONE_CARD = 6;
/** Conditions shown after each answer. */
const AFTER = 3;

/** What the model is given to weigh one answer: factors, and the prior, which a standing fact changes. */
export interface AnswerRow {
  readonly factors: Factors;
  readonly logPrior: Float64Array;
}

/**
 * Two rows a finding, as if answered yes and as if answered no, for one batch of whatever computes posteriors. At
 * most 50 findings, which make the 100 rows that a batch holds.
 */
export function answerFactors(
  model: Model,
  input: Omit<QuestionCase, 'posterior'>,
  findings: readonly FindingId[]
): AnswerRow[] {
  const { pack, tables, scalars } = model;
  const index = indexOf(pack);
  const priorOf = (known: readonly string[]) =>
    logPrior(pack, tables, input.person, known, input.prior, scalars);
  const usual = priorOf(input.evidence.known);
  return findings.flatMap((finding) =>
    (['present', 'absent'] as const).map((state) => {
      const answered = withAnswer(input.evidence, index, finding, state);
      return {
        factors: factorise(answered, input.person, pack, tables),
        logPrior: isStanding(index, finding) ? priorOf(answered.known) : usual
      };
    })
  );
}

/**
 * The shortlist weighed again by what the answers do: `posteriors` are those of `answerFactors`' rows, from
 * whatever computes them, and the gain becomes the fall of entropy they show. (Inference trusts a no less than a yes, so
 * that this is less than the exact information; on simulated patients it chooses better.) Best first, at most
 * `limit`. What tells less than 0.02 bits is dropped unless it can exclude an open must-not-miss condition, six
 * of these at most; where nothing is left the interview ends with 'nothing-helps'.
 */
export function withOutcomes(
  model: Model,
  input: QuestionCase,
  list: Shortlist,
  posteriors: readonly ArrayLike<number>[],
  limit: number
): NextQuestions {
  const { tables } = model;
  const entropy = (posterior: ArrayLike<number>) => entropyBits(conditionMass(tables, posterior));
  const now = entropy(input.posterior);
  const weighed = list.questions.map(({ weight, worth, ...question }, at) => {
    const yes = posteriors[2 * at] ?? [];
    const no = posteriors[2 * at + 1] ?? [];
    const { chance } = question;
    const gain = Math.max(0, now - chance * entropy(yes) - (1 - chance) * entropy(no));
    return { ...question, gain, value: weight * (gain + worth), yes, no };
  });
  weighed.sort((a, b) => b.value - a.value || (a.finding < b.finding ? -1 : 1));
  let onlyToExclude = 0;
  const questions = weighed
    .filter(
      ({ gain, excludes }) =>
        gain >= LEAST_GAIN || (excludes !== undefined && (onlyToExclude += 1) <= ONE_CARD)
    )
    .slice(0, limit)
    .map(({ yes, no, ...question }) => ({
      ...question,
      afterYes: rank(model, yes).slice(0, AFTER),
      afterNo: rank(model, no).slice(0, AFTER)
    }));
  const stop = list.stop ?? (questions.length === 0 ? 'nothing-helps' : undefined);
  return { questions, ...(stop ? { stop } : {}), notExcluded: list.notExcluded };
}

/** The next questions by exact inference alone, at most `limit`, from the findings that `pool` admits. */
export function nextQuestions(
  model: Model,
  input: QuestionCase,
  limit: number,
  pool: (finding: Finding) => boolean = isQuestion
): NextQuestions {
  const list = shortlist(model, input, limit, pool);
  const rows = answerFactors(
    model,
    input,
    list.questions.map(({ finding }) => finding)
  );
  const { tables, scalars } = model;
  const posteriors = rows.map(({ factors, logPrior: prior }) =>
    softmax(logLikelihood(tables, factors, scalars), prior, scalars.temperature)
  );
  return withOutcomes(model, input, list, posteriors, limit);
}
