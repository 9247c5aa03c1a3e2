import { DATABASE } from '$part/store';
import { KEYRING_DATABASE } from '$part/store/keyring-database';
import { describe, expect, it } from 'vitest';
import { madeClinic, OWN, type Tab, type Tablet } from './tablet';

const remove = (tablet: Tablet, name: string) =>
  new Promise((resolve) => {
    (tablet.platform.factory as IDBFactory).deleteDatabase(name).onsuccess = resolve;
  });

async function ended(tablet: Tablet, tab: Tab) {
  tab.clinic.stop();
  await tab.clinic.settled();
  return tablet;
}

/** A database of a newer build under the same name. */
const newer = (tablet: Tablet, name: string) =>
  new Promise<void>((resolve, reject) => {
    const request = tablet.platform.factory.open(name, 9_990);
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
    request.onerror = () => reject(request.error ?? new Error('not opened'));
  });

describe('trouble at the start', () => {
  it('A6 after an eviction it is no first start, until somebody says so', async () => {
    const { tablet, tab } = await madeClinic();
    await ended(tablet, tab);
    await remove(tablet, DATABASE);
    await remove(tablet, KEYRING_DATABASE);
    const after = await tablet.open();
    expect(after.is('trouble')).toMatchObject({ kind: 'evicted' });
    await after.clinic.create({ clinicName: '新', name: '李明', passphrase: OWN });
    expect(after.is('trouble').can).toEqual(['restore', 'try-again', 'start-anew']);
    after.clinic.startAnew();
    await after.clinic.create({ clinicName: '新的卫生院', name: '李明', passphrase: OWN });
    after.is('recovery-key');
  });

  it('A4 records that are gone are said to be lost', async () => {
    const { tablet, tab } = await madeClinic();
    await ended(tablet, tab);
    await remove(tablet, DATABASE);
    const after = await tablet.open();
    expect(after.is('trouble')).toMatchObject({ kind: 'data-lost' });
    after.clinic.startAnew();
    after.is('trouble');
  });

  it('records without a keyring wait for one', async () => {
    const { tablet, tab } = await madeClinic();
    await ended(tablet, tab);
    await remove(tablet, KEYRING_DATABASE);
    expect((await tablet.open()).is('trouble').kind).toBe('keyring-lost');
  });

  it('a keyring that cannot be read is a lost one', async () => {
    const { tablet, tab } = await madeClinic();
    await tab.clinic.under.ground?.keyringDatabase.saveKeyring({ version: 1 });
    expect((await tablet.reload(tab)).is('trouble').kind).toBe('keyring-lost');
  });

  it('A13 a newer database or keyring is left alone', async () => {
    const { tablet, tab } = await madeClinic();
    await ended(tablet, tab);
    await newer(tablet, DATABASE);
    expect((await tablet.open()).is('trouble')).toMatchObject({ kind: 'newer', can: ['reload'] });
    const other = await madeClinic();
    await other.tab.clinic.under.ground?.keyringDatabase.saveKeyring({ version: 99 });
    expect((await other.tablet.reload(other.tab)).is('trouble').kind).toBe('newer');
  });

  it('a database that does not open is said to be broken', async () => {
    const { tablet, tab } = await madeClinic();
    await ended(tablet, tab);
    const open = tablet.platform.factory.open.bind(tablet.platform.factory);
    Object.assign(tablet.platform.factory, {
      open: () => {
        throw new DOMException('gone', 'UnknownError');
      }
    });
    const after = await tablet.open();
    expect(after.is('trouble').kind).toBe('broken');
    Object.assign(tablet.platform.factory, { open });
    await after.clinic.tryAgain();
    after.is('locked');
  });

  it('A18 a clock far behind is told, and again while it is open, until somebody vouches for it', async () => {
    const { tablet, tab } = await madeClinic();
    tablet.now -= 9 * 60_000;
    const near = await tablet.reload(tab);
    near.is('locked');
    tablet.now -= 2 * 60_000;
    const far = await tablet.reload(near);
    expect(far.is('trouble')).toMatchObject({ kind: 'clock', can: ['try-again', 'go-on'] });
    far.clinic.goOn();
    await far.clinic.unlock(far.only, OWN);
    expect(far.clinic.desk.marks.isClockBehind).toBe(true);
    await far.clinic.desk.trustClock();
    expect(far.clinic.desk.marks.isClockBehind).toBe(false);
    expect(await far.told()).toContain('override clock-trusted');
    (await tablet.reload(far)).is('locked');
  });
});

describe('trouble while it is open', () => {
  it('A10 a newer build in another tab ends this one, keys and all', async () => {
    const { tablet, tab } = await madeClinic();
    const { key } = tab.session;
    await newer(tablet, DATABASE);
    expect(tab.is('trouble')).toMatchObject({ kind: 'old-tab', can: ['reload'] });
    expect(key.forgotten).toBe(true);
  });

  it('A12 a deleted database is told, and what is there is looked at anew', async () => {
    const { tablet, tab } = await madeClinic();
    await remove(tablet, DATABASE);
    expect(tab.is('trouble').kind).toBe('closed');
    await tab.clinic.tryAgain();
    expect(tab.is('trouble').kind).toBe('data-lost');
  });
});

describe('an audit that cannot be written', () => {
  it('A8 lets nobody in on a full disk, and says so', async () => {
    const { tablet, tab } = await madeClinic();
    const again = await tablet.reload(tab);
    const database = again.clinic.under.ground?.database;
    if (!database) throw new Error('not open');
    const transaction = database.transaction.bind(database);
    Object.assign(database, {
      transaction: (mode: string, ...rest: never[]) =>
        mode === 'rw'
          ? Promise.reject(new DOMException('full', 'QuotaExceededError'))
          : (transaction as (...all: unknown[]) => unknown)(mode, ...rest)
    });
    await again.clinic.unlock(again.only, OWN);
    expect(again.is('trouble')).toMatchObject({ kind: 'full', can: ['try-again'] });
    await again.clinic.tryAgain();
    await again.clinic.unlock(again.only, OWN);
    again.is('open');
  });
});
