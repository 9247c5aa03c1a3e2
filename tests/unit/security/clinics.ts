import type { Result } from '$part/kernel';
import { createClinic, type CreatedClinic, type KeyTools, type UserId } from '$part/security';
import { quick } from './kdfs';

export const FLOOR = { memoryKiB: 19 * 1024, iterations: 2, parallelism: 1 };
export const CLOCK = { now: () => Date.UTC(2026, 0, 5, 8) };
export const TOOLS: KeyTools = { kdf: quick, clock: CLOCK, cost: FLOOR };
export const OWN = '井边三棵柿子树';
export const NOBODY = '00000000-0000-4000-8000-000000000000' as UserId;

/** The value, or a failed test that names the fault. */
export function good<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

export async function clinic(tools: KeyTools = TOOLS): Promise<CreatedClinic> {
  const first = { name: '李明', licence: '110441900012345', passphrase: OWN };
  return good(await createClinic({ name: '青石镇卫生院', first }, tools));
}
