import type { Words } from '../words';
import type { Fault } from './views';

/** What happened, what is safe, what to do. */
export const faultText = (words: Words, { tag, field = '' }: Fault): string =>
  words.t(`encounter.fault.${tag}`, { field });
