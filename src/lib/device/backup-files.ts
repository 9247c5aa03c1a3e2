import type { Result } from '$part/kernel';

export type BackupFilesFault =
  /** No folder was chosen yet, or the chosen one is gone: `choose` in a gesture of the user. */
  | { readonly tag: 'no-folder' }
  /** The browser asks again who may use the folder: `choose` in a gesture of the user. */
  | { readonly tag: 'not-permitted' }
  /** The user closed the dialog. */
  | { readonly tag: 'cancelled' }
  | { readonly tag: 'full' }
  | { readonly tag: 'missing' }
  /** Written, and not there when it was looked for. */
  | { readonly tag: 'not-kept' }
  /** Nothing like it in this browser: the files lie where the user put them. */
  | { readonly tag: 'unsupported' }
  /** The browser could not do it; the name of its error. */
  | { readonly tag: 'failed'; readonly name: string };

/** 'saved': it was found in the folder afterwards. 'handed-over': the browser saves it, and nobody can look. */
export type SaveOutcome = 'saved' | 'handed-over';

export interface Saved<T> {
  readonly outcome: SaveOutcome;
  readonly value: T;
}

/** Where backup files lie, outside what the browser may evict. */
export interface BackupFiles {
  /** 'folder' lists, reads and removes by itself; 'download' leaves that to the user. */
  readonly kind: 'folder' | 'download';
  /** Whether files can be written now, without a gesture of the user. */
  ready(): Promise<Result<undefined, BackupFilesFault>>;
  /** In a gesture of the user: asks for the folder, or for the permission to the one that is kept. */
  choose(): Promise<Result<undefined, BackupFilesFault>>;
  /**
   * Writes one file whole or not at all. `fill` closes the sink when it has succeeded; its own fault is passed through,
   * and no file is there then.
   */
  save<T, E>(
    name: string,
    fill: (sink: WritableStream<Uint8Array<ArrayBuffer>>) => Promise<Result<T, E>>
  ): Promise<Result<Saved<T>, E | BackupFilesFault>>;
  /** Names, in no order. */
  list(): Promise<Result<readonly string[], BackupFilesFault>>;
  open(name: string): Promise<Result<Blob, BackupFilesFault>>;
  /** In a gesture of the user: one file from anywhere. */
  pick(): Promise<Result<File, BackupFilesFault>>;
  remove(name: string): Promise<Result<undefined, BackupFilesFault>>;
}

/** Its own, so that no other file of the folder is listed or removed. */
export const BACKUP_SUFFIX = '.tongzhen';
