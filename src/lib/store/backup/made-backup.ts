/** One backup that this tablet made or was restored from. */
export interface MadeBackup {
  readonly generation: number;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  /** Patients and encounters. */
  readonly rows: number;
  readonly bytes: number;
  /** 'saved': it was found afterwards; 'handed-over': the browser saved it; 'restored': this tablet came out of it. */
  readonly outcome: 'saved' | 'handed-over' | 'restored';
  /** Where the audit chain stood. */
  readonly audit: { readonly count: number; readonly hash: string };
  /** Far smaller than the one before, and said to be right. */
  readonly isAccepted?: true;
  /** Of a chain that a restore has left since: its head says nothing of the chain here. */
  readonly isPast?: true;
}
