export {
  appendRow,
  chain,
  EMPTY_CHAIN,
  headOf,
  verifyChain,
  type AuditRow,
  type ChainFault,
  type ChainHead
} from './audit-chain';
export type { Authority, NotAllowed } from './authority';
export { isAdministrator } from './authority';
export { AutoLock, type AutoLockOptions } from './auto-lock';
export { ClinicKey, KeyForgotten, NotSealedHere, type SealedAt } from './clinic-key';
export { createClinic, type CreatedClinic, type CreateFault, type NewClinic } from './create-clinic';
export type { NotDerived } from './derive-wrapping-key';
export {
  anchored,
  appendFailedUnlock,
  FAILED_UNLOCKS,
  headOfTries,
  NO_FAILED_UNLOCKS,
  verifyFailedUnlocks,
  type Anchor,
  type FailedUnlock,
  type FailedUnlocks,
  type FailedUnlocksFault
} from './failed-unlocks';
export { DEFAULT_LIMITS, type IdleLimits, type Phase } from './idle';
export { DEFAULT_COST, OWASP_FLOOR, type KdfCost } from './kdf-cost';
export type { KeyTools } from './key-tools';
export {
  KEYRING,
  parseKeyring,
  ROLES,
  type Keyring,
  type PublicJwk,
  type Role,
  type User,
  type UserId,
  type Wrap
} from './keyring';
export { addUser, changeUser, disableUser, type AddFault, type ManageFault } from './manage-users';
export type { BadText, NewPerson } from './new-user';
export { checkPassphrase, type PassphraseFault } from './passphrase';
export {
  changePassphrase,
  renewRecoveryKey,
  resetPassphrase,
  type ChangeFault,
  type ResetFault
} from './passphrases';
export { checkPin, type PinFault } from './pin';
export { readRecoveryKey, type RecoveryKeyFault } from './recovery-key';
export { openRetiredKeys, rotateKey, type Rotated } from './rotate-key';
export type { SigningKey } from './signing-key';
export {
  openSession,
  unlock,
  unlockByRecoveryKey,
  type Recovered,
  type RecoveryFault,
  type SessionFault,
  type Tampered,
  type Unlocked,
  type UnlockFault
} from './unlock';
export {
  afterFailure,
  afterReload,
  afterSuccess,
  delayAfter,
  FAILURES,
  isClockSetBack,
  noFailures,
  unreadableFailures,
  waitLeft,
  type Failures,
  type Moment
} from './unlock-delay';
export { verifySignature } from './verify';
export { WarmUnlock, type WarmFault } from './warm-unlock';
