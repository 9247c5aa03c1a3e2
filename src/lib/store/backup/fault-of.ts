import { err, type Result } from '$part/kernel';
import { KeyForgotten } from '$part/security';
import { type StoreFault, storeFaultOf } from '../store-fault';

export type DeviceFault =
  | StoreFault
  /** The screen was locked meanwhile, and the key is gone. */
  | { readonly tag: 'locked' };

/** A fault of the device or a lock as a value; anything else is a bug and thrown on. */
export const faultOf = (error: unknown): DeviceFault =>
  error instanceof KeyForgotten ? { tag: 'locked' } : storeFaultOf(error);

/** Runs something whose device may fail it by throwing. */
export async function attempt<T, E>(run: () => Promise<Result<T, E>>): Promise<Result<T, E | DeviceFault>> {
  try {
    return await run();
  } catch (error) {
    return err(faultOf(error));
  }
}
