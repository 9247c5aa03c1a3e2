import { ok, type Result } from '$part/kernel';
import type { StorageLike, StoreFault } from '$part/store';
import { type BackupDue, backupDue, type MadeBackup, type MadeBackups } from '$part/store/backup';
import { loadSettings } from '../clinic/load-settings';
import type { DeskSession } from '../desk-session';
import { changesSince } from './changes-since';
import { deviceStep } from './device-step';

export interface ReminderNeeds {
  readonly desk: DeskSession;
  readonly made: MadeBackups;
  readonly storage: Pick<StorageLike, 'persisted'>;
}

/** Whether it is time for a backup: looked at after unlocking, after each save, and after each backup. */
export class BackupReminder {
  due = $state.raw<BackupDue>({ tag: 'not-due', at: undefined });
  /** The last one of the chain that is here. */
  last = $state.raw<MadeBackup | undefined>();
  changes = $state(0);
  readonly #needs: ReminderNeeds;

  constructor(needs: ReminderNeeds) {
    this.#needs = needs;
  }

  /** A fault is told by whatever meets it next: a reminder that cannot be made reminds. */
  look = async (): Promise<void> => {
    const looked = await deviceStep(() => this.#look());
    if (!looked.ok) this.due = { tag: 'due', why: 'time' };
  };

  async #look(): Promise<Result<undefined, StoreFault>> {
    const { desk, made, storage } = this.#needs;
    const known = await made.list();
    if (!known.ok) return known;
    const last = known.value.findLast(({ isPast }) => !isPast);
    const settings = await loadSettings(desk.store);
    const asked = settings.ok ? settings.value.settings.backupReminder : undefined;
    const enough = asked?.changes ?? MOST;
    const changes = await changesSince(desk.store, last?.audit.count ?? 0, enough);
    if (!changes.ok) return changes;
    this.last = last;
    this.changes = changes.value.count;
    this.due = backupDue(
      {
        lastAt: last?.madeAt,
        changes: changes.value.count,
        firstChangeAt: changes.value.firstAt,
        persistent: await isPersisted(storage),
        ...(asked ? { asked } : {})
      },
      desk.clock.now()
    );
    return ok(undefined);
  }
}

const MOST = 50;

async function isPersisted(storage: Pick<StorageLike, 'persisted'>): Promise<boolean> {
  try {
    return await storage.persisted();
  } catch {
    return false; // an old browser: it promises nothing
  }
}
