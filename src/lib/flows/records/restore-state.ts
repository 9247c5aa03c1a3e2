import type { Preview } from '$part/store/backup';
import type { FileShown } from './backup-in-hand';
import type { ConflictShown } from './kept-conflicts';
import type { Trouble } from './trouble';

export interface Steps {
  readonly done: number;
  /** 0 where it is not known. */
  readonly of: number;
}

export interface RestorePreviewShown {
  readonly file: FileShown;
  readonly preview: Preview;
  /** Nothing is on this tablet: nothing to be merged with, nothing to be lost. */
  readonly isEmpty: boolean;
  /** The name that has to be typed before all that is here is replaced. */
  readonly clinicName: string;
}

export type RestoreState =
  | { readonly tag: 'choose'; readonly trouble?: Trouble }
  /** Whose passphrase, or the recovery key. */
  | { readonly tag: 'who'; readonly file: FileShown; readonly isBusy: boolean; readonly trouble?: Trouble }
  | { readonly tag: 'checking'; readonly file: FileShown; readonly steps: Steps }
  | ({ readonly tag: 'preview'; readonly isNameWrong: boolean } & RestorePreviewShown)
  | { readonly tag: 'restoring'; readonly how: 'merge' | 'replace' | 'undo'; readonly steps: Steps }
  | {
      readonly tag: 'done';
      readonly how: 'merge' | 'replace' | 'undo';
      readonly added: number;
      readonly replaced: number;
      readonly conflicts: readonly ConflictShown[];
      /** All of them, of which the first are listed. */
      readonly conflictCount: number;
    }
  /** Nothing was changed, or it was taken back; or, where it says so, the store must not be used. */
  | { readonly tag: 'fault'; readonly trouble: Trouble };

/** The restore that can be taken back. */
export interface Undoable {
  readonly how: 'merge' | 'replace' | 'undo';
  readonly generation: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}
