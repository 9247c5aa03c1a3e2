import type { MadeBackup } from '$part/store/backup';
import { BACKUP_TABLES } from '$part/store/backup';
import { BackupReminder, type ReminderNeeds } from './backup-reminder.svelte';
import { countRows } from './count-rows';
import { deviceStep } from './device-step';
import { type ListedBackup, listedBackups } from './listed-backups';
import { type BackupTools, makeBackup } from './make-backup';
import { type Trouble, troubleOf } from './trouble';

export type BackupJob =
  | { readonly tag: 'idle' }
  /** In rows of all tables. */
  | { readonly tag: 'writing'; readonly done: number; readonly of: number }
  | { readonly tag: 'done'; readonly made: MadeBackup }
  /** Refused: far fewer patients and visits than in the last one. */
  | { readonly tag: 'smaller'; readonly rows: number; readonly last: number }
  | { readonly tag: 'fault'; readonly trouble: Trouble };

/**
 * Where backups go: 'download' leaves them with the user; 'none' until a folder is chosen; 'asks' where the browser
 * wants to be asked again.
 */
export type BackupPlace = 'download' | 'none' | 'asks' | 'ready';

export interface BackupNeeds extends BackupTools, Pick<ReminderNeeds, 'storage'> {
  /** Whoever waits for a long backup is there, and is not locked out. */
  readonly stayAwake: () => void;
}

/** The clinic's backups: made now, listed, and when the next is due. */
export class BackupPage {
  place = $state<BackupPlace>('none');
  job = $state.raw<BackupJob>({ tag: 'idle' });
  backups = $state.raw<readonly ListedBackup[]>([]);
  trouble = $state.raw<Trouble | undefined>();
  readonly reminder: BackupReminder;
  readonly #needs: BackupNeeds;

  /** @param reminder the one that the clinic's strip shows, so that both know of a backup at once */
  constructor(needs: BackupNeeds, reminder?: BackupReminder) {
    this.#needs = needs;
    this.reminder =
      reminder ?? new BackupReminder({ desk: needs.desk, made: needs.archive.made, storage: needs.storage });
  }

  load = async (): Promise<void> => {
    const { desk, archive, files } = this.#needs;
    this.place = await this.#placeNow();
    const listed = await listedBackups(desk.keyring.clinic.id, files, archive.made);
    if (listed.ok) this.backups = listed.value.backups;
    this.trouble = listed.ok ? undefined : troubleOf(listed.error);
    await this.reminder.look();
  };

  /** In a gesture of the user. */
  choose = async (): Promise<void> => {
    const chosen = await this.#needs.files.choose();
    await this.load();
    if (!chosen.ok && chosen.error.tag !== 'cancelled') this.trouble = troubleOf(chosen.error);
  };

  backUp = (): Promise<void> => this.#make(false);

  /** In spite of how few rows there are. */
  backUpAnyway = (): Promise<void> => this.#make(true);

  dismiss = (): void => {
    if (this.job.tag !== 'writing') this.job = { tag: 'idle' };
  };

  async #make(isRight: boolean): Promise<void> {
    if (this.job.tag === 'writing') return;
    this.job = { tag: 'writing', done: 0, of: 0 };
    const counted = await countRows(this.#needs.archive.rows, BACKUP_TABLES);
    const of = counted.ok ? counted.value : 0;
    let done = 0;
    this.job = { tag: 'writing', done, of };
    const made = await deviceStep(() =>
      makeBackup(this.#needs, isRight, ({ rows }) => {
        this.#needs.stayAwake();
        done = Math.min(of, done + rows);
        this.job = { tag: 'writing', done, of };
      })
    );
    if (made.ok) this.job = { tag: 'done', made: made.value };
    else if (made.error.tag === 'smaller') this.job = made.error;
    else if (made.error.tag === 'cancelled') this.job = { tag: 'idle' };
    else this.job = { tag: 'fault', trouble: troubleOf(made.error) };
    await this.load();
  }

  async #placeNow(): Promise<BackupPlace> {
    const { files } = this.#needs;
    if (files.kind === 'download') return 'download';
    const ready = await files.ready();
    if (ready.ok) return 'ready';
    return ready.error.tag === 'not-permitted' ? 'asks' : 'none';
  }
}
