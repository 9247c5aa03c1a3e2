import { ok, type Result } from '$part/kernel';
import type { ClinicKey } from './clinic-key';
import type { NotDerived } from './derive-wrapping-key';
import type { KeyTools } from './key-tools';
import type { UserId, Wrap } from './keyring';
import { passphraseBytes } from './passphrase';
import { makeRecoveryKey, recoveryKeyBytes } from './recovery-key';
import { wrapKey, type WrapPlace } from './wrap';

const toolsFor = (place: WrapPlace, { kdf, cost }: KeyTools) => ({ kdf, cost: cost ?? place.kdfFloor });

export const wrapForUser = (
  place: WrapPlace,
  key: ClinicKey,
  user: UserId,
  passphrase: string,
  tools: KeyTools
): Promise<Result<Wrap, NotDerived>> =>
  wrapKey(place, key, { kind: 'passphrase', user }, passphraseBytes(passphrase), toolsFor(place, tools));

/** The recovery key is shown once, to be printed; only its wrap is kept. */
export async function wrapForRecovery(
  place: WrapPlace,
  key: ClinicKey,
  tools: KeyTools
): Promise<Result<{ readonly wrap: Wrap; readonly recoveryKey: string }, NotDerived>> {
  const recoveryKey = makeRecoveryKey();
  const secret = recoveryKeyBytes(recoveryKey);
  const wrap = await wrapKey(place, key, { kind: 'recovery' }, secret, toolsFor(place, tools));
  return wrap.ok ? ok({ wrap: wrap.value, recoveryKey }) : wrap;
}
