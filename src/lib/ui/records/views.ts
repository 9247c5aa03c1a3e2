/** What the records' components are given to draw; flows/records makes these. */
import type { Bilingual } from '$part/kernel';
import type { AuditAction } from '$part/schema';

export interface Trouble {
  readonly title: Bilingual;
  readonly help: Bilingual;
}

export interface Steps {
  readonly done: number;
  /** 0 where it is not known. */
  readonly of: number;
}

export type AboutShown =
  | { readonly tag: 'patient'; readonly id: string; readonly name: string }
  | { readonly tag: 'missing' | 'damaged'; readonly id: string }
  | { readonly tag: 'hidden' };

export type AuditRowShown =
  | { readonly tag: 'damaged'; readonly seq: number }
  | {
      readonly tag: 'line';
      readonly seq: number;
      readonly at: number;
      readonly action: AuditAction;
      readonly who: string | undefined;
      readonly said: Bilingual;
      readonly about: AboutShown | undefined;
      readonly person: string | undefined;
      readonly version: number | undefined;
      readonly reason: Bilingual | undefined;
      readonly device: string;
    };

export interface AuditFilterShown {
  readonly user?: string;
  readonly action?: AuditAction;
  readonly day?: string;
}

export interface FindingView {
  readonly tag: string;
  readonly title: Bilingual;
  readonly help: Bilingual;
  readonly about: AboutShown | undefined;
}

export type CheckView =
  | { readonly tag: 'unchecked' }
  | {
      readonly tag: 'checking';
      readonly progress: (Steps & { readonly step: 'lines' | 'rows' }) | undefined;
    }
  | { readonly tag: 'whole'; readonly lines: number; readonly heads: number }
  | {
      readonly tag: 'found';
      readonly lines: number;
      readonly findings: readonly FindingView[];
      readonly more: number;
    };

export interface AuditView {
  readonly rows: readonly AuditRowShown[];
  readonly filter: AuditFilterShown;
  readonly state: 'closed' | 'loading' | 'ready';
  readonly looked: number;
  readonly trouble: Trouble | undefined;
  readonly check: CheckView;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly hasOlder: boolean;
  readonly choose: (filter: AuditFilterShown) => Promise<void>;
  readonly older: () => Promise<void>;
  readonly stop: () => void;
  readonly verify: () => Promise<void>;
}

export interface MadeShown {
  readonly generation: number;
  readonly name: string;
  readonly madeAt: number;
  readonly rows: number;
  readonly bytes: number;
  readonly outcome: 'saved' | 'handed-over' | 'restored';
}

export type DueShown =
  | { readonly tag: 'not-due'; readonly at: number | undefined }
  | { readonly tag: 'due'; readonly why: 'first' | 'changes' | 'time' | 'clock' };

export interface ReminderView {
  readonly due: DueShown;
  readonly last: MadeShown | undefined;
  readonly changes: number;
}

export interface BackupView {
  readonly place: 'download' | 'none' | 'asks' | 'ready';
  readonly job:
    | { readonly tag: 'idle' }
    | ({ readonly tag: 'writing' } & Steps)
    | { readonly tag: 'done'; readonly made: MadeShown }
    | { readonly tag: 'smaller'; readonly rows: number; readonly last: number }
    | { readonly tag: 'fault'; readonly trouble: Trouble };
  readonly backups: readonly {
    readonly name: string;
    readonly generation: number;
    readonly madeAt: number;
    readonly rows: number;
  }[];
  readonly trouble: Trouble | undefined;
  readonly reminder: ReminderView;
  readonly choose: () => Promise<void>;
  readonly backUp: () => Promise<void>;
  readonly backUpAnyway: () => Promise<void>;
  readonly dismiss: () => void;
}

export interface FileView<Id extends string> {
  readonly clinicName: string;
  readonly generation: number;
  readonly madeAt: number;
  readonly patients: number;
  readonly encounters: number;
  readonly bytes: number;
  readonly people: readonly { readonly id: Id; readonly name: string }[];
}

export interface TableView {
  readonly table: string;
  readonly here: number;
  readonly there: number;
  readonly onlyHere: number;
  readonly onlyThere: number;
  readonly newerHere: number;
  readonly newerThere: number;
  readonly same: number;
  readonly conflicts: number;
}

export interface PreviewView<Id extends string = string> {
  readonly file: FileView<Id>;
  readonly preview: { readonly tables: readonly TableView[]; readonly forked: boolean };
  readonly isEmpty: boolean;
  readonly clinicName: string;
  readonly isNameWrong: boolean;
}

type How = 'merge' | 'replace' | 'undo';

export interface ConflictView {
  readonly id: string;
  readonly table: Bilingual;
  readonly name: string | undefined;
  readonly version: number;
  readonly side: 'here' | 'there';
}

export type RestoreStateView<Id extends string> =
  | { readonly tag: 'choose'; readonly trouble?: Trouble }
  | {
      readonly tag: 'who';
      readonly file: FileView<Id>;
      readonly isBusy: boolean;
      readonly trouble?: Trouble;
    }
  | { readonly tag: 'checking'; readonly file: FileView<Id>; readonly steps: Steps }
  | ({ readonly tag: 'preview' } & PreviewView<Id>)
  | { readonly tag: 'restoring'; readonly how: How; readonly steps: Steps }
  | {
      readonly tag: 'done';
      readonly how: How;
      readonly added: number;
      readonly replaced: number;
      readonly conflicts: readonly ConflictView[];
      readonly conflictCount: number;
    }
  | { readonly tag: 'fault'; readonly trouble: Trouble };

export type ProofView<Id extends string> = { readonly user: Id } & (
  { readonly passphrase: string } | { readonly recoveryKey: string }
);

export interface RestoreView<Id extends string> {
  readonly state: RestoreStateView<Id>;
  readonly undoable: { readonly how: How; readonly generation: number; readonly at: number } | undefined;
  readonly mayRestore: boolean;
  readonly pick: () => Promise<void>;
  readonly prove: (proof: ProofView<Id>) => Promise<void>;
  readonly merge: () => Promise<void>;
  readonly replace: (typed?: string) => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly close: () => void;
}

export interface CodeRowShown {
  readonly code: string;
  readonly name: string;
}

export interface CodeImportView {
  readonly state:
    | { readonly tag: 'idle' | 'reading' | 'removed' }
    | {
        readonly tag: 'preview';
        readonly encoding: string;
        readonly rows: number;
        readonly first: readonly CodeRowShown[];
        readonly faults: readonly {
          readonly line: number;
          readonly kind: 'columns' | 'quotes' | 'code' | 'name' | 'double';
          readonly code?: string;
        }[];
        readonly faultCount: number;
      }
    | { readonly tag: 'importing'; readonly steps: Steps }
    | { readonly tag: 'done'; readonly rows: number }
    | { readonly tag: 'refused'; readonly trouble: Trouble; readonly line?: number };
  readonly current: { readonly importedAt: string; readonly rows: number } | undefined;
  readonly mayImport: boolean;
  readonly open: (file: Blob) => Promise<void>;
  readonly confirm: () => Promise<void>;
  readonly cancel: () => void;
  readonly remove: () => Promise<void>;
}
