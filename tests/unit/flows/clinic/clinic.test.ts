import { KdfFailed } from '$part/kernel';
import { KeyForgotten, verifyFailedUnlocks } from '$part/security';
import { describe, expect, it } from 'vitest';
import { readUnlockReason } from '../../../../src/lib/flows/clinic/unlock-lines';
import { lockedClinic, madeClinic, NEXT, OWN, Tablet } from './tablet';

describe('from the first start to the open desk', () => {
  it('makes a clinic, shows the recovery key once, and opens when it is typed back', async () => {
    const tablet = new Tablet();
    const tab = await tablet.open();
    tab.is('first-start');
    await tab.clinic.create({ clinicName: ' 青石镇卫生院 ', name: '李明', passphrase: OWN, licence: '' });
    const { groups, asked } = tab.is('recovery-key');
    expect(groups).toHaveLength(7);
    const typed = asked.map((at) => groups[at]?.toLowerCase() ?? '') as [string, string];
    await tab.clinic.confirmRecoveryKey(['0000', typed[1]]);
    expect(tab.is('recovery-key').isWrong).toBe(true);
    expect(tab.clinic.desk.marks.isRecoveryKeyOpen).toBe(true);
    await tab.clinic.confirmRecoveryKey(typed);
    expect(tab.session.clinicName).toBe('青石镇卫生院');
    expect(tab.clinic.desk.marks.isRecoveryKeyOpen).toBe(false);
    expect(tablet.isMarked).toBe(true);
    expect(await tab.told()).toEqual(['create', 'unlock passphrase', 'user recovery-key typed-back']);
  });

  it('says why a clinic is not made, and makes none', async () => {
    const tab = await new Tablet().open();
    await tab.clinic.create({ clinicName: '青石镇卫生院', name: '李明', passphrase: '12345678' });
    expect(tab.is('first-start').fault).toEqual({ tag: 'passphrase', reason: 'in-order' });
    await tab.clinic.create({ clinicName: ' ', name: '李明', passphrase: OWN });
    expect(tab.is('first-start').fault).toEqual({ tag: 'bad-text', field: 'clinic' });
    await tab.clinic.tryAgain();
    tab.is('first-start');
  });

  it('does not make a second clinic over that of another tab', async () => {
    const tablet = new Tablet();
    const [one, other] = [await tablet.open(), await tablet.open()];
    await one.clinic.create({ clinicName: '青石镇卫生院', name: '李明', passphrase: OWN });
    await other.clinic.create({ clinicName: '别的', name: '王五', passphrase: NEXT });
    expect(other.is('locked').users.map(({ name }) => name)).toEqual(['李明']);
  });

  it('opens again after a reload, with the one who was there before the others, and says what happened', async () => {
    const { tablet, tab } = await madeClinic();
    const again = await tablet.reload(tab);
    await again.clinic.unlock(again.only, OWN);
    expect((await again.told()).slice(-2)).toEqual(['lock left', 'unlock passphrase']);
    expect(again.session.may('manage-users')).toBe(true);
    expect(again.session.today()).toMatch(/^2026-03-0/);
  });

  it('remembers a recovery key that nobody confirmed', async () => {
    const tablet = new Tablet();
    const tab = await tablet.open();
    await tab.clinic.create({ clinicName: '青石镇卫生院', name: '李明', passphrase: OWN });
    const again = await tablet.reload(tab);
    await again.clinic.unlock(again.only, OWN);
    expect(again.clinic.desk.marks.isRecoveryKeyOpen).toBe(true);
  });

  it('A7 says for good that the browser would not keep the records', async () => {
    const { tablet, tab } = await madeClinic();
    expect(tab.clinic.desk.marks.mayBeEvicted).toBe(false);
    tablet.mayPersist = false;
    const again = await tablet.reload(tab);
    await again.clinic.unlock(again.only, OWN);
    expect(again.clinic.desk.marks.mayBeEvicted).toBe(true);
  });
});

