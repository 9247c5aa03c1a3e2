import { err, ok, type Result } from '$part/kernel';
import type { Keyring } from '$part/security';
import { Store, type Session } from '$part/store';
import {
  BACKUP_TABLES,
  type BackupFault,
  type BackupKey,
  type OpenedBackup,
  previewRestore,
  readBackup,
  type RestoreReport,
  sessionRestore
} from '$part/store/backup';
import type { BackupFiles } from '$part/device';
import type { Under } from '../clinic/ground';
import type { DeskSession } from '../desk-session';
import type { Archive } from './archive';
import { type BackupInHand, fileShown, type Proof, proveKey, takeBackup } from './backup-in-hand';
import { countRows } from './count-rows';
import { deviceStep } from './device-step';
import { conflictsShown } from './kept-conflicts';
import { newDevice } from './new-device';
import { rebuildSearch } from './rebuild-search';
import {
  type EmptyHands,
  isEmptyHere,
  openHands,
  placeWithoutSession,
  type RestorePlace
} from './restore-place';
import type { RestoreState, Undoable } from './restore-state';
import { runRestore, type RestoreTools, runUndo } from './run-restore';
import { troubleOf } from './trouble';

/** An open clinic that is restored into. */
export interface Inside {
  readonly desk: DeskSession;
  readonly session: Session;
  readonly archive: Archive;
}

export interface RestoreNeeds extends Omit<RestoreTools, 'tell'> {
  readonly under: () => Under;
  /** Undefined on a trouble screen and at a first start. */
  readonly inside: Inside | undefined;
  readonly files: Pick<BackupFiles, 'pick'>;
  readonly stayAwake: () => void;
}

type Fault = { readonly tag: string };

/**
 * A backup is brought back: chosen, opened, checked whole, compared with what is here, and then merged or put in its
 * place. Where nobody is in, the keyring comes with the records, and the unlock screen follows.
 */
export class RestorePage {
  state = $state.raw<RestoreState>({ tag: 'choose' });
  undoable = $state.raw<Undoable | undefined>();
  readonly #needs: RestoreNeeds;
  #hand: BackupInHand | undefined;
  #hands: EmptyHands | undefined;
  #place: RestorePlace | undefined;
  #backup: OpenedBackup<BackupKey> | undefined;

  constructor(needs: RestoreNeeds) {
    this.#needs = needs;
  }

  /** Whoever is in must be an administrator; on a tablet without a session the passphrase alone decides. */
  get mayRestore(): boolean {
    const { inside } = this.#needs;
    return !inside || inside.desk.may('restore');
  }

  load = async (): Promise<void> => {
    const { inside } = this.#needs;
    if (!inside) return;
    const read = await deviceStep(async () => ok(await inside.archive.rows.journal.read()));
    const note = read.ok ? read.value.undoable : undefined;
    this.undoable = note && { how: note.how, generation: note.generation, at: Date.parse(note.at) };
  };

  /** In a gesture of the user. */
  pick = async (): Promise<void> => {
    const file = await this.#needs.files.pick();
    if (file.ok) await this.open(file.value, file.value.name);
    else if (file.error.tag !== 'cancelled') this.state = { tag: 'choose', trouble: troubleOf(file.error) };
  };

