import { KeyringDatabase, lookAround, type Marker, setMarkers } from '$part/store';
import { existence } from '$part/store/existence';
import { describe, expect, it } from 'vitest';
import { freshPlatform, openClinic, register, type Tab } from './clinic';

const marker = (isSet: boolean): Marker => ({
  isSet: () => Promise.resolve(isSet),
  set: () => Promise.resolve()
});
const mute: Marker = {
  isSet: () => Promise.reject(new Error('refused')),
  set: () => Promise.reject(new Error('refused'))
};

function close({ database, keyring }: Tab): void {
  database.end();
  keyring.end();
}

async function keyringOf(platform: Parameters<typeof lookAround>[0]) {
  const keyring = new KeyringDatabase(platform);
  const opened = await keyring.start(true, () => undefined);
  if (!opened.ok) throw new Error(opened.error.tag);
  return keyring;
}

async function found(platform: Parameters<typeof lookAround>[0], markers: readonly Marker[] = []) {
  const seen = await lookAround(platform, await keyringOf(platform), markers);
  return seen.ok ? seen.value : seen.error;
}

const remove = (platform: Parameters<typeof lookAround>[0], name: string) =>
  new Promise((resolve) => {
    (platform.factory as IDBFactory).deleteDatabase(name).onsuccess = resolve;
  });

describe('what a start finds', () => {
  it('is a first start on an empty device', async () => {
    expect(await found(freshPlatform())).toBe('first-start');
    expect(await found(freshPlatform(), [marker(false), mute])).toBe('first-start');
  });

  it('A6 is an eviction where any marker says that a clinic was here', async () => {
    expect(await found(freshPlatform(), [mute, marker(true)])).toBe('evicted');
  });

  it('is the clinic after it was made, also before its first line', async () => {
    const clinic = await openClinic();
    await clinic.keyring.saveKeyring({ users: [] });
    close(clinic);
    expect(await found(clinic.platform, [marker(true)])).toBe('clinic');
  });

  it('is still a first start where making the clinic was cut before its keyring', async () => {
    const clinic = await openClinic();
    close(clinic);
    expect(await found(clinic.platform)).toBe('first-start');
  });

  it('A4 is lost data where the records are gone, or there without the lines that were written', async () => {
    const clinic = await openClinic();
    await clinic.keyring.saveKeyring({ users: [] });
    await register(clinic.store, '王小明');
    await clinic.database.audit.clear();
    close(clinic);
    expect(await found(clinic.platform, [marker(true)])).toBe('data-lost');
    await remove(clinic.platform, 'tongzhen');
    expect(await found(clinic.platform, [marker(true)])).toBe('data-lost');
  });

  it('is a lost keyring where records are there without one', async () => {
    const clinic = await openClinic();
    await clinic.keyring.saveKeyring({ users: [] });
    await register(clinic.store, '王小明');
    close(clinic);
    await remove(clinic.platform, 'tongzhen-keyring');
    expect(await found(clinic.platform, [marker(true)])).toBe('keyring-lost');
  });

  it('A4 is lost data where the browser says that it wiped the keyring, whatever the markers say', () => {
    const wiped = { keyring: false, lines: 0, records: 'absent', wiped: true } as const;
    expect(existence({ ...wiped, marker: true })).toBe('data-lost');
    expect(existence({ ...wiped, marker: false })).toBe('data-lost');
  });

  it('tells by false that a marker could not be set', async () => {
    expect(await setMarkers([marker(false)])).toBe(true);
    expect(await setMarkers([marker(false), mute])).toBe(false);
  });
});

describe("the keyring's database", () => {
  it('keeps keyring and failures as they were given', async () => {
    const platform = freshPlatform();
    const keyring = await keyringOf(platform);
    expect(await keyring.loadKeyring()).toEqual({ ok: true, value: undefined });
    expect(await keyring.clinicExists()).toEqual({ ok: true, value: false });
    await keyring.saveKeyring({ version: 1, users: [{ id: 'a' }] });
    await keyring.saveFailures({ count: 3 });
    keyring.end();
    const later = await keyringOf(platform);
    expect(await later.loadKeyring()).toEqual({ ok: true, value: { version: 1, users: [{ id: 'a' }] } });
    expect(await later.loadFailures()).toEqual({ ok: true, value: { count: 3 } });
    expect(await later.clinicExists()).toEqual({ ok: true, value: true });
  });

  it('after a restore takes a shorter chain for the true one', async () => {
    const keyring = await keyringOf(freshPlatform());
    await keyring.keepAuditHead({ count: 9, hash: new Uint8Array([9]) });
    await keyring.replaceAuditHead({ count: 4, hash: new Uint8Array([4]) });
    expect(await keyring.auditHead()).toEqual({ ok: true, value: { count: 4, hash: new Uint8Array([4]) } });
  });
});
