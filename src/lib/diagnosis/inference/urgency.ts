import type { DangerRule, Urgency } from '$part/knowledge';
import { isPregnant } from '../danger/evaluate';
import { indexOf } from '../pack-index';
import type { Model } from './model';
import type { InferenceCase, Ranked } from './types';

/** Mass of minor conditions from which the visit may be one for self-care (AUTHORING section 5). */
const MINOR_MASS = 0.8;
/** Mass of must-not-miss conditions above which it is not. */
const MUST_NOT_MISS_MASS = 0.02;
/** No self-care under three months or over 75 years (DESIGN section 5). */
const SELF_CARE_AGES = [0.25, 75] as const;
const IMMUNOSUPPRESSED = 'hx.immunosuppressed';

/**
 * How soon this visit needs what (AUTHORING section 5, DESIGN section 5). Self-care is said only where nothing
 * speaks against it and everything it rests on is known: an age that is not known, a list that should not be
 * trusted (`abstained`) or any danger rule excludes it.
 */
export function urgencyOf(
  model: Model,
  { evidence, person }: Pick<InferenceCase, 'evidence' | 'person'>,
  ranked: readonly Ranked[],
  fired: readonly DangerRule[],
  abstained: boolean
): Urgency {
  const { condition } = indexOf(model.pack);
  let emergency = 0;
  let minor = 0;
  let mustNotMiss = 0;
  for (const { condition: id, probability } of ranked) {
    const of = condition.get(id);
    if (of?.refer?.urgency === 'emergency') emergency += probability;
    if (of?.severity === 'minor') minor += probability;
    if (of?.mustNotMiss) mustNotMiss += probability;
  }
  if (fired.some((rule) => rule.urgency === 'emergency') || emergency >= model.scalars.theta)
    return 'emergency';

  const [youngest, oldest] = SELF_CARE_AGES;
  const { ageYears } = person;
  const excluded =
    abstained ||
    fired.length > 0 ||
    mustNotMiss > MUST_NOT_MISS_MASS ||
    ageYears === undefined ||
    ageYears < youngest ||
    ageYears > oldest ||
    isPregnant(evidence, person) ||
    evidence.present.some((id) => id === IMMUNOSUPPRESSED);
  return minor >= MINOR_MASS && !excluded ? 'self-care' : 'non-emergency';
}
