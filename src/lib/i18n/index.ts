export type { Catalogue, MessageKey } from './catalogue';
export { en } from './en';
export { LOCALES, age, factor, megabytes, number, percent } from './formats';
export type { Params } from './translate';
export { bilingual, isMessageKey, t } from './translate';
export { zh } from './zh';
