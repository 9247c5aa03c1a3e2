import { KeyForgotten } from '$part/security';

/** A step that needs the keys; a lock in its midst is no bug, it only ends the step. */
export async function unlessLocked<T, L>(locked: L, step: () => Promise<T>): Promise<T | L> {
  try {
    return await step();
  } catch (fault) {
    if (fault instanceof KeyForgotten) return locked;
    throw fault;
  }
}
