import { PATIENT, type Patient } from '$part/schema';
import { content, type Reason, type RecordChange } from './change';
import { SealedTable } from './sealed-table';
import type { Session } from './session';

/** Everybody who was registered. A patient is changed or merged, never removed. */
export class Patients extends SealedTable<Patient> {
  constructor(session: Session) {
    super(session, 'patients', PATIENT);
  }

  /** @param expected version that was read, 0 for a new patient */
  put(expected: number, patient: Patient, audit: Reason): RecordChange {
    const { id } = patient;
    const version = expected + 1;
    return {
      tag: 'record',
      table: 'patients',
      id,
      expected,
      version,
      content: content(PATIENT, patient),
      audit
    };
  }
}
