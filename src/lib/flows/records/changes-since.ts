import { ok, type Result } from '$part/kernel';
import type { Store, StoreFault } from '$part/store';

export interface Changes {
  /** Records written; counted no further than was asked. */
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly firstAt: number | undefined;
}

const BATCH = 200;

/**
 * Records that were written behind a line of the audit chain: a line with the hash of what it wrote is a change, views
 * and unlocks are none.
 *
 * @param enough where counting may stop
 */
export async function changesSince(
  store: Store,
  seq: number,
  enough: number
): Promise<Result<Changes, StoreFault>> {
  let count = 0;
  let firstAt: number | undefined;
  for (let from = seq; ; from += BATCH) {
    const page = await store.audit.page(from + BATCH + 1, BATCH);
    if (!page.ok) return page;
    const behind = page.value.filter((line) => line.seq > from).reverse();
    for (const { line } of behind) {
      if (!line.ok || line.value.value.payloadHash === undefined) continue;
      count += 1;
      firstAt ??= Date.parse(line.value.value.at);
    }
    if (count >= enough || behind.length < BATCH) return ok({ count, firstAt });
  }
}
