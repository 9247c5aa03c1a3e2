import type { Language } from '$part/kernel';
import type { Tokens } from './tokens';

/** A Chinese note with T, BP and WBC in it is Chinese, so that short words count for no language where there are others. */
export function languageOf(tokens: Tokens): Language | 'mixed' {
  let zh = 0;
  let en = 0;
  let short = 0;
  for (let at = 0; at < tokens.length; at++) {
    if (tokens.kind[at] === 'zh') zh++;
    else if (tokens.kind[at] === 'word') {
      if ((tokens.text[at]?.length ?? 0) > 3) en++;
      else short++;
    }
  }
  if (zh === 0) return en + short === 0 ? 'zh' : 'en';
  return en * 5 < zh ? 'zh' : zh * 5 < en ? 'en' : 'mixed';
}