describe('a wrong passphrase', () => {
  it('waits longer each time, over a reload and whatever the clock is set to', async () => {
    const { tablet, tab } = await lockedClinic();
    const { only } = tab;
    for (let tries = 0; tries < 3; tries++) await tab.clinic.unlock(only, '不是这一句话');
    expect(tab.is('locked')).toMatchObject({ wait: 5, waitOf: 5, message: { code: 'wrong' } });
    tablet.pass(3);
    expect(tab.is('locked').wait).toBe(2);
    await tab.clinic.unlock(only, OWN);
    expect(tab.is('locked').message).toEqual({ code: 'wait' });
    const again = await tablet.reload(tab);
    expect(again.is('locked').wait).toBe(5);
    tablet.now += 86_400_000;
    expect(again.is('locked').wait).toBe(5);
    await again.clinic.unlock(only, OWN);
    again.is('locked');
    tablet.pass(5);
    await again.clinic.unlock(only, '还不是这一句');
    expect(again.is('locked')).toMatchObject({ wait: 30, waitOf: 30 });
    tablet.now -= 10 * 86_400_000;
    tablet.pass(29);
    await again.clinic.unlock(only, OWN);
    expect(again.is('locked').wait).toBe(1);
    tablet.pass(1);
    await again.clinic.unlock(only, OWN);
    again.is('open');
    const third = await tablet.reload(again);
    // Ten days behind the latest time that was seen.
    expect(third.is('trouble').kind).toBe('clock');
    third.clinic.goOn();
    expect(third.is('locked').wait).toBe(0);
  });

  it('is in the audit after the next unlock, with the chain it stands in', async () => {
    const { tab } = await lockedClinic();
    const { only } = tab;
    await tab.clinic.unlock(only, '不是这一句话');
    await tab.clinic.unlock(only, '也不是这一句');
    await tab.clinic.unlock(only, OWN);
    expect((await tab.told()).slice(-4)).toEqual([
      'lock hand',
      'unlock-failed passphrase wrong',
      'unlock-failed passphrase wrong',
      'unlock passphrase'
    ]);
    const last = (await tab.lines()).at(-1);
    expect(readUnlockReason(last?.reason)?.anchor.count).toBe(2);
    const tries = tab.clinic.under.ground?.door.record.tries;
    expect(tries?.tries).toEqual([]);
    expect(tries && verifyFailedUnlocks(tries, readUnlockReason(last?.reason)?.anchor).ok).toBe(true);
    expect(tab.clinic.desk.marks.areTriesAltered).toBe(false);
  });

  it('cannot be wiped from the record unseen', async () => {
    const { tablet, tab } = await lockedClinic();
    await tab.clinic.unlock(tab.only, '不是这一句话');
    await tab.clinic.unlock(tab.only, OWN);
    tab.clinic.lock();
    await tab.clinic.settled();
    const { ground } = tab.clinic.under;
    const stored = await ground?.keyringDatabase.loadFailures();
    const { version, value } = (stored?.ok ? stored.value : {}) as { version: number; value: object };
    const from = { count: 0, hash: '0'.repeat(64) };
    await ground?.keyringDatabase.saveFailures({
      version,
      value: { ...value, tries: { from, tries: [] } }
    } as never);
    const again = await tablet.reload(tab);
    await again.clinic.unlock(again.only, OWN);
    expect(again.clinic.desk.marks.areTriesAltered).toBe(true);
    expect(await again.told()).toContain('unlock-failed tries-altered');
  });

  it('B23 spoiling the record of failures wins no try', async () => {
    const { tablet, tab } = await lockedClinic();
    await tab.clinic.under.ground?.keyringDatabase.saveFailures({ version: 1, value: { failures: 'none' } });
    const again = await tablet.reload(tab);
    expect(again.is('locked').wait).toBe(600);
  });

  it('is not counted where the tablet could not derive the key', async () => {
    const { tablet } = await lockedClinic();
    const poor = await tablet.open({ kdf: () => Promise.reject(new KdfFailed('memory')) });
    for (let tries = 0; tries < 4; tries++) await poor.clinic.unlock(poor.only, OWN);
    expect(poor.is('locked')).toMatchObject({ wait: 0, message: { code: 'no-memory' } });
  });

  it('is counted even where the page ends in mid-try', async () => {
    const { tablet, tab } = await lockedClinic();
    const never = await tablet.open({ kdf: () => new Promise(() => undefined) });
    void never.clinic.unlock(never.only, '不是这一句话');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const read = await tab.clinic.under.ground?.door.read();
    expect(read?.ok).toBe(true);
    expect(tab.clinic.under.ground?.door.record.failures.count).toBe(1);
  });
});

