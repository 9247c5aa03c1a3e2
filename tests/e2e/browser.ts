import { readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type BrowserContext, chromium } from '@playwright/test';
import { CHROMIUM_FLAGS, chromiumPath } from '../../tools/test/chromium.mjs';
import type { Line } from './line';

/** A tablet's browser: a profile on disk that outlives the browser's process. */
export class Browser {
  readonly #profile: string;
  readonly #line: Line;
  #context: BrowserContext | undefined;

  constructor(profile: string, line: Line) {
    this.#profile = profile;
    this.#line = line;
  }

  /** Starts Chromium with the profile; all it asks of the network goes over the line. */
  async open(extraFlags: readonly string[] = [], line = this.#line): Promise<BrowserContext> {
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      executablePath: chromiumPath() ?? 'chromium',
      headless: true,
      args: [...CHROMIUM_FLAGS, ...extraFlags],
      proxy: line.proxy,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      viewport: { width: 1280, height: 800 }
    });
    return this.#context;
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = undefined;
  }

  /** Ends the browser as a power cut would: SIGKILL, nothing said before. */
  async kill(): Promise<void> {
    const pid = this.#pid();
    const context = this.#context;
    this.#context = undefined;
    process.kill(pid, 'SIGKILL');
    while (isAlive(pid)) await pause(20);
    await context?.close().catch(() => undefined); // the other end of it is gone
    rmSync(join(this.#profile, 'SingletonLock'), { force: true });
  }

  /** Chromium writes its process id into the lock of its profile: a link to `host-pid`. */
  #pid(): number {
    return Number(readlinkSync(join(this.#profile, 'SingletonLock')).split('-').at(-1));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // no such process
  }
}
