import { SETTING, type Setting } from '$part/schema';
import { content, type Reason, type RecordChange } from './change';
import { SealedTable } from './sealed-table';
import type { Session } from './session';

/** The clinic's settings, by their own id. */
export class Settings extends SealedTable<Setting> {
  constructor(session: Session) {
    super(session, 'settings', SETTING);
  }

  /** @param expected version that was read, 0 where it was never set */
  put(expected: number, setting: Setting, audit: Reason): RecordChange {
    const { id } = setting;
    const version = expected + 1;
    return {
      tag: 'record',
      table: 'settings',
      id,
      expected,
      version,
      content: content(SETTING, setting),
      audit
    };
  }
}
