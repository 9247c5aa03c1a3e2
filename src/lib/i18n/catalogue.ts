import type { zh } from './zh';

/** Every word the interface knows; a key that is missing in a language is a type error. */
export type MessageKey = keyof typeof zh;
export type Catalogue = Readonly<Record<MessageKey, string>>;
