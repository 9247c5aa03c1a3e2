import type { Pack } from '$part/knowledge';
import { factorise } from './evidence/factorise';
import type { Evidence } from './evidence/types';
import { explain } from './explain/explain';
import type { ModelBackend } from './inference/backend';
import { diagnose, exactPosterior, infer } from './inference/differential';
import { logLikelihood, posterior as softmax } from './inference/exact';
import type { Model } from './inference/model';
import { modelOf } from './inference/model';
import { logPrior } from './inference/prior';
import { encodeFactors } from './inference/tensors';
import type { PriorKind, Scalars } from './inference/types';
import type { Case, JobKind, Jobs } from './protocol';
import { answerFactors, withOutcomes } from './questions/next';
import { shortlist } from './questions/shortlist';
import type { Lexicon } from './reading/lexicon';
import { buildLexicon } from './reading/lexicon';
import { read } from './reading/read';

/** What a job needs of whoever runs it, so that a long one neither blocks nor outlives its use. */
export interface JobContext {
  cancelled(): boolean;
  /** Lets a more urgent job in; called between slices of at most 25 ms. */
  breathe(): Promise<void>;
  now(): number;
}

/** Difference of posteriors above which the compiled model is not this pack's inference (float32 keeps 1e-5). */
const AGREEMENT = 1e-4;
const SLICE_MS = 25;

/**
 * Answers jobs over one pack, in the worker and, where no worker lives, on the page. The compiled model computes
 * the posterior where it is in use; plain inference does everywhere else, and whenever the runtime throws.
 */
export class DiagnosisSession {
  readonly pack: Pack;
  readonly model: Model;
  #lexicon: Lexicon | undefined;
  #backend: ModelBackend | undefined;
  #failed: () => void = () => undefined;

  constructor(pack: Pack, scalars?: Scalars) {
    this.pack = pack;
    this.model = scalars ? modelOf(pack, scalars) : modelOf(pack);
  }

  /** @param failed told once, when the runtime throws and the model is put aside */
  use(backend: ModelBackend, failed: () => void): void {
    this.#backend = backend;
    this.#failed = failed;
  }

  /** Whether a backend computes this pack's posterior: held against plain inference on evidence made from the pack. */
  async agrees(backend: ModelBackend): Promise<boolean> {
    const evidence = this.#specimen();
    const expected = exactPosterior(this.model, evidence, {}, 'clinic');
    const [actual] = await this.#batch(backend, [evidence]);
    return (
      actual !== undefined && expected.every((value, k) => Math.abs(value - (actual[k] ?? NaN)) < AGREEMENT)
    );
  }

  /** Runs a batch of `rows` cases, for measuring a backend. */
  async probe(backend: ModelBackend, rows: number): Promise<void> {
    await this.#batch(
      backend,
      Array.from({ length: rows }, () => this.#specimen())
    );
  }

