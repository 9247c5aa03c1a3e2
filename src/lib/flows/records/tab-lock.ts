/** The browser's locks between tabs, as far as they are used. */
export interface TabLocks {
  request(
    name: string,
    options: { readonly mode: 'shared' | 'exclusive'; readonly ifAvailable?: boolean },
    body: (lock: unknown) => Promise<void>
  ): Promise<unknown>;
}

const NAME = 'tongzhen-records';

/**
 * Every tab of the app is in the records with all others, from its start to its end; a restore has them for itself, and
 * a tab that starts meanwhile waits. The browser ends the stay of a tab that is closed or dies.
 */
export class TabLock {
  readonly #locks: TabLocks;
  #stay: { readonly end: () => void; readonly ended: Promise<unknown> } | undefined;

  constructor(locks: TabLocks) {
    this.#locks = locks;
  }

  /** Before anything of the records is read; resolves once no other tab has them for itself. */
  async enter(): Promise<void> {
    if (this.#stay) return;
    let end: () => void = () => undefined;
    const until = new Promise<void>((resolve) => (end = resolve));
    await new Promise<void>((entered, failed) => {
      const ended = this.#locks.request(NAME, { mode: 'shared' }, () => {
        entered();
        return until;
      });
      ended.catch(failed);
      this.#stay = { end, ended };
    });
  }

  async leave(): Promise<void> {
    const stay = this.#stay;
    this.#stay = undefined;
    stay?.end();
    await stay?.ended;
  }

  /** Runs something while no other tab is in the records; undefined where one is. */
  alone = async <T>(run: () => Promise<T>): Promise<T | undefined> => {
    const wasIn = this.#stay !== undefined;
    await this.leave();
    let result: T | undefined;
    try {
      await this.#locks.request(NAME, { mode: 'exclusive', ifAvailable: true }, async (lock) => {
        if (lock !== null) result = await run();
      });
    } finally {
      if (wasIn) await this.enter();
    }
    return result;
  };
}

export const browserTabLock = (): TabLock => new TabLock(navigator.locks as TabLocks);
