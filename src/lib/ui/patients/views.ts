/** What the patients' components are given to draw; flows/patients makes these. */
import type { Bilingual, Language } from '$part/kernel';
import type { Allergy, KnownCondition, Medicine, Objection, Patient, Purpose, Reason } from '$part/schema';

export type Sex = Patient['sex'];

export interface Trouble {
  readonly title: Bilingual;
  readonly help: Bilingual;
}

export interface PatientRow {
  readonly id: string;
  readonly name: string;
  readonly sex: Sex;
  readonly birthYear: number | undefined;
  readonly about: number | undefined;
  readonly village: string | undefined;
  readonly lastVisit: number | undefined;
  readonly via: string | undefined;
}

export interface Search {
  readonly query: string;
  readonly state: 'loading' | 'ready' | 'fault';
  readonly trouble: Trouble | undefined;
  readonly found: readonly PatientRow[];
  readonly isFull: boolean;
  readonly size: number;
  readonly damaged: number;
  readonly type: (typed: string) => void;
  readonly load: () => Promise<void>;
}

interface Who {
  readonly patient: string | undefined;
  readonly name: string | undefined;
  readonly sex: Sex | undefined;
  readonly age: Bilingual | undefined;
}

export interface TodayVisit extends Who {
  readonly id: string;
  readonly startedAt: number;
  readonly purpose: Purpose;
  readonly diagnoses: readonly string[];
  readonly danger: boolean;
  readonly corrected: boolean;
}

export interface OpenDraft extends Who {
  readonly id: string;
  readonly startedAt: number;
  readonly keptAt: number;
  readonly purpose: Purpose | undefined;
  readonly excerpt: string;
  readonly by: string | undefined;
}

export interface TodayView {
  readonly state: 'loading' | 'ready' | 'fault';
  readonly trouble: Trouble | undefined;
  readonly visits: readonly TodayVisit[];
  readonly drafts: readonly OpenDraft[];
  readonly damaged: number;
  readonly refresh: () => Promise<void>;
}

export type Problem = 'residentId' | 'birth' | 'phone' | 'guardianPhone' | 'pregnantUntil';

/** Texts of the form; each is written by the component as it is typed. */
export interface FormTexts {
  readonly name: string;
  readonly isUnnamed: boolean;
  readonly otherNames: string;
  readonly residentId: string;
  readonly birth: string;
  readonly phone: string;
  readonly village: string;
  readonly ethnicity: string;
  readonly guardian: string;
  readonly guardianPhone: string;
  readonly pregnantUntil: string;
  readonly note: string;
}
export type FormChange = Partial<FormTexts> & { chosenSex?: Sex | undefined };

export interface DetailsFormView extends FormTexts {
  readonly sex: Sex | undefined;
  readonly isSexFromNumber: boolean;
  readonly isBirthFromNumber: boolean;
  readonly birthSays: Bilingual | undefined;
  readonly fullName: string;
  readonly problems: Readonly<Partial<Record<Problem, Bilingual>>>;
  readonly doubts: readonly Bilingual[];
  readonly missing: readonly ('name' | 'sex' | 'birth')[];
}

export interface DuplicateRow {
  readonly id: string;
  readonly name: string;
  readonly sex: Sex;
  readonly age: Bilingual;
  readonly village: string | undefined;
  readonly lastVisit: number | undefined;
  readonly grade: 'same' | 'likely' | 'possible' | 'household';
  readonly reasons: readonly Reason[];
  readonly objections: readonly Objection[];
}

export type Saved =
  { readonly tag: 'saved'; readonly id: string } | { readonly tag: 'incomplete' | 'duplicate' | 'fault' };

export interface RegistrationView {
  readonly form: DetailsFormView;
  readonly state: 'open' | 'saving' | 'saved';
  readonly isTried: boolean;
  readonly trouble: Trouble | undefined;
  readonly duplicates: readonly DuplicateRow[];
  readonly villages: readonly string[];
  readonly enter: (change: FormChange) => void;
  readonly anotherPerson: (id: string) => void;
  readonly save: () => Promise<Saved>;
}

export interface Head {
  readonly id: string;
  readonly name: string;
  readonly otherNames: readonly string[];
  readonly sex: Sex;
  readonly age: Bilingual;
  readonly born: Bilingual;
  readonly residentId: string | undefined;
  readonly phone: string | undefined;
  readonly village: string | undefined;
  readonly ethnicity: string | undefined;
  readonly guardian: string | undefined;
  readonly allergies: readonly {
    readonly name: string;
    readonly severity: Allergy['severity'];
    readonly certainty: Allergy['certainty'];
  }[];
  readonly asked: 'listed' | 'none-known' | 'not-asked';
  readonly conditions: readonly string[];
  readonly medicines: readonly string[];
  readonly warnings: readonly { readonly code: string; readonly words: Bilingual }[];
  readonly lastVisit: { readonly at: number; readonly diagnosis: string | undefined } | undefined;
  readonly note: string;
}

