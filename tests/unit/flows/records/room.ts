import { DownloadBackupFiles, type DownloadPage } from '$part/device';
import {
  type Archive,
  BackupPage,
  openArchive,
  RestorePage,
  TabLock,
  type TabLocks
} from '$part/flows/records';
import { searchEntryOf } from '$part/flows/patients/search-entry-of';
import { err, ok } from '$part/kernel';
import type { Patient } from '$part/schema';
import type { Session } from '$part/store';
import { loadNameKeys } from '$part/store/search/name-keys';
import { good } from '../../security/clinics';
import { patient } from '../../store/clinic';
import type { Tab, Tablet } from '../clinic/tablet';

export { good };

/** Locks as the browser grants them: shared ones together, an exclusive one alone, in the order of asking. */
export class Locks implements TabLocks {
  #held: ('shared' | 'exclusive')[] = [];
  #waiting: (() => void)[] = [];

  async request(
    _: string,
    options: { readonly mode: 'shared' | 'exclusive'; readonly ifAvailable?: boolean },
    body: (lock: unknown) => Promise<void>
  ): Promise<unknown> {
    const isFree = () =>
      options.mode === 'exclusive' ? this.#held.length === 0 : !this.#held.includes('exclusive');
    while (!isFree()) {
      if (options.ifAvailable) return body(null);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#held.push(options.mode);
    try {
      return await body({});
    } finally {
      this.#held.splice(this.#held.indexOf(options.mode), 1);
      for (const wake of this.#waiting.splice(0)) wake();
    }
  }
}

/** A page that keeps what was downloaded last, and picks it again. */
export class Downloads implements DownloadPage {
  readonly all: { readonly name: string; readonly content: Blob }[] = [];

  download(name: string, content: Blob): void {
    this.all.push({ name, content });
  }

  get last(): File {
    const last = this.all.at(-1);
    if (!last) throw new Error('nothing was downloaded');
    return new File([last.content], last.name);
  }

  pick() {
    return Promise.resolve(this.all.length > 0 ? ok(this.last) : err({ tag: 'cancelled' as const }));
  }
}

export function sessionOf(tab: Tab): Session {
  const { session } = tab.clinic.under;
  if (!session) throw new Error('nobody is in');
  return session;
}

export async function archiveOf(tablet: Tablet, tab: Tab): Promise<Archive> {
  const { ground } = tab.clinic.under;
  if (!ground) throw new Error('no databases');
  return good(await openArchive(tablet.platform, ground));
}

/** A clinic's backup page, with what it downloaded. */
export async function backupsOf(tablet: Tablet, tab: Tab, page = new Downloads()) {
  const archive = await archiveOf(tablet, tab);
  const backups = new BackupPage({
    desk: tab.session,
    archive,
    files: new DownloadBackupFiles(page),
    device: sessionOf(tab).device,
    build: 'test',
    storage: { persisted: () => Promise.resolve(true) },
    stayAwake: () => tab.clinic.activity()
  });
  return { archive, backups, page };
}

/** The restore page of a tab, in the clinic that is open there or without one. */
export async function restoreOf(tablet: Tablet, tab: Tab, page: Downloads, locks = new TabLock(new Locks())) {
  const isOpen = tab.state.tag === 'open';
  const inside = isOpen
    ? { desk: tab.session, session: sessionOf(tab), archive: await archiveOf(tablet, tab) }
    : undefined;
  return new RestorePage({
    tools: tab.clinic.under.tools,
    locks,
    build: 'test',
    under: () => tab.clinic.under,
    inside,
    files: new DownloadBackupFiles(page),
    stayAwake: () => tab.clinic.activity()
  });
}

/** Registers somebody as the app does. */
export async function register(tab: Tab, name: string): Promise<Patient> {
  const { store } = tab.session;
  const made = patient(name);
  const entry = searchEntryOf(made, await loadNameKeys(), undefined);
  good(await store.commit([store.patients.put(0, made, { action: 'create' }), store.search.put(entry, 1)]));
  return made;
}

export async function rename(tab: Tab, id: string, name: string): Promise<void> {
  const { store } = tab.session;
  const { version, value } = good(await store.patients.get(id));
  good(await store.commit([store.patients.put(version, { ...value, name }, { action: 'change' })]));
}

export async function names(tab: Tab): Promise<string[]> {
  const all = good(await tab.session.store.patients.all());
  return all.records.map(({ value }) => value.name).sort();
}
