import { err, ok, type Result } from '$part/kernel';
import type { StoreFault } from '$part/store';
import type { BackupSource, BackupTable } from '$part/store/backup';
import { storeFaultOf } from '$part/store/store-fault';

export async function countRows(
  source: Pick<BackupSource, 'count'>,
  tables: readonly BackupTable[]
): Promise<Result<number, StoreFault>> {
  try {
    const counts = await Promise.all(tables.map((table) => source.count(table)));
    return ok(counts.reduce((sum, count) => sum + count, 0));
  } catch (error) {
    return err(storeFaultOf(error));
  }
}
