import type { Result } from '$part/kernel';
import type { ChainHead } from '$part/security/audit-chain';
import { Audit } from './audit';
import { type AuditProgress, type AuditReport, checkAudit } from './audit-check';
import type { Change } from './change';
import { Codes } from './codes';
import { DraftKeeper, type Keeping } from './draft-keeper';
import { Drafts } from './drafts';
import { Encounters } from './encounters';
import { Patients } from './patients';
import { SearchBlocks } from './search-blocks';
import type { Session } from './session';
import { Settings } from './settings';
import type { StoreFault, WriteFault } from './store-fault';
import { type AuditEntry, commit, type Written } from './unit-of-work';

/** All tables of one unlocked session. Tables read and say what a change would be; `commit` does changes together. */
export class Store {
  readonly patients: Patients;
  readonly encounters: Encounters;
  readonly drafts: Drafts;
  readonly settings: Settings;
  readonly search: SearchBlocks;
  readonly audit: Audit;
  readonly codes: Codes;
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    this.patients = new Patients(session);
    this.encounters = new Encounters(session);
    this.drafts = new Drafts(session);
    this.settings = new Settings(session);
    this.search = new SearchBlocks(session);
    this.audit = new Audit(session);
    this.codes = new Codes(session);
  }

  /** All of it, with its audit lines, or nothing; resolves once it is on the disk and was read back. */
  commit(
    changes: readonly Change[],
    entries: readonly AuditEntry[] = []
  ): Promise<Result<Written, WriteFault>> {
    return commit(this.#session, changes, entries);
  }

  checkAudit(
    heads: readonly ChainHead[],
    tell?: (progress: AuditProgress) => void
  ): Promise<Result<AuditReport, StoreFault>> {
    return checkAudit(this.#session, heads, tell);
  }

  /** @param version of the draft as it was read, 0 for a new one */
  keepDraft(version: number, onChange: (keeping: Keeping) => void): DraftKeeper {
    return new DraftKeeper(this.#session, this.drafts, version, onChange);
  }
}
