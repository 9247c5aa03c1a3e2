import { bilingual } from '$part/i18n';
import type { Bilingual } from '$part/kernel';
import type { ReadFault, WriteFault } from '$part/store';

/** What happened, and what is safe and what to do. */
export interface Trouble {
  readonly title: Bilingual;
  readonly help: Bilingual;
}

/** A fault of the store in words; nothing of a patient is in them. */
export function troubleOf({ tag }: ReadFault | WriteFault): Trouble {
  return { title: bilingual(`patients.fault.${tag}`), help: bilingual(`patients.fault.${tag}.help`) };
}

/** The account may look, but not write. */
export const notAllowed = (): Trouble => ({
  title: bilingual('patients.fault.not-allowed'),
  help: bilingual('patients.fault.not-allowed.help')
});
