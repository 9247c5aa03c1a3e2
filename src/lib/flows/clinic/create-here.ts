import { err, ok, type Result } from '$part/kernel';
import { createClinic, type CreatedClinic } from '$part/security';
import { setMarkers, type LostConnection } from '$part/store';
import type { FirstStartFault } from './clinic-state';
import { enter, type Entered } from './enter';
import { forgetKeys } from './desk';
import { saveKeyring, type Ground } from './ground';
import type { ClinicTools } from './page';
import { troubleOfFault, troubleOfOpening, type Trouble } from './trouble';

export interface AskedClinic {
  readonly clinicName: string;
  /** Of the first person, who runs the clinic too. */
  readonly name: string;
  readonly passphrase: string;
  readonly licence?: string;
}

/**
 * Makes the clinic in the order that `existence` reads: an empty records database, the keyring, the markers, the first
 * line. Before the keyring the door is told that a recovery key is on its way, so that one nobody saw is not forgotten.
 */
export async function createHere(
  ground: Ground,
  tools: ClinicTools,
  { clinicName, name, passphrase, licence }: AskedClinic,
  lost: (lost: LostConnection) => void
): Promise<Result<CreatedClinic & { readonly entered: Entered }, FirstStartFault | Trouble>> {
  const { keyringDatabase, database, door } = ground;
  const exists = await keyringDatabase.clinicExists();
  if (!exists.ok) return err(troubleOfFault(exists.error));
  // Another tab was first.
  if (exists.value) return err({ tag: 'exists' });
  const written = licence?.trim() ?? '';
  const first = { name: name.trim(), passphrase, ...(written === '' ? {} : { licence: written }) };
  const made = await createClinic({ name: clinicName.trim(), first }, tools);
  if (!made.ok) return made;
  const { keyring, session } = made.value;
  const done = await laidDown();
  if (done.ok) return ok({ ...made.value, entered: done.value });
  forgetKeys(session);
  return done;

  async function laidDown(): Promise<Result<Entered, Trouble>> {
    const opened = database.isUsable ? ok(undefined) : await database.start(true, lost);
    if (!opened.ok) return err(troubleOfOpening(opened.error));
    const noted = await door.recoveryKeyIs('open');
    if (!noted.ok) return err(troubleOfFault(noted.error));
    const saved = await saveKeyring(ground, keyring);
    if (!saved.ok) return err(troubleOfFault(saved.error));
    await setMarkers(tools.markers);
    const line = { action: 'create', table: 'keyring', id: keyring.clinic.id } as const;
    const entered = await enter(ground, tools, session, 'passphrase', [line]);
    return entered.ok ? entered : err(troubleOfFault(entered.error));
  }
}
