import { ok, type Result } from '$part/kernel';
import { type AuditAction, dayOfTime } from '$part/schema';
import type { ShownLine, Store, StoreFault } from '$part/store';

export interface AuditFilter {
  readonly user?: string;
  readonly action?: AuditAction;
  /** As `2026-03-09`. */
  readonly day?: string;
}

export interface FoundLines {
  readonly lines: readonly ShownLine[];
  /** Where to go on; undefined at the beginning of the chain. */
  readonly before: number | undefined;
}

const BATCH = 200;

/** Whether a line is one of those that are asked for; one that does not open hides behind no filter. */
function matches({ line }: ShownLine, { user, action, day }: AuditFilter): boolean {
  if (!line.ok) return true;
  const said = line.value.value;
  const ms = Date.parse(said.at);
  return (
    (user === undefined || said.user === user) &&
    (action === undefined || said.action === action) &&
    (day === undefined || dayOfTime(ms, new Date(ms).getTimezoneOffset()) === day)
  );
}

/**
 * Lines that match, newest first: the whole chain is gone through, since lines are sealed and the times in them may be
 * wrong.
 *
 * @param looked told of each batch; false stops
 */
export async function findLines(
  store: Store,
  filter: AuditFilter,
  from: number | undefined,
  limit: number,
  looked: (lines: number) => boolean
): Promise<Result<FoundLines, StoreFault>> {
  const found: ShownLine[] = [];
  const isFiltered = Object.keys(filter).length > 0;
  let before = from;
  for (;;) {
    const page = await store.audit.page(before, isFiltered ? BATCH : limit);
    if (!page.ok) return page;
    for (const shown of page.value) {
      before = shown.seq;
      if (matches(shown, filter)) found.push(shown);
      if (found.length === limit) return ok({ lines: found, before });
    }
    if (page.value.length === 0 || before === 1) return ok({ lines: found, before: undefined });
    if (!looked(page.value.length)) return ok({ lines: found, before });
  }
}
