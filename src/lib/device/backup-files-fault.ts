import { err, type Result } from '$part/kernel';
import type { BackupFilesFault } from './backup-files';

const FAULTS: Readonly<Record<string, BackupFilesFault>> = {
  AbortError: { tag: 'cancelled' },
  NotAllowedError: { tag: 'not-permitted' },
  SecurityError: { tag: 'not-permitted' },
  QuotaExceededError: { tag: 'full' },
  NotFoundError: { tag: 'missing' }
};

/** What the platform refuses, as a value; anything that is no DOMException is a bug. */
export async function asked<T, E>(
  run: () => Promise<Result<T, E>>
): Promise<Result<T, E | BackupFilesFault>> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return err(FAULTS[error.name] ?? { tag: 'failed', name: error.name });
  }
}