describe('the lock', () => {
  it('B28 comes after two idle minutes, warns before, and forgets the keys', async () => {
    const { tablet, tab } = await madeClinic();
    const { session } = tab;
    tablet.pass(99);
    expect(tab.is('open').warning).toBeUndefined();
    tablet.pass(2);
    expect(tab.is('open')).toMatchObject({ warning: 'idle', left: 19 });
    tab.clinic.activity();
    expect(tab.is('open').warning).toBeUndefined();
    tablet.pass(120);
    expect(tab.is('locked').message).toEqual({ code: 'locked-idle' });
    expect(session.key.forgotten).toBe(true);
    await expect(session.store.audit.record({ action: 'view' })).rejects.toBeInstanceOf(KeyForgotten);
    expect(tab.clinic.desk.session).toBeUndefined();
  });

  it('B28 comes after two minutes even where ten were stored', async () => {
    const { tablet, tab } = await madeClinic();
    const { store } = tab.session;
    await store.commit([store.settings.put(0, { id: 'auto-lock', minutes: 10 }, { action: 'change' })]);
    const again = await tablet.reload(tab);
    await again.clinic.unlock(again.only, OWN);
    tablet.pass(120);
    again.is('locked');
  });

  it('locks every tab by hand, and an idle tab alone when another is at work', async () => {
    const { tablet, tab } = await madeClinic();
    const other = await tablet.open();
    await other.clinic.unlock(other.only, OWN);
    for (let minute = 0; minute < 3; minute++) {
      other.clinic.activity();
      tablet.pass(60);
    }
    tab.is('locked');
    other.is('open');
    await tab.clinic.settled();
    await tab.clinic.unlock(tab.only, OWN);
    tab.clinic.lock();
    expect(other.is('locked').message).toEqual({ code: 'locked-other-tab' });
    await other.clinic.settled();
    await other.clinic.unlock(other.only, OWN);
    expect(await other.told()).toEqual(expect.arrayContaining(['lock idle', 'lock hand', 'lock other-tab']));
  });

  it('stops who is on the way in while another tab locks', async () => {
    const { tablet, tab } = await lockedClinic();
    const other = await tablet.open();
    const entering = tab.clinic.unlock(tab.only, OWN);
    other.clinic.lock();
    await entering;
    expect(tab.is('locked').wait).toBe(0);
    expect(tab.clinic.desk.session).toBeUndefined();
  });

  it('drops the keys when the page is left', async () => {
    const { tab } = await madeClinic();
    const { key } = tab.session;
    for (const leave of tab.leaving) leave();
    expect(key.forgotten).toBe(true);
    tab.is('locked');
  });
});

describe('the PIN', () => {
  it('B23 opens while the page lives, five tries, then the passphrase', async () => {
    const { tab } = await madeClinic();
    expect(await tab.clinic.choosePin('1234')).toMatchObject({ ok: false, error: { reason: 'trivial' } });
    expect((await tab.clinic.choosePin('7391')).ok).toBe(true);
    tab.clinic.lock();
    expect(tab.is('locked').pinTries).toBe(5);
    await tab.clinic.unlockByPin('7391');
    tab.is('open');
    tab.clinic.lock();
    for (let tries = 4; tries > 0; tries--) {
      await tab.clinic.unlockByPin('7392');
      expect(tab.is('locked')).toMatchObject({ pinTries: tries, message: { code: 'wrong-pin' } });
    }
    await tab.clinic.unlockByPin('7392');
    expect(tab.is('locked').pinTries).toBeUndefined();
    expect(tab.is('locked').message).toEqual({ code: 'pin-gone' });
    await tab.clinic.unlockByPin('7391');
    expect(tab.is('locked').message).toEqual({ code: 'pin-gone' });
    await tab.clinic.unlock(tab.only, OWN);
    expect((await tab.told()).filter((line) => line === 'unlock-failed pin wrong')).toHaveLength(5);
  });

  it('is gone with the page', async () => {
    const { tablet, tab } = await madeClinic();
    await tab.clinic.choosePin('7391');
    expect((await tablet.reload(tab)).is('locked').pinTries).toBeUndefined();
  });
});

describe('recovery', () => {
  it('B27 sets a new passphrase by the printed key, however it is typed, and lets in', async () => {
    const { tablet, tab, recoveryKey } = await lockedClinic();
    const { only } = tab;
    await tab.clinic.recover(recoveryKey.slice(1), only, NEXT);
    expect(tab.is('locked').message).toEqual({ code: 'recovery-length', found: 27, wanted: 28 });
    await tab.clinic.recover(recoveryKey, only, '1234');
    expect(tab.is('locked').message).toEqual({ code: 'passphrase', why: 'too-short' });
    expect(tab.is('locked').wait).toBe(0);
    await tab.clinic.recover(recoveryKey.toLowerCase().replaceAll('-', ' '), only, NEXT);
    tab.is('open');
    expect((await tab.told()).slice(-2)).toEqual(['user passphrase-recovered', 'unlock recovery']);
    const again = await tablet.reload(tab);
    await again.clinic.unlock(only, OWN);
    expect(again.is('locked').message).toEqual({ code: 'wrong' });
    await again.clinic.unlock(only, NEXT);
    again.is('open');
  });

  it('counts a wrong recovery key as a try', async () => {
    const { tab } = await lockedClinic();
    const { recoveryKey } = await madeClinic();
    for (let tries = 0; tries < 3; tries++) await tab.clinic.recover(recoveryKey, tab.only, NEXT);
    expect(tab.is('locked')).toMatchObject({ wait: 5, message: { code: 'recovery-wrong' } });
  });
});
