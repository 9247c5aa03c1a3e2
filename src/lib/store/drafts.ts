import { DRAFT, type Draft } from '$part/schema';
import { type AsideChange, content, type RemoveChange } from './change';
import { SealedTable } from './sealed-table';
import type { Session } from './session';

/** Open cases. No records: they come and go without lines in the audit chain. */
export class Drafts extends SealedTable<Draft> {
  constructor(session: Session) {
    super(session, 'drafts', DRAFT);
  }

  /** @param expected version that was read or written last, 0 for a new draft */
  put(expected: number, draft: Draft): AsideChange {
    const { id } = draft;
    const version = expected + 1;
    return { tag: 'aside', table: 'drafts', id, expected, version, content: content(DRAFT, draft) };
  }

  /** Goes into the transaction that saves the encounter. */
  remove(id: string, expected: number): RemoveChange {
    return { tag: 'remove', table: 'drafts', id, expected };
  }
}