export interface TimelineVisit {
  readonly id: string;
  readonly version: number;
  readonly startedAt: number;
  readonly purpose: Purpose;
  readonly diagnoses: readonly {
    readonly name: string;
    readonly primary: boolean;
    readonly suspected: boolean;
  }[];
  readonly danger: readonly Bilingual[];
  readonly corrected: boolean;
  readonly of: string | undefined;
  readonly author: string | undefined;
}

export interface Trend {
  readonly id: string;
  readonly name: Bilingual;
  readonly unit: string;
  readonly decimals: number;
  readonly normal: readonly [number, number] | undefined;
  readonly points: readonly {
    readonly at: number;
    readonly value: number;
    readonly shown: string;
    readonly isOutside: boolean;
  }[];
}

export interface Listed<T> {
  readonly of: string;
  readonly value: T;
}

export interface Pick<T> {
  readonly id: string;
  readonly name: Bilingual;
  readonly matched: string | undefined;
  readonly value: T;
}

export interface PicksView {
  allergies(query: string, language: Language): readonly Pick<Allergy['substance']>[];
  conditions(query: string, language: Language): readonly Pick<KnownCondition>[];
  medicines(query: string, language: Language): readonly Pick<Medicine>[];
}

export interface ConflictView {
  readonly fields: readonly {
    readonly field: string;
    readonly label: Bilingual;
    readonly before: Bilingual;
    readonly mine: Bilingual;
    readonly theirs: Bilingual;
    readonly isBoth: boolean;
  }[];
  readonly by: string | undefined;
  readonly at: number;
}

export interface PageView {
  readonly state: 'closed' | 'loading' | 'ready' | 'fault';
  readonly trouble: Trouble | undefined;
  readonly isSaving: boolean;
  readonly mayWrite: boolean;
  readonly head: Head | undefined;
  readonly timeline: readonly TimelineVisit[];
  readonly trends: readonly Trend[];
  readonly damaged: number;
  readonly allergies: readonly Listed<Allergy>[];
  readonly conditions: readonly Listed<KnownCondition>[];
  readonly medicines: readonly Listed<Medicine>[];
  readonly merged: readonly { readonly id: string; readonly name: string; readonly at: number }[];
  readonly conflict: ConflictView | undefined;
  readonly editing: DetailsFormView | undefined;
  readonly isTried: boolean;
  readonly edit: () => void;
  readonly cancelEdit: () => void;
  readonly enterDetails: (change: FormChange) => void;
  readonly saveDetails: () => Promise<boolean>;
  readonly refresh: () => Promise<void>;
  readonly addAllergy: (allergy: Omit<Allergy, 'notedAt'>) => Promise<boolean>;
  readonly removeAllergy: (one: Listed<Allergy>) => Promise<boolean>;
  readonly stateNoAllergies: (none: boolean) => Promise<boolean>;
  readonly addCondition: (condition: KnownCondition) => Promise<boolean>;
  readonly removeCondition: (one: Listed<KnownCondition>) => Promise<boolean>;
  readonly addMedicine: (medicine: Medicine) => Promise<boolean>;
  readonly stopMedicine: (one: Listed<Medicine>) => Promise<boolean>;
  readonly removeMedicine: (one: Listed<Medicine>) => Promise<boolean>;
  readonly settle: (keep: 'mine' | 'theirs') => Promise<boolean>;
  readonly undoMerge: (id: string) => Promise<boolean>;
}

export interface MergeView {
  readonly state: 'loading' | 'choose' | 'compare' | 'saving' | 'done';
  readonly trouble: Trouble | undefined;
  readonly kept: { readonly id: string; readonly name: string; readonly visits: number } | undefined;
  readonly other: { readonly id: string; readonly name: string; readonly visits: number } | undefined;
  readonly fields: readonly {
    readonly field: string;
    readonly label: Bilingual;
    readonly kept: Bilingual;
    readonly other: Bilingual;
    readonly result: Bilingual;
    readonly differs: boolean;
  }[];
  readonly likeness:
    { readonly reasons: readonly Reason[]; readonly objections: readonly Objection[] } | undefined;
  readonly choose: (id: string) => Promise<void>;
  readonly swap: () => void;
  readonly back: () => void;
  readonly confirm: () => Promise<string | undefined>;
}
