import type { Branded } from '$part/kernel';
import * as v from 'valibot';

export type PatientId = Branded<'patient'>;
export type EncounterId = Branded<'encounter'>;
/** The keyring's own id of a user. */
export type UserId = Branded<'UserId'>;
export type DeviceId = Branded<'device'>;
export type ClinicId = Branded<'clinic'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const RANDOM_ID = /^[A-Za-z0-9_-]{8,64}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const CODE = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const ICD10 = /^[A-Z]\d\d(?:\.\d{1,2})?$/;
const ATC = /^[A-Z](?:\d\d(?:[A-Z](?:[A-Z](?:\d\d)?)?)?)?$/;
/** Also the pairs of the national table: dagger with asterisk, disease with morphology (`M8000/3`), place after `+`. */
const NATIONAL = /^[A-Z]\d{2}[0-9A-Zx.+*/]{0,34}$/;

const matching = <T extends string>(pattern: RegExp, expected: string) =>
  v.custom<T>((value) => typeof value === 'string' && pattern.test(value), `expected ${expected}`);

/** A row's id: a random UUID in small letters. */
export const rowId = <T extends string>() => matching<T>(UUID, 'a UUID');
/** An id that another part draws at random: user, device, clinic. */
export const randomId = <T extends string>() => matching<T>(RANDOM_ID, 'a random id');
export const sha256 = matching<string>(SHA256, 'a SHA-256 in hex');
/** A reason as a word of code (`not-in-list`); its names in zh and en belong to i18n. */
export const reasonCode = v.pipe(matching<string>(CODE, 'a code'), v.maxLength(40));
/** WHO ICD-10. */
export const icd10 = matching<string>(ICD10, 'a code of ICD-10');
/** National clinical edition 2.0 of ICD-10. */
export const nationalCode = matching<string>(NATIONAL, 'a national code');
/** WHO ATC, at any of its levels. */
export const atc = matching<string>(ATC, 'a code of ATC');
/** Id of something in the pack. */
export const packId = matching<string>(/^[^\s\p{C}]{1,80}$/u, 'an id of the pack');
/** Counts up by one a version or statement. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const version = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
