const PERIOD_MS = 30;

/**
 * Slows all processes of a group by stopping them for most of every 30 ms, so that each core does 1/`times` of its
 * work. A browser's debugging protocol slows the page alone and no worker.
 *
 * @returns lets them run freely again
 */
export function slowProcesses(group: number, times: number): () => void {
  const work = PERIOD_MS / times;
  let timer: ReturnType<typeof setTimeout>;
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => process.kill(-group, name);
  // Times are taken from the clock, not from the timers, which are late on a busy machine.
  let next = performance.now();
  const step = (stop: boolean) => {
    signal(stop ? 'SIGSTOP' : 'SIGCONT');
    next = Math.max(next, performance.now() - PERIOD_MS) + (stop ? PERIOD_MS - work : work);
    timer = setTimeout(() => step(!stop), Math.max(0, next - performance.now()));
  };
  step(true);
  return () => {
    clearTimeout(timer);
    signal('SIGCONT');
  };
}
