import { STATEMENTS } from './reach';
import { stem } from './stem';
import type { Flags, Tokens } from './tokens';

/** Words that carry no finding, as stems: leaving them unread is no loss. */
const EMPTY_EN: ReadonlySet<string> = new Set(
  (
    'a an the and or but of in on at to for from with without by as is be been have do does not no he she it they i we you his her him their my our your its this that these those there here when where which who what how why if then than so also too very ' +
    'can could will would should may might must patient pt mr mrs ms dr year old yr male female man woman boy girl some any all both each other more most much many few also only just about after before since during into onto over under up down out off again further once today now ' +
    'say state report complain present note notic feel come go get give take see time day week month hour history clinic hospital doctor emergency room department brought because due said said told well am pm per'
  )
    .split(' ')
    .map(stem)
);
const EMPTY_ZH = new Set(
  '的一是了我不在有个人这中大为上们到说和你要就以会可也对生能而子那于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运您吗呢吧呀啊哦嗯哈请谢谢医生大夫您好宝宝孩子小孩患者患儿病人医院家长办怎什么为什应该需要情况感觉觉得左右大概现在请问建议'.split(
    ''
  )
);

/** The share of words of substance outside the marked tokens; 0 for a note that has none. */
export function unreadShare(tokens: Tokens, read: Flags): number {
  let substance = 0;
  let missed = 0;
  for (let at = 0; at < tokens.length; at++) {
    const text = tokens.text[at] ?? '';
    const kind = tokens.kind[at];
    const counts =
      kind === 'word'
        ? text.length > 1 && !EMPTY_EN.has(text) && !STATEMENTS.has(text)
        : kind === 'zh' && (!EMPTY_ZH.has(text) || read[at] === 1);
    if (!counts) continue;
    // A Chinese word has about two characters.
    const weight = kind === 'zh' ? 0.5 : 1;
    substance += weight;
    if (!read[at]) missed += weight;
  }
  return substance === 0 ? 0 : Math.round((missed / substance) * 1000) / 1000;
}
