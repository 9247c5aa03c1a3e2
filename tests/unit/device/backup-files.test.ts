import { backupFilesHere } from '../../../src/lib/device/backup-files-here';
import type { BackupFiles } from '../../../src/lib/device/backup-files';
import type { DownloadPage } from '../../../src/lib/device/download-backup-files';
import {
  type BackupFolder,
  type FolderPlatform,
  folderPlatform
} from '../../../src/lib/device/folder-backup-files';
import { err, ok } from '../../../src/lib/kernel';
import { beforeEach, describe, expect, it } from 'vitest';

/** A folder as Chromium's: a file gets its content when its stream is closed. */
class FakeFolder implements BackupFolder {
  readonly files = new Map<string, Blob>();
  permission: PermissionState = 'granted';
  answer: PermissionState = 'granted';
  isThere = true;
  room = Infinity;
  drops = false;

  queryPermission() {
    return Promise.resolve(this.permission);
  }
  requestPermission() {
    this.permission = this.answer;
    return Promise.resolve(this.answer);
  }
  async *keys() {
    await Promise.resolve();
    if (!this.isThere) throw new DOMException('', 'NotFoundError');
    yield* this.files.keys();
  }
  getFileHandle(name: string, options?: { create: boolean }) {
    if (!this.files.has(name)) {
      if (!options?.create) return Promise.reject(new DOMException('', 'NotFoundError'));
      this.files.set(name, new Blob());
    }
    return Promise.resolve({
      getFile: () => Promise.resolve(new File([this.files.get(name) ?? ''], name)),
      createWritable: () => {
        const pieces: BlobPart[] = [];
        let bytes = 0;
        return Promise.resolve(
          new WritableStream<Uint8Array<ArrayBuffer>>({
            write: (piece) => {
              bytes += piece.length;
              if (bytes > this.room) throw new DOMException('', 'QuotaExceededError');
              pieces.push(piece);
            },
            close: () => void (this.drops || this.files.set(name, new Blob(pieces)))
          })
        );
      }
    });
  }
  removeEntry(name: string) {
    if (!this.files.delete(name)) return Promise.reject(new DOMException('', 'NotFoundError'));
    return Promise.resolve();
  }
}

class FakePage implements DownloadPage {
  readonly downloads: { name: string; content: Blob }[] = [];
  picked: File | undefined;
  download(name: string, content: Blob) {
    this.downloads.push({ name, content });
  }
  pick() {
    return Promise.resolve(this.picked ? ok(this.picked) : err({ tag: 'cancelled' } as const));
  }
}

const whole = async (sink: WritableStream<Uint8Array<ArrayBuffer>>) => {
  const writer = sink.getWriter();
  await writer.write(new Uint8Array([1, 2, 3]));
  await writer.write(new Uint8Array([4]));
  await writer.close();
  return ok('written');
};
const half = async (sink: WritableStream<Uint8Array<ArrayBuffer>>) => {
  const writer = sink.getWriter();
  await writer.write(new Uint8Array([1, 2, 3]));
  await writer.abort();
  return err({ tag: 'changed' } as const);
};
const forgotten = async (sink: WritableStream<Uint8Array<ArrayBuffer>>) => {
  const writer = sink.getWriter();
  await writer.write(new Uint8Array([1]));
  writer.releaseLock();
  return ok('not closed');
};

let folder: FakeFolder;
let page: FakePage;
let kept: BackupFolder | undefined;
let choice: BackupFolder | undefined;
const platform: FolderPlatform = {
  showDirectoryPicker: () =>
    choice ? Promise.resolve(choice) : Promise.reject(new DOMException('', 'AbortError')),
  kept: {
    load: () => Promise.resolve(kept),
    save: (chosen) => {
      kept = chosen;
      return Promise.resolve();
    }
  }
};

beforeEach(() => {
  folder = new FakeFolder();
  page = new FakePage();
  kept = folder;
  choice = undefined;
});

