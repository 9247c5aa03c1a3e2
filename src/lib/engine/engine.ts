import type { FromWorker, JobKind, Jobs, ModelFault, StartMessage, ToWorker } from '$part/diagnosis/protocol';
import type { Answer, Job } from './job-queue';
import { JobQueue } from './job-queue';

/** What the engine needs of a worker, so that its life can be tested without a browser. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: { data: FromWorker }) => void) | null;
  onerror: ((event: unknown) => void) | null;
}

export type EngineState = 'loading' | 'idle' | 'computing' | 'failed';
export type ModelState =
  | { readonly tag: 'waiting' }
  | { readonly tag: 'ready'; readonly backend: 'wasm' | 'webgpu'; readonly modelHash: string }
  | { readonly tag: 'refused'; readonly fault: ModelFault };

/** Answers on the page itself after the worker has died too often. */
export type PlainAnswers = <K extends JobKind>(kind: K, input: Jobs[K]['input']) => Promise<Answer<K>>;

export interface EngineOptions {
  readonly start: StartMessage;
  readonly spawn: () => WorkerLike;
  readonly plain: PlainAnswers;
  /** Milliseconds without an answer after which a worker counts as dead. */
  readonly patience?: number;
  readonly startPatience?: number;
}

const DEATHS_BEFORE_PLAIN = 3;

/** Starts, feeds, watches and restarts the diagnosis worker. */
export class Engine {
  state: EngineState = 'loading';
  model: ModelState = { tag: 'waiting' };
  packHash: string | undefined;
  deaths = 0;
  readonly #options: EngineOptions;
  readonly #queue = new JobQueue();
  readonly #listeners = new Set<() => void>();
  readonly #watches = new Map<number, ReturnType<typeof setTimeout>>();
  #worker: WorkerLike | undefined;
  #startWatch: ReturnType<typeof setTimeout> | undefined;
  #usable = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#spawn();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves with the answer, or with why there is none; never rejects. */
  ask<K extends JobKind>(kind: K, input: Jobs[K]['input']): Promise<Answer<K>> {
    if (this.state === 'failed') return this.#options.plain(kind, input);
    return new Promise((resolve) => {
      for (const id of this.#queue.add(kind, input, resolve))
        this.#worker?.postMessage({ type: 'cancel', id });
      this.#pump();
    });
  }

  dispose(): void {
    this.#stopWorker();
    this.#listeners.clear();
  }

  #spawn(): void {
    this.#usable = false;
    this.#set('loading');
    const worker = this.#options.spawn();
    this.#worker = worker;
    worker.onmessage = ({ data }) => {
      if (worker === this.#worker) this.#hear(data);
    };
    worker.onerror = () => {
      if (worker === this.#worker) this.#died();
    };
    this.#startWatch = setTimeout(() => this.#died(), this.#options.startPatience ?? 60_000);
    worker.postMessage(this.#options.start);
  }

  #hear(message: FromWorker): void {
    if (message.type === 'answer') {
      clearTimeout(this.#watches.get(message.id));
      this.#watches.delete(message.id);
      this.#queue.settle(message.id, message.result);
      this.#pump();
    } else if (message.type === 'usable') {
      clearTimeout(this.#startWatch);
      // A worker of another build would speak another protocol: count it as a death, the next load is of one build.
      if (message.build !== this.#options.start.build) return this.#died();
      this.#usable = true;
      this.packHash = message.packHash;
      this.#pump();
    } else if (message.type === 'model') {
      this.model =
        message.state === 'ready'
          ? { tag: 'ready', backend: message.backend, modelHash: message.modelHash }
          : { tag: 'refused', fault: message.fault };
      this.#changed();
    } else this.#died();
  }

  #pump(): void {
    if (this.#usable) for (let job = this.#queue.next(); job; job = this.#queue.next()) this.#send(job);
    if (this.#usable) this.#set(this.#queue.busy ? 'computing' : 'idle');
  }

  #send({ id, kind, input }: Job): void {
    this.#watches.set(
      id,
      setTimeout(() => this.#died(), this.#options.patience ?? 5_000)
    );
    this.#worker?.postMessage({ type: 'job', id, kind, input } as ToWorker);
  }

  #died(): void {
    this.deaths += 1;
    this.#stopWorker();
    this.#queue.workerDied();
    this.model = { tag: 'waiting' };
    if (this.deaths < DEATHS_BEFORE_PLAIN) return this.#spawn();
    this.#set('failed');
    this.#queue.handOver((kind, input, settle) => void this.#options.plain(kind, input).then(settle));
  }

  #stopWorker(): void {
    clearTimeout(this.#startWatch);
    for (const watch of this.#watches.values()) clearTimeout(watch);
    this.#watches.clear();
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #set(state: EngineState): void {
    if (this.state === state) return;
    this.state = state;
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
