import * as v from 'valibot';
import type { Frozen } from './frozen';
import { packId, sha256 } from './ids';
import { line } from './texts';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
/** A pack holds no more conditions, and no more rules, than this. */
const MOST = 4_000;

/** The list as the doctor saw it when the visit was saved, with all that it takes to make it again. */
export const shownList = v.pipe(
  v.strictObject({
    packHash: sha256,
    modelInputHash: sha256,
    /** Of the compiled model; none where the plain inference answered. */
    modelHash: v.exactOptional(sha256),
    backend: v.picklist(['plain', 'wasm', 'webgpu']),
    prior: v.picklist(['clinic', 'flat']),
    /** In the order shown. */
    ranked: v.pipe(v.array(v.strictObject({ condition: packId, probability: share })), v.maxLength(MOST)),
    urgency: v.picklist(['emergency', 'non-emergency', 'self-care']),
    abstain: v.exactOptional(v.picklist(['nothing-read', 'surprise', 'other-wins'])),
    /** Ids of the danger rules that fired. */
    danger: v.pipe(v.array(packId), v.maxLength(MOST)),
    /** Of the app. */
    build: line(80)
  }),
  v.forward(
    v.check(
      ({ backend, modelHash }) => (backend === 'plain') === (modelHash === undefined),
      'expected a model where one answered'
    ),
    ['modelHash']
  )
);
export type ShownList = Frozen<v.InferOutput<typeof shownList>>;
