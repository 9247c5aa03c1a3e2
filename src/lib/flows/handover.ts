import * as v from 'valibot';
import { COURSES, DURATIONS, ONSETS } from '$part/knowledge';
import type { Draft } from './draft';

/**
 * Carries the open case over the reload into a newer build of the app.
 *
 * It travels in `window.name`: the only memory that belongs to this tab alone, outlives a reload and never reaches
 * the disk. Records are not sealed yet, so a patient's words may not be left in localStorage, sessionStorage (which
 * browsers keep for restoring a session), IndexedDB or an address. It is taken out, and cleared, at the very next
 * load, before anything else runs.
 */
const PREFIX = 'tongzhen-visit:';

/** Where a tab's name is kept: `window`, or a stand-in under test. */
export interface Named {
  name: string;
}

const text = v.pipe(v.string(), v.maxLength(2_000_000));
const finding = { id: v.string() };
const observation = v.object({
  id: v.string(),
  subject: v.variant('kind', [
    v.object({ kind: v.literal('finding'), ...finding }),
    v.object({ kind: v.literal('value'), ...finding, slot: v.string(), value: v.string() }),
    v.object({ kind: v.literal('group'), ...finding }),
    v.object({ kind: v.literal('measure'), ...finding })
  ]),
  state: v.picklist(['present', 'absent', 'unknown', 'withdrawn']),
  value: v.exactOptional(v.number()),
  unit: v.exactOptional(v.string()),
  when: v.picklist(['now', 'earlier', 'past']),
  onset: v.exactOptional(v.picklist(ONSETS)),
  duration: v.exactOptional(v.picklist(DURATIONS)),
  course: v.exactOptional(v.picklist(COURSES)),
  whose: v.picklist(['patient', 'family', 'contact']),
  source: v.variant('kind', [
    v.object({ kind: v.literal('asked') }),
    v.object({ kind: v.literal('added') }),
    v.object({ kind: v.literal('measured') })
  ]),
  author: v.string(),
  at: v.number(),
  supersedes: v.exactOptional(v.array(v.string()))
});
const draft = v.object({
  note: text,
  age: v.object({ text: v.string(), unit: v.picklist(['years', 'months']) }),
  sex: v.exactOptional(v.picklist(['male', 'female'])),
  pregnant: v.exactOptional(v.boolean()),
  vitals: v.record(v.string(), v.object({ text: v.string(), at: v.number() })),
  decisions: v.pipe(v.array(observation), v.maxLength(10_000)),
  struck: v.exactOptional(v.array(v.string()))
});

/** Puts the case where the next load of this tab finds it. */
export function handOver(open: Draft, tab: Named): void {
  tab.name = PREFIX + JSON.stringify(open);
}

/** Whether the open case waits in this tab for the next load. */
export const isHandedOver = (tab: Named): boolean => tab.name.startsWith(PREFIX);

/** The case that was open before the reload, if one was; afterwards it is nowhere but in the caller's hands. */
export function takeOver(tab: Named): Draft | undefined {
  const { name } = tab;
  if (!isHandedOver(tab)) return undefined;
  tab.name = '';
  let json: unknown;
  try {
    json = JSON.parse(name.slice(PREFIX.length));
  } catch {
    return undefined; // any page that opened this tab may have named it: what is not a case is none
  }
  const parsed = v.safeParse(draft, json);
  // The schema is the type without the brand of observation ids.
  return parsed.success ? (parsed.output as unknown as Draft) : undefined;
}
