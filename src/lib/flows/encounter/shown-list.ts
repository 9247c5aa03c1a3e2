import type { Differential } from '$part/diagnosis';
import type { ModelState } from '$part/engine';
import type { Pack } from '$part/knowledge';
import type { ShownList } from '$part/schema';
import { shownRows } from './shown-rows';

export interface Made {
  readonly differential: Differential;
  readonly pack: Pack;
  readonly model: ModelState;
  readonly danger: readonly { readonly id: string }[];
  readonly build: string;
}

/** The list as it is recorded; undefined where it is not known what computed it. */
export function shownList({ differential, pack, model, danger, build }: Made): ShownList | undefined {
  const { prior, ranked, urgency, abstain, backend } = differential;
  if (backend === 'model' && model.tag !== 'ready') return undefined;
  return {
    packHash: pack.packHash,
    modelInputHash: pack.modelInputHash,
    ...(backend === 'model' && model.tag === 'ready'
      ? { backend: model.backend, modelHash: model.modelHash }
      : { backend: 'plain' as const }),
    prior,
    ranked: shownRows(ranked).map(({ condition, probability }) => ({ condition, probability })),
    urgency,
    ...(abstain ? { abstain } : {}),
    danger: danger.map(({ id }) => id),
    build
  };
}
