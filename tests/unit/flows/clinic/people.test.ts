import { describe, expect, it } from 'vitest';
import { People } from '../../../../src/lib/flows/clinic/people.svelte';
import { passphraseStrength } from '../../../../src/lib/flows/clinic/passphrase-strength';
import { Settings } from '../../../../src/lib/flows/clinic/settings.svelte';
import { madeClinic, NEXT, OWN } from './tablet';

const THIRD = '磨坊后面第三口井';

async function withTrainee() {
  const made = await madeClinic();
  const people = new People(made.tab.clinic);
  await people.add({ name: '赵小兰', roles: ['trainee'], passphrase: NEXT });
  const trainee = people.list.find(({ name }) => name === '赵小兰');
  if (!trainee) throw new Error('not added');
  return { ...made, people, trainee };
}

describe('people', () => {
  it('are added by an administrator, and come in with their own rights', async () => {
    const { tab, people, trainee } = await withTrainee();
    expect(people.said).toEqual({ ok: true, value: 'added' });
    tab.clinic.lock();
    await tab.clinic.settled();
    await tab.clinic.unlock(trainee.id, NEXT);
    const { session } = tab;
    expect(session.user.name).toBe('赵小兰');
    expect((['write', 'sign', 'manage-users', 'audit'] as const).map((right) => session.may(right))).toEqual([
      true,
      false,
      false,
      false
    ]);
    expect(people.list.every(({ can }) => !can.disable && !can.reset && !can.change)).toBe(true);
    const refused = await people.add({ name: '陌生人', roles: ['doctor'], passphrase: THIRD });
    expect(refused).toEqual({ ok: false, error: { tag: 'not-allowed' } });
    expect(await tab.told()).toContain('user added');
    tab.clinic.lock();
    expect(tab.is('locked').users.map(({ name }) => name)).toEqual(['赵小兰', '李明']);
  });

  it('B27 who leaves cannot come in again, and the last administrator cannot leave', async () => {
    const { tab, people, trainee } = await withTrainee();
    const self = people.list.find(({ isSelf }) => isSelf);
    expect(self?.can.disable).toBe(false);
    expect(self && (await people.disable(self.id))).toEqual({
      ok: false,
      error: { tag: 'last-administrator' }
    });
    expect((await people.disable(trainee.id)).ok).toBe(true);
    expect(people.list.at(-1)?.disabledAt).toBeDefined();
    tab.clinic.lock();
    await tab.clinic.settled();
    expect(tab.is('locked').users.map(({ name }) => name)).toEqual(['李明']);
    await tab.clinic.unlock(trainee.id, NEXT);
    tab.is('locked');
  });

  it('is locked out at once where an administrator disables themselves', async () => {
    const { tab, people, trainee } = await withTrainee();
    await people.change(trainee.id, { roles: ['administrator'] });
    const self = people.list.find(({ isSelf }) => isSelf);
    if (self) await people.disable(self.id);
    expect(tab.is('locked').users.map(({ name }) => name)).toEqual(['赵小兰']);
  });

  it('change their own passphrase by the one of now, with tries counted as at the door', async () => {
    const { tab, people } = await withTrainee();
    expect((await people.changeOwn(OWN, THIRD)).ok).toBe(true);
    const tries = [];
    for (let count = 0; count < 4; count++) tries.push(await people.changeOwn(OWN, NEXT));
    expect(tries.map((each) => !each.ok && each.error.tag)).toEqual(['wrong', 'wrong', 'wrong', 'wait']);
    tab.clinic.lock();
    expect(tab.is('locked').wait).toBe(5);
  });

  it('lose their PIN with a passphrase that somebody resets', async () => {
    const { tab, people, trainee } = await withTrainee();
    const other = tab.clinic;
    other.lock();
    await other.settled();
    await other.unlock(trainee.id, NEXT);
    await other.choosePin('7391');
    other.lock();
    other.choose(trainee.id);
    expect(tab.is('locked').pinTries).toBe(5);
    const admin = tab.is('locked').users.find(({ name }) => name === '李明');
    if (admin) await other.unlock(admin.id, OWN);
    expect((await people.resetPassphrase(trainee.id, THIRD)).ok).toBe(true);
    other.lock();
    other.choose(trainee.id);
    expect(tab.is('locked').pinTries).toBeUndefined();
    await other.settled();
    await other.unlock(trainee.id, THIRD);
    expect(tab.session.user.name).toBe('赵小兰');
  });

  it('see what another tab changed before they change it', async () => {
    const { tablet, tab, people, trainee } = await withTrainee();
    const second = await tablet.open();
    const admin = second.is('locked').users.find(({ name }) => name === '李明');
    if (admin) await second.clinic.unlock(admin.id, OWN);
    await people.change(trainee.id, { name: '赵晓兰' });
    await new People(second.clinic).add({ name: '孙医生', roles: ['doctor'], passphrase: THIRD });
    expect(second.clinic.desk.keyring?.users.map(({ name }) => name)).toEqual(['李明', '赵晓兰', '孙医生']);
    tab.is('open');
  });

  it('renew the recovery key: the old one opens nothing, the new one is shown and open until confirmed', async () => {
    const { tab, people, recoveryKey } = await withTrainee();
    await people.renewRecoveryKey();
    const renewed = tab.is('recovery-key').groups.join('-');
    expect(tab.clinic.desk.marks.isRecoveryKeyOpen).toBe(true);
    await tab.clinic.confirmRecoveryKey('printed');
    expect(tab.clinic.desk.marks.isRecoveryKeyOpen).toBe(false);
    tab.clinic.lock();
    await tab.clinic.settled();
    const admin = tab.is('locked').users.find(({ name }) => name === '李明');
    if (!admin) throw new Error('nobody');
    await tab.clinic.recover(recoveryKey, admin.id, THIRD);
    expect(tab.is('locked').message).toEqual({ code: 'recovery-wrong' });
    await tab.clinic.recover(renewed, admin.id, THIRD);
    tab.is('open');
  });
});

describe('settings', () => {
  it('are sealed, told to the audit, applied at once and at the next unlock', async () => {
    const { tablet, tab } = await madeClinic();
    const settings = new Settings(tab.clinic.desk);
    expect(settings.autoLockChoices).toEqual([1, 2]);
    await settings.choose({ id: 'auto-lock', minutes: 1 });
    await settings.choose({ id: 'prior', value: 'flat' });
    expect(settings.current).toMatchObject({ autoLockMinutes: 1, prior: 'flat' });
    expect((await tab.lines()).filter(({ table }) => table === 'settings').map(({ id }) => id)).toEqual([
      'auto-lock',
      'prior'
    ]);
    tablet.pass(60);
    await tab.clinic.settled();
    await tab.clinic.unlock(tab.only, OWN);
    expect(tab.clinic.desk.settings).toMatchObject({ autoLockMinutes: 1, prior: 'flat' });
    await new Settings(tab.clinic.desk).choose({ id: 'auto-lock', minutes: 2 });
    tablet.pass(60);
    expect(tab.is('open').warning).toBeUndefined();
  });
});

describe('strength of a passphrase', () => {
  it.each([
    ['', 'empty'],
    ['12345678', 'refused'],
    ['青石镇卫生院1', 'refused'],
    ['xq7kmwpz', 'fair'],
    ['井边三棵柿子树', 'good'],
    ['井边三棵柿子树，冬天也不落叶', 'strong']
  ] as const)('%s is %s', (text, tag) => {
    expect(passphraseStrength(text, ['青石镇卫生院', '李明']).tag).toBe(tag);
  });
});