  open = async (file: Blob, name: string): Promise<void> => {
    this.close();
    if (!this.mayRestore) return this.#refuse({ tag: 'not-allowed' });
    const taken = await takeBackup(file, name);
    if (!taken.ok) return this.#refuse(taken.error);
    this.#hand = taken.value;
    const { inside } = this.#needs;
    const ready = await deviceStep(() => (inside ? this.#takeInside(inside) : this.#takeHands()));
    if (!ready.ok) return this.#refuse(ready.error);
    if (inside) await this.#check(inside.desk.key);
    else this.state = { tag: 'who', file: fileShown(taken.value), isBusy: false };
  };

  /** Opens the file with a passphrase or the recovery key, and checks all of it. */
  prove = async (proof: Proof): Promise<void> => {
    const hand = this.#hand;
    const hands = this.#hands;
    if (this.state.tag !== 'who' || this.state.isBusy || !hand || !hands) return;
    const file = fileShown(hand);
    this.state = { tag: 'who', file, isBusy: true };
    const { tools } = this.#needs;
    const keyrings: Keyring[] = [hand.keyring, ...(hands.keyring ? [hands.keyring] : [])];
    const proven = await proveKey(keyrings, proof, tools.kdf);
    if (!proven.ok) {
      this.state = { tag: 'who', file, isBusy: false, trouble: troubleOf(proofFault(proven.error)) };
      return;
    }
    const placed = await deviceStep(async () => {
      const device = await newDevice(hands.keyringDatabase, tools);
      return device.ok ? placeWithoutSession(hands, proven.value, device.value, tools) : device;
    });
    if (!placed.ok) {
      proven.value.key.forget();
      return this.#refuse(placed.error);
    }
    this.#place = placed.value;
    await this.#check(proven.value.key);
  };

  merge = (): Promise<void> => this.#restore('merge');

  /** @param typed the clinic's name, where anything is here to be lost */
  replace = async (typed = ''): Promise<void> => {
    const { state } = this;
    if (state.tag !== 'preview') return;
    if (!state.isEmpty && typed.trim() !== state.clinicName) {
      this.state = { ...state, isNameWrong: true };
      return;
    }
    await this.#restore('replace');
  };

  undo = async (): Promise<void> => {
    const { inside } = this.#needs;
    if (!inside || !this.mayRestore || this.state.tag === 'restoring') return;
    const place = await deviceStep(() => this.#placeInside(inside));
    if (!place.ok) return this.#refuse(place.error);
    this.#place = place.value;
    await this.#run('undo', (at) => runUndo(place.value, inside.desk.keyring.clinic.id, at));
  };

  /** Another file; and at the end, or when the screen is left. */
  close = (): void => {
    if (this.state.tag === 'restoring') return;
    if (!this.#needs.inside) {
      this.#place?.session.key.forget();
      this.#place?.end();
      if (!this.#place) this.#hands?.end();
    }
    this.#hand = undefined;
    this.#hands = undefined;
    this.#place = undefined;
    this.#backup = undefined;
    this.state = { tag: 'choose' };
  };

  async #takeHands(): Promise<Result<undefined, Fault>> {
    const hand = this.#hand;
    const hands = await openHands(this.#needs.tools);
    if (!hands.ok || !hand) return hands.ok ? ok(undefined) : hands;
    this.#hands = hands.value;
    return fitting(hand, hands.value.keyring);
  }

  async #takeInside(inside: Inside): Promise<Result<undefined, Fault>> {
    const hand = this.#hand;
    const fits: Result<undefined, Fault> = hand ? fitting(hand, inside.desk.keyring) : ok(undefined);
    if (!fits.ok) return fits;
    const place = await this.#placeInside(inside);
    if (!place.ok) return place;
    this.#place = place.value;
    return ok(undefined);
  }

  async #placeInside({ desk, session, archive }: Inside): Promise<Result<RestorePlace, Fault>> {
    const { ground } = this.#needs.under();
    if (!ground) return err({ tag: 'closed' });
    const isEmpty = await isEmptyHere(archive);
    if (!isEmpty.ok) return isEmpty;
    const { keyringDatabase } = ground;
    const place = { session, archive, keyringDatabase, isEmpty: isEmpty.value, keyring: desk.keyring };
    return ok({ ...place, store: new Store(session), end: () => undefined });
  }

  async #check(key: BackupKey): Promise<void> {
    const hand = this.#hand;
    const place = this.#place;
    if (!hand || !place) return;
    const file = fileShown(hand);
    const { parts } = hand.described.manifest;
    const of = parts.reduce((sum, { rows }) => sum + rows, 0);
    let done = 0;
    this.state = { tag: 'checking', file, steps: { done, of } };
    const read = await readBackup(hand.bytes, {
      clinic: hand.keyring.clinic.id,
      unlock: () => Promise.resolve(key),
      onPart: ({ rows }) => {
        this.#needs.stayAwake();
        this.state = { tag: 'checking', file, steps: { done: (done += rows), of } };
      }
    });
    if (!read.ok) return this.#refuse(read.error);
    this.#backup = read.value;
    const { changedBy } = sessionRestore(place.session, () => rebuildSearch(place.store));
    const preview = await deviceStep(() => previewRestore(read.value, place.archive.rows, changedBy));
    if (!preview.ok) return this.#refuse(preview.error);
    const { isEmpty } = place;
    const clinicName = hand.keyring.clinic.name;
    this.state = { tag: 'preview', file, preview: preview.value, isEmpty, clinicName, isNameWrong: false };
  }

  async #restore(how: 'merge' | 'replace'): Promise<void> {
    const [place, hand, backup] = [this.#place, this.#hand, this.#backup];
    if (this.state.tag !== 'preview' || !place || !hand || !backup) return;
    const isInside = this.#needs.inside !== undefined;
    await this.#run(how, (at) => runRestore({ place, hand, backup, how, isInside }, at));
  }

  async #run(
    how: 'merge' | 'replace' | 'undo',
    run: (at: RestoreTools) => Promise<Result<RestoreReport, Fault>>
  ): Promise<void> {
    const place = this.#place;
    if (!place) return;
    const here = await countRows(place.archive.rows, BACKUP_TABLES);
    const there = this.#hand?.described.manifest.tables.reduce((sum, { rows }) => sum + rows, 0) ?? 0;
    // What is here is copied first, and then written; a merge may do more, and the bar waits at its end.
    const of = (here.ok ? here.value : 0) + there;
    let done = 0;
    this.state = { tag: 'restoring', how, steps: { done, of } };
    const restored = await deviceStep(() =>
      run({
        ...this.#needs,
        tell: (rows) => {
          this.#needs.stayAwake();
          done = Math.min(of, done + rows);
          this.state = { tag: 'restoring', how, steps: { done, of } };
        }
      })
    );
    if (!restored.ok) return this.#refuse(restored.error);
    const { tables, conflicts } = restored.value;
    const shown = await deviceStep(async () =>
      ok(await conflictsShown(conflicts, place.archive.rows, place.store))
    );
    const sum = (of: 'added' | 'replaced') => tables.reduce((all, table) => all + table[of], 0);
    this.state = {
      tag: 'done',
      how,
      added: sum('added'),
      replaced: sum('replaced'),
      conflicts: shown.ok ? shown.value : [],
      conflictCount: conflicts.length
    };
    await this.load();
  }

  #refuse(fault: Fault): void {
    this.state = { tag: 'fault', trouble: troubleOf(fault) };
  }
}

/** A backup goes into its own clinic, sealed by the key that the clinic has now. */
function fitting(hand: BackupInHand, here: Keyring | undefined): Result<undefined, Fault> {
  if (!here) return ok(undefined);
  if (here.clinic.id !== hand.keyring.clinic.id) {
    const fault: BackupFault = { tag: 'other-clinic', clinic: hand.keyring.clinic.id };
    return err(fault);
  }
  return here.dataKey.id === hand.keyring.dataKey.id ? ok(undefined) : err({ tag: 'other-key' });
}

/** Which sign of a recovery key was misread is left to the paper; what of a derivation failed is told. */
function proofFault(fault: Fault & { readonly fault?: unknown }): Fault {
  return fault.tag === 'not-derived' && typeof fault.fault === 'string'
    ? { tag: `kdf-${fault.fault}` }
    : fault;
}
