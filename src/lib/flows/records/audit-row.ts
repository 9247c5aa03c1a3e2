import type { Bilingual } from '$part/kernel';
import type { AuditAction, AuditLine } from '$part/schema';
import type { ShownLine } from '$part/store';
import type { DeskSession } from '../desk-session';
import type { AboutPatient, AuditNames } from './audit-names';
import { reasonOf, saidOf } from './audit-words';

/** A line of the audit as it is read. */
export type AuditRow =
  | { readonly tag: 'damaged'; readonly seq: number }
  | {
      readonly tag: 'line';
      readonly seq: number;
      /** Milliseconds since 1970. */
      readonly at: number;
      readonly action: AuditAction;
      /** Undefined where nobody said who they were, or the keyring does not know them. */
      readonly who: string | undefined;
      readonly said: Bilingual;
      readonly about: AboutPatient | undefined;
      /** A person of the clinic that was changed. */
      readonly person: string | undefined;
      readonly version: number | undefined;
      readonly reason: Bilingual | undefined;
      /** The first signs of the device's id. */
      readonly device: string;
    };

const DEVICE_SIGNS = 4;

export async function auditRow(
  { seq, line }: ShownLine,
  desk: Pick<DeskSession, 'users'>,
  names: AuditNames
): Promise<AuditRow> {
  if (!line.ok) return { tag: 'damaged', seq };
  const said: AuditLine = line.value.value;
  const { at, action, user, id, version, device } = said;
  const nameOf = (person: string | undefined) => desk.users.find((one) => one.id === person)?.name;
  return {
    tag: 'line',
    seq,
    at: Date.parse(at),
    action,
    who: nameOf(user),
    said: saidOf(said),
    about: await names.about(said),
    person: action === 'user' ? nameOf(id) : undefined,
    version,
    reason: reasonOf(said),
    device: device.slice(0, DEVICE_SIGNS)
  };
}
