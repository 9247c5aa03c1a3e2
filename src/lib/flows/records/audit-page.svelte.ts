import { ok, type Result } from '$part/kernel';
import type { ChainHead } from '$part/security';
import type { AuditProgress, AuditReport, StoreFault } from '$part/store';
import type { DeskSession } from '../desk-session';
import { type AuditFilter, findLines } from './audit-filter';
import { findingShown, type FindingShown } from './audit-findings';
import { AuditNames } from './audit-names';
import { type AuditRow, auditRow } from './audit-row';
import { deviceStep } from './device-step';
import { type Trouble, troubleOf } from './trouble';

/** A screen of lines. */
const PAGE = 50;
const MOST_FINDINGS = 50;
/** Somebody may write while the chain is checked; then what was found is looked at once more. */
const CHECKS = 3;

export type CheckState =
  | { readonly tag: 'unchecked' }
  | { readonly tag: 'checking'; readonly progress: AuditProgress | undefined }
  /** Every line and every record is as it was written. */
  | { readonly tag: 'whole'; readonly lines: number; readonly heads: number }
  | {
      readonly tag: 'found';
      readonly lines: number;
      readonly findings: readonly FindingShown[];
      /** Findings beyond those shown. */
      readonly more: number;
    };

export interface AuditNeeds {
  readonly desk: DeskSession;
  /** Heads of the chain that are kept outside it: by the keyring's database and by backups. */
  readonly heads: () => Promise<Result<readonly ChainHead[], StoreFault>>;
}

/** Who did what: the audit read page by page, filtered, and checked against what is kept elsewhere. */
export class AuditPage {
  rows = $state.raw<readonly AuditRow[]>([]);
  filter = $state.raw<AuditFilter>({});
  state = $state<'closed' | 'loading' | 'ready'>('closed');
  /** Lines looked through so far for those asked for. */
  looked = $state(0);
  trouble = $state.raw<Trouble | undefined>();
  check = $state.raw<CheckState>({ tag: 'unchecked' });
  readonly #needs: AuditNeeds;
  readonly #names: AuditNames;
  /** Where the next older page begins; undefined at the beginning of the chain. */
  #before = $state.raw<number | undefined>();
  #load = 0;

  constructor(needs: AuditNeeds) {
    this.#needs = needs;
    this.#names = new AuditNames(needs.desk);
  }

  get mayRead(): boolean {
    return this.#needs.desk.may('audit');
  }

  get people() {
    return this.#needs.desk.users;
  }

  get hasOlder(): boolean {
    return this.#before !== undefined;
  }

  /** That somebody reads the audit is in the audit. */
  open = async (): Promise<void> => {
    if (!this.mayRead) {
      this.trouble = troubleOf({ tag: 'not-allowed' });
      return;
    }
    const told = await deviceStep(() =>
      this.#needs.desk.store.audit.record({ action: 'view', table: 'audit' })
    );
    if (told.ok) await this.choose({});
    else this.trouble = troubleOf(told.error);
  };

  /** From the newest line on. */
  choose = async (filter: AuditFilter): Promise<void> => {
    this.filter = filter;
    this.rows = [];
    this.#before = undefined;
    await this.#more();
  };

  older = async (): Promise<void> => {
    if (this.state === 'ready' && this.hasOlder) await this.#more();
  };

  /** What was found so far stays. */
  stop = (): void => {
    if (this.state === 'loading') this.#load += 1;
  };

  verify = async (): Promise<void> => {
    if (!this.mayRead || this.check.tag === 'checking') return;
    this.check = { tag: 'checking', progress: undefined };
    this.trouble = undefined;
    const checked = await deviceStep(() => this.#check());
    if (!checked.ok) {
      this.check = { tag: 'unchecked' };
      this.trouble = troubleOf(checked.error);
      return;
    }
    const { report, heads } = checked.value;
    const { lines, findings } = report;
    if (findings.length === 0) {
      this.check = { tag: 'whole', lines, heads };
      return;
    }
    const shown = await Promise.all(
      findings.slice(0, MOST_FINDINGS).map((finding) => findingShown(finding, this.#names))
    );
    this.check = { tag: 'found', lines, findings: shown, more: findings.length - shown.length };
  };

  async #check(): Promise<
    Result<{ readonly report: AuditReport; readonly heads: number }, StoreFault | { readonly tag: 'locked' }>
  > {
    const { desk, heads } = this.#needs;
    for (let check = 1; ; check += 1) {
      const known = await heads();
      if (!known.ok) return known;
      const report = await desk.store.checkAudit(known.value, (progress) => {
        this.check = { tag: 'checking', progress };
      });
      if (!report.ok) return report;
      const last = await desk.store.audit.page(undefined, 1);
      if (!last.ok) return last;
      const wasWritten = (last.value[0]?.seq ?? 0) !== report.value.lines;
      if (!wasWritten || report.value.findings.length === 0 || check === CHECKS)
        return ok({ report: report.value, heads: known.value.length });
    }
  }

  async #more(): Promise<void> {
    const load = (this.#load += 1);
    this.state = 'loading';
    this.trouble = undefined;
    this.looked = 0;
    const { desk } = this.#needs;
    const filter = this.filter;
    const from = this.#before;
    const page = await deviceStep(async () => {
      const found = await findLines(desk.store, filter, from, PAGE, (lines) => {
        if (load === this.#load) this.looked += lines;
        return load === this.#load;
      });
      if (!found.ok) return found;
      const rows = await Promise.all(found.value.lines.map((line) => auditRow(line, desk, this.#names)));
      return ok({ rows, before: found.value.before });
    });
    // Another filter was chosen meanwhile; a stop leaves the same one.
    if (filter !== this.filter || from !== this.#before) return;
    this.state = 'ready';
    if (!page.ok) {
      this.trouble = troubleOf(page.error);
      return;
    }
    this.rows = [...this.rows, ...page.value.rows];
    this.#before = page.value.before;
  }
}
