import { type Engine, type EngineState, type ModelState, startEngine } from '$part/engine';
import type { Clock } from '$part/kernel';
import { type Named, handOver, takeOver } from './handover';
import { Visit } from './visit.svelte';

type Fault = 'pack-not-fetched' | 'pack-invalid';

/** Where the doctor works: knowledge and engine once they are in, and the case that is open. */
export class Room {
  visit = $state.raw<Visit | undefined>();
  fault = $state<Fault | undefined>();
  engineState = $state<EngineState>('loading');
  model = $state.raw<ModelState>({ tag: 'waiting' });
  readonly #build: string;
  readonly #tab: Named;
  readonly #clock: Clock;
  #engine: Engine | undefined;
  #closed = false;

  /** @param build name of this build, which page and worker must share */
  constructor(build: string, tab: Named = window, clock: Clock = { now: () => Date.now() }) {
    this.#build = build;
    this.#tab = tab;
    this.#clock = clock;
    void this.open();
  }

  /** Loads the knowledge and starts the engine; also the way to try again. */
  open = async (): Promise<void> => {
    this.fault = undefined;
    const started = await startEngine(this.#build);
    if (!started.ok) {
      this.fault = started.error;
      return;
    }
    const { engine, pack } = started.value;
    if (this.#closed) {
      engine.dispose();
      return;
    }
    this.#engine = engine;
    engine.onChange(() => this.#look(engine));
    this.#look(engine);
    this.visit = new Visit(pack, engine, this.#clock, takeOver(this.#tab));
  };

  /** Keeps the open case through the reload into a newer build. */
  handOver = (): Promise<void> => {
    if (this.visit) handOver(this.visit.draft, this.#tab);
    return Promise.resolve();
  };

  /** What answers, for a visit of the clinic's own. */
  get engine(): Engine | undefined {
    return this.#engine;
  }

  close(): void {
    this.#closed = true;
    this.#engine?.dispose();
  }

  #look({ state, model }: Engine): void {
    const arrived = model.tag !== this.model.tag && model.tag !== 'waiting';
    this.engineState = state;
    this.model = model;
    // What is on the screen says which of the two computed it, so it is computed anew by the one that answers now.
    if (arrived) this.visit?.thinkAgain();
  }
}
