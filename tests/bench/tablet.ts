import { mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { CHROMIUM_FLAGS, chromiumPath } from '../../tools/test/chromium.mjs';

/** Milliseconds of a job from the page to the worker and back, by its kind. */
interface Jobs {
  readonly __jobs: Record<string, number[]>;
}

/** Notes how long the worker takes over each job. Runs in the page, before its own scripts. */
function watchJobs(): void {
  const jobs: Record<string, number[]> = {};
  const kinds = new Map<number, { kind: string; at: number }>();
  Object.assign(window, { __jobs: jobs });
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', ({ data }: MessageEvent<{ type: string; id: number }>) => {
        const job = data.type === 'answer' ? kinds.get(data.id) : undefined;
        if (job) (jobs[job.kind] ??= []).push(performance.now() - job.at);
      });
    }
    override postMessage(message: { type: string; id: number; kind: string }): void {
      if (message.type === 'job') kinds.set(message.id, { kind: message.kind, at: performance.now() });
      super.postMessage(message);
    }
  };
}

/** A browser with a profile on disk, as on a tablet; its process can be slowed. */
export class Tablet {
  readonly #profile = mkdtempSync(path.join(tmpdir(), 'tongzhen-bench-'));
  #context: BrowserContext | undefined;

  async open(): Promise<Page> {
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      executablePath: chromiumPath() ?? 'chromium',
      args: CHROMIUM_FLAGS,
      locale: 'zh-CN',
      viewport: { width: 1280, height: 800 }
    });
    await this.#context.addInitScript(watchJobs);
    return this.#context.newPage();
  }

  /** Process id of the browser, which is also the group of all its processes. */
  get group(): number {
    return Number(readlinkSync(path.join(this.#profile, 'SingletonLock')).split('-').at(-1));
  }

  /** Megabytes of each renderer's own pages and its share of those with others (PSS), the largest first. */
  async rendererMegabytes(): Promise<number[]> {
    const session = await this.#context?.browser()?.newBrowserCDPSession();
    if (!session) throw new Error('the browser is not open');
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo
      .filter(({ type }) => type === 'renderer')
      .map(({ id }) => {
        const text = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
        return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? NaN) / 1024;
      })
      .sort((a, b) => b - a);
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = undefined;
  }

  async throwAway(): Promise<void> {
    await this.close();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Takes what the worker needed for jobs of a kind since the last call. */
export const takeJobs = (page: Page, kind: string): Promise<number[]> =>
  page.evaluate((name) => {
    const { __jobs: jobs } = window as unknown as Jobs;
    const taken = jobs[name] ?? [];
    jobs[name] = [];
    return taken;
  }, kind);
