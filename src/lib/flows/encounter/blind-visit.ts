import { seededRandom } from '$part/kernel';

/** Share of visits in which the doctor's own diagnosis is asked before the list opens, so that agreement can be measured. */
const SHARE = 0.1;

/** FNV-1a, 32 bits: only to spread ids evenly. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Whether this visit is one of them. By its id alone: reopening it never rolls again. */
export const isBlindVisit = (id: string): boolean => seededRandom(spread(id))() < SHARE;
