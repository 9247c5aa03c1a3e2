import { err, type Result } from '$part/kernel';
import { KeyForgotten } from '$part/security';
import type { StoreFault } from '$part/store';
import { storeFaultOf } from '$part/store/store-fault';

export type StepFault = StoreFault | { readonly tag: 'locked' };

/** A step that a lock or the device may end: both are told as values, anything else is a bug and thrown on. */
export async function deviceStep<T, E>(run: () => Promise<Result<T, E>>): Promise<Result<T, E | StepFault>> {
  try {
    return await run();
  } catch (error) {
    return err(error instanceof KeyForgotten ? { tag: 'locked' } : storeFaultOf(error));
  }
}
