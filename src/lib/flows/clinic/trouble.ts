import type { RecordFault } from '$part/schema';
import type { Existence, LostConnection, OpenFault, WriteFault } from '$part/store';

export const TROUBLES = [
  'evicted',
  'keyring-lost',
  'data-lost',
  'blocked',
  'newer',
  'full',
  'closed',
  'old-tab',
  'clock',
  'broken'
] as const;
export type TroubleKind = (typeof TROUBLES)[number];

/** What can be done about it on this screen. */
export type Remedy =
  | 'try-again'
  | 'reload'
  /** From a backup file. */
  | 'restore'
  /** In spite of it; said all the while. */
  | 'go-on'
  /** Only where nothing is left and there is no backup. */
  | 'start-anew';

const REMEDIES: Readonly<Record<TroubleKind, readonly Remedy[]>> = {
  evicted: ['restore', 'try-again', 'start-anew'],
  'keyring-lost': ['restore', 'try-again'],
  'data-lost': ['restore', 'try-again'],
  blocked: ['try-again'],
  newer: ['reload'],
  full: ['try-again'],
  closed: ['try-again'],
  'old-tab': ['reload'],
  clock: ['try-again', 'go-on'],
  broken: ['try-again', 'reload']
};

export interface Trouble {
  readonly tag: 'trouble';
  readonly kind: TroubleKind;
  readonly can: readonly Remedy[];
}

export const trouble = (kind: TroubleKind): Trouble => ({ tag: 'trouble', kind, can: REMEDIES[kind] });

export function troubleOfExistence(found: Existence): Trouble | undefined {
  return found === 'first-start' || found === 'clinic' ? undefined : trouble(found);
}

/** Of the records' database; the keyring's being wiped is for `lookAround` to judge. */
export function troubleOfOpening({ tag }: OpenFault): Trouble {
  return trouble(tag);
}

export function troubleOfFault({ tag }: WriteFault | RecordFault): Trouble {
  switch (tag) {
    case 'full':
    case 'closed':
    case 'newer':
      return trouble(tag);
    default:
      return trouble('broken');
  }
}

export function troubleOfLoss(lost: LostConnection): Trouble {
  if (lost.tag === 'outdated') return trouble('old-tab');
  if (lost.tag === 'deleted') return trouble('closed');
  const { tag } = lost.fault;
  return trouble(tag === 'broken' || tag === 'blocked' ? 'closed' : tag);
}