  async answer<K extends JobKind>(
    kind: K,
    input: Jobs[K]['input'],
    context: JobContext
  ): Promise<Jobs[K]['output'] | 'cancelled'> {
    const handlers: {
      [J in JobKind]: (
        input: Jobs[J]['input'],
        context: JobContext
      ) => Promise<Jobs[J]['output'] | 'cancelled'>;
    } = {
      read: ({ note }) => Promise.resolve(read(note, (this.#lexicon ??= buildLexicon(this.pack)))),
      infer: (job) => this.#infer(job),
      explain: async (job) =>
        explain(this.model, { ...job, posterior: await this.#posterior(job) }, job.condition),
      rank: (job, running) => this.#rank(job, running)
    };
    return handlers[kind](input, context);
  }

  async #infer(job: Jobs['infer']['input']): Promise<Jobs['infer']['output']> {
    if (!this.#backend) return infer(this.model, job);
    const under = async (prior: PriorKind) => {
      const posterior = await this.#posterior({ ...job, prior });
      return diagnose(this.model, job, prior, posterior, this.#backend ? 'model' : 'plain');
    };
    return { clinic: await under('clinic'), flat: await under('flat') };
  }

  async #rank(
    job: Jobs['rank']['input'],
    context: JobContext
  ): Promise<Jobs['rank']['output'] | 'cancelled'> {
    const input = { ...job, posterior: await this.#posterior(job) };
    const list = shortlist(this.model, input, job.limit);
    const posteriors: Float64Array[] = [];
    let begin = context.now();
    for (const { finding } of list.questions) {
      if (context.now() - begin >= SLICE_MS / 2) {
        await context.breathe();
        if (context.cancelled()) return 'cancelled';
        begin = context.now();
      }
      const rows = answerFactors(this.model, input, [finding]);
      posteriors.push(
        ...(await this.#computed(
          rows.map((row) => row.factors),
          rows.map((row) => row.logPrior)
        ))
      );
    }
    return withOutcomes(this.model, input, list, posteriors, job.limit);
  }

  async #posterior({ evidence, person, prior }: Case): Promise<Float64Array> {
    const { pack, tables, scalars } = this.model;
    const factors = factorise(evidence, person, pack, tables);
    const weights = logPrior(pack, tables, person, evidence.known, prior, scalars);
    const [posterior] = await this.#computed([factors], [weights]);
    return posterior ?? exactPosterior(this.model, evidence, person, prior);
  }

  async #computed(
    factors: Parameters<typeof encodeFactors>[0],
    priors: readonly Float64Array[]
  ): Promise<Float64Array[]> {
    if (this.#backend) {
      try {
        return await run(this.#backend, factors, priors);
      } catch {
        // A runtime that throws once is not trusted again: the visit goes on with plain inference, which says so.
        this.#backend = undefined;
        this.#failed();
      }
    }
    const { tables, scalars } = this.model;
    return factors.map((row, n) =>
      softmax(logLikelihood(tables, row, scalars), priors[n] ?? new Float64Array(), scalars.temperature)
    );
  }

  #batch(backend: ModelBackend, rows: readonly Evidence[]): Promise<Float64Array[]> {
    const { pack, tables, scalars } = this.model;
    return run(
      backend,
      rows.map((evidence) => factorise(evidence, {}, pack, tables)),
      rows.map((evidence) => logPrior(pack, tables, {}, evidence.known, 'clinic', scalars))
    );
  }

  /** Evidence that touches presence, absence, hierarchy and slots of this pack, whatever it holds. */
  #specimen(): Evidence {
    const plain = this.pack.findings.filter((finding) => finding.kind === 'symptom' && !finding.childOf);
    const slotted = plain.filter((finding) => finding.slots?.length);
    const present = [...new Set([...slotted.slice(0, 2), ...plain.slice(0, 4)].map((finding) => finding.id))];
    return {
      present,
      absent: plain
        .filter((finding) => !present.includes(finding.id))
        .slice(0, 6)
        .map((finding) => finding.id),
      unknown: [],
      earlier: [],
      groupsAbsent: [],
      slots: slotted
        .slice(0, 2)
        .flatMap(({ id, slots }) =>
          (slots ?? [])
            .slice(0, 1)
            .flatMap(({ name, values: [value] }) =>
              value ? [{ finding: id, slot: name, value, present: true }] : []
            )
        ),
      known: [],
      measures: {},
      timing: {},
      conflicts: [],
      onset: 'sudden',
      duration: '1-3d'
    };
  }
}

async function run(
  backend: ModelBackend,
  factors: Parameters<typeof encodeFactors>[0],
  priors: readonly Float64Array[]
): Promise<Float64Array[]> {
  const { posterior } = await backend.run(encodeFactors(factors, priors));
  const width = posterior.length / Math.max(1, factors.length);
  return factors.map((_, n) => Float64Array.from(posterior.subarray(n * width, (n + 1) * width)));
}
