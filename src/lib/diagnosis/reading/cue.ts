/** What words around a finding say about it. Within one family the longest wording wins, so that "no increase in" is not "no". */
export const CUE_FAMILIES = {
  polarity: [
    'no',
    'not',
    'narrow',
    'denies',
    'pseudo',
    'after',
    'yes',
    'maybe',
    'hypothetical',
    'question',
    'double',
    'stop'
  ],
  time: [
    'past',
    'resolved',
    'not-resolved',
    'ongoing',
    'start',
    'sudden',
    'gradual',
    'insidious',
    'constant',
    'recurrent',
    'progressive',
    'improving',
    'other'
  ],
  whose: ['relative', 'heredity', 'likewise', 'narrates', 'patient', 'self']
} as const;

export type CueFamily = keyof typeof CUE_FAMILIES;
export type CueKind = (typeof CUE_FAMILIES)[CueFamily][number];
export type CueTable = Readonly<Partial<Record<CueKind, readonly string[]>>>;

/** A cue where it stands: tokens `first` up to but not including `last`. */
export interface Cue {
  readonly kind: CueKind;
  readonly first: number;
  readonly last: number;
}

export const FAMILY_OF: ReadonlyMap<CueKind, CueFamily> = new Map(
  (Object.keys(CUE_FAMILIES) as CueFamily[]).flatMap((family) =>
    CUE_FAMILIES[family].map((kind) => [kind, family] as const)
  )
);
