import { Engine, type WorkerLike } from '$part/engine/engine';
import type { FromWorker, StartMessage, ToWorker } from '$part/diagnosis/protocol';
import { ok } from '$part/kernel';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const start: StartMessage = {
  type: 'start',
  build: 'b1',
  packUrl: 'p',
  modelUrl: 'm',
  cardUrl: 'c',
  wasm: { wasm: 'w', mjs: 'j' },
  webgpu: false
};
const reading = { observations: [], language: 'zh' as const, unread: 0, refused: [] };

class FakeWorker implements WorkerLike {
  readonly heard: ToWorker[] = [];
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  ended = false;
  postMessage(message: ToWorker) {
    this.heard.push(message);
  }
  terminate() {
    this.ended = true;
  }
  say(data: FromWorker) {
    this.onmessage?.({ data });
  }
  usable(build = 'b1') {
    this.say({ type: 'usable', build, packHash: 'ph', modelInputHash: 'mh' });
  }
  jobs() {
    return this.heard.flatMap((message) => (message.type === 'job' ? [message] : []));
  }
  answer(id: number) {
    this.say({ type: 'answer', id, result: ok(reading) });
  }
}

describe('engine', () => {
  let workers: FakeWorker[];
  const plain = vi.fn(() => Promise.resolve(ok(reading) as never));
  const engineOf = () =>
    new Engine({
      start,
      plain,
      patience: 1_000,
      startPatience: 5_000,
      spawn: () => {
        const worker = new FakeWorker();
        workers.push(worker);
        return worker;
      }
    });
  const last = () => workers[workers.length - 1] ?? new FakeWorker();

  beforeEach(() => {
    workers = [];
    plain.mockClear();
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('E1 holds jobs until the worker has its pack, then answers', async () => {
    const engine = engineOf();
    const answer = engine.ask('read', { note: 'a' });
    expect(last().jobs()).toHaveLength(0);
    expect(engine.state).toBe('loading');
    last().usable();
    expect(engine.state).toBe('computing');
    last().answer(last().jobs()[0]?.id ?? 0);
    expect(await answer).toEqual(ok(reading));
    expect(engine.state).toBe('idle');
    expect(engine.packHash).toBe('ph');
  });

  it('E2 the newest of a kind wins: waiting and running older ones resolve superseded, and the running one is cancelled', async () => {
    const engine = engineOf();
    last().usable();
    const first = engine.ask('read', { note: '1' });
    const second = engine.ask('read', { note: '2' });
    const third = engine.ask('read', { note: '3' });
    expect(await first).toEqual({ ok: false, error: { tag: 'superseded' } });
    expect(await second).toEqual({ ok: false, error: { tag: 'superseded' } });
    const [sent] = last().jobs();
    expect(last().heard).toContainEqual({ type: 'cancel', id: sent?.id });
    last().answer(sent?.id ?? 0);
    const newest = last().jobs()[1];
    expect(newest?.input).toEqual({ note: '3' });
    last().answer(newest?.id ?? 0);
    expect((await third).ok).toBe(true);
  });

  it('E3 serves read before infer before rank, and lets a reading in beside a ranking', () => {
    const engine = engineOf();
    const input = { evidence: {} as never, person: {}, prior: 'clinic' as const };
    void engine.ask('rank', { ...input, limit: 3 });
    void engine.ask('infer', { ...input, unread: 0 });
    void engine.ask('read', { note: '' });
    last().usable();
    expect(
      last()
        .jobs()
        .map((job) => job.kind)
    ).toEqual(['read']);
    last().answer(last().jobs()[0]?.id ?? 0);
    last().answer(last().jobs()[1]?.id ?? 0);
    expect(
      last()
        .jobs()
        .map((job) => job.kind)
    ).toEqual(['read', 'infer', 'rank']);
    void engine.ask('read', { note: 'more' });
    expect(last().jobs()[3]?.kind).toBe('read');
  });

  it('E4 a job that fails leaves the queue working', async () => {
    const engine = engineOf();
    last().usable();
    const bad = engine.ask('read', { note: 'bad' });
    last().say({
      type: 'answer',
      id: last().jobs()[0]?.id ?? 0,
      result: { ok: false, error: { tag: 'failed', message: 'x' } }
    });
    expect((await bad).ok).toBe(false);
    const good = engine.ask('read', { note: 'good' });
    last().answer(last().jobs()[1]?.id ?? 0);
    expect((await good).ok).toBe(true);
  });

  it('E5 a worker that stops answering is replaced: what was sent is rejected, what waits goes to the next', async () => {
    const engine = engineOf();
    last().usable();
    const lost = engine.ask('read', { note: 'lost' });
    const input = { evidence: {} as never, person: {}, prior: 'clinic' as const, unread: 0 };
    const kept = engine.ask('infer', input);
    vi.advanceTimersByTime(1_001);
    expect(await lost).toEqual({ ok: false, error: { tag: 'worker-died' } });
    expect(workers).toHaveLength(2);
    expect(workers[0]?.ended).toBe(true);
    last().usable();
    last().answer(last().jobs()[0]?.id ?? 0);
    expect((await kept).ok).toBe(true);
  });

  it('E6 after three deaths the page answers plainly, also what was waiting', async () => {
    const engine = engineOf();
    last().onerror?.({});
    last().onerror?.({});
    const waiting = engine.ask('read', { note: 'x' });
    last().onerror?.({});
    expect(engine.state).toBe('failed');
    expect((await waiting).ok).toBe(true);
    expect((await engine.ask('read', { note: 'y' })).ok).toBe(true);
    expect(plain).toHaveBeenCalledTimes(2);
    expect(workers).toHaveLength(3);
  });

  it('E7 a worker of another build is not spoken to', () => {
    const engine = engineOf();
    last().usable('b0');
    expect(engine.deaths).toBe(1);
    expect(workers).toHaveLength(2);
  });

  it('E8 a pack that never arrives counts as a death, and a late voice of the dead is not heard', () => {
    const engine = engineOf();
    const dead = last();
    vi.advanceTimersByTime(5_001);
    expect(engine.deaths).toBe(1);
    dead.usable();
    expect(engine.state).toBe('loading');
  });
});
