import type { JobError, JobKind, Jobs } from '$part/diagnosis/protocol';
import { JOB_PRIORITY } from '$part/diagnosis';
import { err, type Result } from '$part/kernel';

export type Answer<K extends JobKind> = Result<Jobs[K]['output'], JobError>;

export interface Job {
  readonly id: number;
  readonly kind: JobKind;
  readonly input: Jobs[JobKind]['input'];
  readonly settle: (result: Result<unknown, JobError>) => void;
}

/**
 * One job runs, at most one of each kind waits, the newest wins: an older job of the same kind, waiting or running,
 * is settled as superseded at once. Ranking yields between slices, so a more urgent job may start beside it.
 */
export class JobQueue {
  readonly #waiting = new Map<JobKind, Job>();
  readonly #running = new Map<number, Job>();
  #nextId = 1;

  /** @returns ids of running jobs that the worker may drop */
  add<K extends JobKind>(kind: K, input: Jobs[K]['input'], settle: (answer: Answer<K>) => void): number[] {
    const superseded = [...this.#running.values()].filter((job) => job.kind === kind);
    for (const job of superseded) {
      job.settle(err({ tag: 'superseded' }));
      this.#running.set(job.id, { ...job, settle: () => undefined });
    }
    this.#waiting.get(kind)?.settle(err({ tag: 'superseded' }));
    this.#waiting.set(kind, { id: this.#nextId, kind, input, settle: settle as Job['settle'] });
    this.#nextId += 1;
    return superseded.map((job) => job.id);
  }

  /** The job to send now, or undefined while the worker is taken. */
  next(): Job | undefined {
    if ([...this.#running.values()].some((job) => job.kind !== 'rank')) return undefined;
    const ranking = this.#running.size > 0;
    const kind = JOB_PRIORITY.find(
      (candidate) => this.#waiting.has(candidate) && !(ranking && candidate === 'rank')
    );
    const job = kind && this.#waiting.get(kind);
    if (!job) return undefined;
    this.#waiting.delete(job.kind);
    this.#running.set(job.id, job);
    return job;
  }

  settle(id: number, result: Result<unknown, JobError>): void {
    const job = this.#running.get(id);
    this.#running.delete(id);
    job?.settle(result);
  }

  /** Rejects what was sent; what waits goes to the next worker. */
  workerDied(): void {
    for (const job of this.#running.values()) job.settle(err({ tag: 'worker-died' }));
    this.#running.clear();
  }

  /** Gives what waits to somebody else, once no worker is left to take it. */
  handOver(
    take: (kind: JobKind, input: Jobs[JobKind]['input'], settle: (answer: Answer<JobKind>) => void) => void
  ): void {
    for (const job of this.#waiting.values()) take(job.kind, job.input, job.settle);
    this.#waiting.clear();
  }

  get busy(): boolean {
    return this.#running.size > 0 || this.#waiting.size > 0;
  }
}
