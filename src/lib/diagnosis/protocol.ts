/** The worker's contract: types only. The worker satisfies it, the engine wraps it; neither imports the other. */
import type { Person, Result } from '$part/kernel';
import type { ConditionId } from '$part/knowledge';
import type { Evidence } from './evidence/types';
import type { Explanation } from './explain/types';
import type { Differential, PriorKind } from './inference/types';
import type { NextQuestions } from './questions/types';
import type { Reading } from './reading/types';

export interface Case {
  readonly evidence: Evidence;
  readonly person: Person;
  readonly prior: PriorKind;
}

/** What each kind of job takes and answers. */
export interface Jobs {
  read: { input: { note: string }; output: Reading };
  infer: { input: Case & { unread: number }; output: { clinic: Differential; flat: Differential } };
  explain: { input: Case & { condition: ConditionId }; output: Explanation };
  rank: { input: Case & { limit: number }; output: NextQuestions };
}
export type JobKind = keyof Jobs;

export type JobError =
  | { readonly tag: 'superseded' }
  | { readonly tag: 'worker-died' }
  | { readonly tag: 'failed'; readonly message: string };

/** What the worker needs to start; every address is of the page's own origin. */
export interface StartMessage {
  readonly type: 'start';
  readonly build: string;
  readonly packUrl: string;
  readonly modelUrl: string;
  readonly cardUrl: string;
  readonly wasm: { readonly wasm: string; readonly mjs: string };
  /** Whether to try WebGPU; only ever kept where a first measurement finds it faster. */
  readonly webgpu: boolean;
}

/** Why the compiled model does not answer and the plain inference does. */
export type ModelFault = 'not-fetched' | 'hash-mismatch' | 'corrupt' | 'runtime' | 'disagrees';

export type ToWorker =
  | StartMessage
  | { [K in JobKind]: { type: 'job'; id: number; kind: K; input: Jobs[K]['input'] } }[JobKind]
  | { type: 'cancel'; id: number };

export type FromWorker =
  /** The pack is in: reading and plain inference answer from now on, before the model arrives. */
  | {
      readonly type: 'usable';
      readonly build: string;
      readonly packHash: string;
      readonly modelInputHash: string;
    }
  | {
      readonly type: 'model';
      readonly state: 'ready';
      readonly modelHash: string;
      readonly backend: 'wasm' | 'webgpu';
    }
  | { readonly type: 'model'; readonly state: 'refused'; readonly fault: ModelFault }
  | { readonly type: 'fatal'; readonly message: string }
  | {
      readonly type: 'answer';
      readonly id: number;
      readonly result: Result<Jobs[JobKind]['output'], JobError>;
    };
