import { bilingual, isMessageKey } from '$part/i18n';
import type { Bilingual } from '$part/kernel';

/** What happened, and what is safe and what to do. */
export interface Trouble {
  readonly title: Bilingual;
  readonly help: Bilingual;
}

/** A fault in words; what has none of its own is the device's. */
export function troubleOf({ tag }: { readonly tag: string }): Trouble {
  const key = `records.fault.${tag}`;
  const title = isMessageKey(key) ? key : 'records.fault.failed';
  const help = `${title}.help`;
  return {
    title: bilingual(title),
    help: bilingual(isMessageKey(help) ? help : 'records.fault.failed.help')
  };
}