describe.each<[string, () => BackupFiles]>([
  ['folder', () => backupFilesHere(platform, page)],
  ['download', () => backupFilesHere(undefined, page)]
])('backup files: %s', (kind, make) => {
  const content = (name: string) =>
    kind === 'folder' ? folder.files.get(name) : page.downloads.find((each) => each.name === name)?.content;

  it('A14 a file that was filled is there, byte for byte', async () => {
    const files = make();
    expect(files.kind).toBe(kind);
    expect(await files.ready()).toEqual(ok(undefined));
    const outcome = kind === 'folder' ? 'saved' : 'handed-over';
    expect(await files.save('a.tongzhen', whole)).toEqual(ok({ outcome, value: 'written' }));
    const bytes = new Uint8Array((await content('a.tongzhen')?.arrayBuffer()) ?? new ArrayBuffer());
    expect([...bytes]).toEqual([1, 2, 3, 4]);
  });

  it('A14 one that was given up leaves nothing, and its reason passes through', async () => {
    expect(await make().save('a.tongzhen', half)).toEqual(err({ tag: 'changed' }));
    expect(content('a.tongzhen')).toBeUndefined();
  });

  it('A14 one that nobody closed is a bug that is not waited for', async () => {
    await expect(make().save('a.tongzhen', forgotten)).rejects.toThrow('not closed');
  });

  it('A14 a file is picked, or the dialog was closed', async () => {
    expect(await make().pick()).toEqual(err({ tag: 'cancelled' }));
    page.picked = new File(['x'], 'x.tongzhen');
    expect(await make().pick()).toEqual(ok(page.picked));
  });
});

describe('a folder', () => {
  const files = () => backupFilesHere(platform, page);

  it('A14 lists, opens and removes backups alone', async () => {
    folder.files.set('holiday.jpg', new Blob(['x']));
    await files().save('a.tongzhen', whole);
    expect(await files().list()).toEqual(ok(['a.tongzhen']));
    const opened = await files().open('a.tongzhen');
    expect(opened.ok && opened.value.size).toBe(4);
    expect(await files().remove('a.tongzhen')).toEqual(ok(undefined));
    expect(await files().open('a.tongzhen')).toEqual(err({ tag: 'missing' }));
    expect([...folder.files.keys()]).toEqual(['holiday.jpg']);
  });

  it('A14 nothing is written over', async () => {
    await files().save('a.tongzhen', whole);
    expect(await files().save('a.tongzhen', whole)).toEqual(err({ tag: 'failed', name: 'exists' }));
    expect(folder.files.get('a.tongzhen')?.size).toBe(4);
  });

  it('A14 without a folder, a permission, or the stick, each is said', async () => {
    kept = undefined;
    expect(await files().ready()).toEqual(err({ tag: 'no-folder' }));
    kept = folder;
    folder.permission = 'prompt';
    expect(await files().ready()).toEqual(err({ tag: 'not-permitted' }));
    expect(await files().save('a.tongzhen', whole)).toEqual(err({ tag: 'not-permitted' }));
    folder.permission = 'granted';
    folder.isThere = false;
    expect(await files().ready()).toEqual(err({ tag: 'no-folder' }));
  });

  it('A14 a gesture brings the permission back, or another folder', async () => {
    folder.permission = 'prompt';
    expect(await files().choose()).toEqual(ok(undefined));
    expect(await files().ready()).toEqual(ok(undefined));
    folder.answer = 'denied';
    expect(await files().choose()).toEqual(err({ tag: 'cancelled' }));
    choice = new FakeFolder();
    expect(await files().choose()).toEqual(ok(undefined));
    expect(kept).toBe(choice);
  });

  it('A14 a full card leaves no file', async () => {
    folder.room = 3;
    const failing = async (sink: WritableStream<Uint8Array<ArrayBuffer>>) => {
      const writer = sink.getWriter();
      try {
        for (let at = 0; at < 20; at += 1) await writer.write(new Uint8Array([1, 2]));
        await writer.close();
        return ok('written');
      } catch {
        return err({ tag: 'full' } as const);
      }
    };
    expect(await files().save('a.tongzhen', failing)).toEqual(err({ tag: 'full' }));
    expect(folder.files.size).toBe(0);
  });

  it('A14 a card that says yes and keeps nothing is found out', async () => {
    folder.drops = true;
    expect(await files().save('a.tongzhen', whole)).toEqual(err({ tag: 'not-kept' }));
    expect(folder.files.size).toBe(0);
  });

  it('a browser without folders has none', () => {
    expect(folderPlatform(platform.kept, {})).toBeUndefined();
  });
});

describe('downloads', () => {
  it('A14 say what they cannot do', async () => {
    const files = backupFilesHere(undefined, page);
    expect(await files.list()).toEqual(err({ tag: 'unsupported' }));
    expect(await files.open('a')).toEqual(err({ tag: 'unsupported' }));
    expect(await files.remove('a')).toEqual(err({ tag: 'unsupported' }));
  });
});
