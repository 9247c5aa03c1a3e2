import type { Bilingual } from '$part/kernel';

/** What is asked for when allergies are written down; codes of the WHO ATC index. */
export interface Allergen {
  readonly id: string;
  readonly name: Bilingual;
  readonly atc?: string;
  /** Known finding that the allergy states, where the pack has it. */
  readonly finding: 'hx.drug-allergy' | 'hx.food-allergy' | 'hx.allergic-disease';
  /** Initials of the Chinese name in pinyin, and other words that are typed for it. */
  readonly words: readonly string[];
}

const drug = (id: string, zh: string, en: string, atc: string | undefined, ...words: string[]): Allergen => ({
  id,
  name: { zh, en },
  ...(atc === undefined ? {} : { atc }),
  finding: 'hx.drug-allergy',
  words
});
const other = (
  finding: Allergen['finding'],
  id: string,
  zh: string,
  en: string,
  ...words: string[]
): Allergen => ({
  id,
  name: { zh, en },
  finding,
  words
});

export const ALLERGENS: readonly Allergen[] = [
  drug(
    'penicillins',
    '青霉素类',
    'penicillins',
    'J01C',
    'qmsl',
    '阿莫西林',
    'amoxicillin',
    '氨苄西林',
    'ampicillin'
  ),
  drug('cephalosporins', '头孢菌素类', 'cephalosporins', 'J01D', 'tbjsl', '头孢', 'ceftriaxone'),
  drug(
    'sulfonamides',
    '磺胺类',
    'sulfonamides',
    'J01E',
    'hal',
    'hla',
    '复方新诺明',
    'sulfa',
    'co-trimoxazole'
  ),
  drug('quinolones', '喹诺酮类', 'quinolones', 'J01M', 'kntl', 'knt', '左氧氟沙星', 'levofloxacin'),
  drug('macrolides', '大环内酯类', 'macrolides', 'J01F', 'dhnzl', '阿奇霉素', 'azithromycin', '红霉素'),
  drug('tetracyclines', '四环素类', 'tetracyclines', 'J01A', 'shsl', '多西环素', 'doxycycline'),
  drug(
    'aminoglycosides',
    '氨基糖苷类',
    'aminoglycosides',
    'J01G',
    'ajtgl',
    '庆大霉素',
    '链霉素',
    'gentamicin'
  ),
  drug('nitroimidazoles', '硝基咪唑类', 'nitroimidazoles', 'J01XD', 'xjmzl', '甲硝唑', 'metronidazole'),
  drug('aspirin', '阿司匹林', 'aspirin', 'N02BA01', 'aspl', '水杨酸', 'salicylate'),
  drug('nsaids', '非甾体抗炎药', 'NSAIDs', 'M01A', 'fztkyy', '布洛芬', 'ibuprofen', '双氯芬酸', '止痛药'),
  drug('paracetamol', '对乙酰氨基酚', 'paracetamol', 'N02BE01', 'dyxajf', '扑热息痛', 'acetaminophen'),
  drug(
    'pyrazolones',
    '安乃近、去痛片',
    'metamizole and other pyrazolones',
    'N02BB',
    'anj',
    'qtp',
    '氨基比林'
  ),
  drug('opioids', '阿片类', 'opioids', 'N02A', 'apl', '曲马多', '可待因', 'codeine', 'tramadol'),
  drug(
    'local-anaesthetics',
    '局部麻醉药',
    'local anaesthetics',
    'N01B',
    'jbmzy',
    '普鲁卡因',
    '利多卡因',
    'lidocaine'
  ),
  drug('contrast', '碘造影剂', 'iodinated contrast', 'V08A', 'dzyj', 'iodine'),
  drug('tetanus-antitoxin', '破伤风抗毒素', 'tetanus antitoxin', 'J06AA02', 'psfkds', 'TAT'),
  drug('vaccines', '疫苗', 'vaccines', 'J07', 'ym'),
  drug('carbamazepine', '卡马西平', 'carbamazepine', 'N03AF01', 'kmxp'),
  drug('allopurinol', '别嘌醇', 'allopurinol', 'M04AA01', 'bpc', 'bpl'),
  drug(
    'herbal-injections',
    '中药注射剂',
    'herbal injections',
    undefined,
    'zyzsj',
    '双黄连',
    '清开灵',
    '鱼腥草'
  ),
  other('hx.food-allergy', 'seafood', '鱼虾蟹', 'fish and shellfish', 'yxx', '海鲜', 'seafood'),
  other('hx.food-allergy', 'peanuts-nuts', '花生、坚果', 'peanuts and nuts', 'hsjg'),
  other('hx.food-allergy', 'egg', '鸡蛋', 'egg', 'jd'),
  other('hx.food-allergy', 'milk', '牛奶', 'milk', 'nn'),
  other('hx.food-allergy', 'stings', '蜂毒', 'bee and wasp stings', 'fd', '蜜蜂'),
  other('hx.allergic-disease', 'pollen-dust', '花粉、尘螨', 'pollen and dust mites', 'hfcm'),
  drug('alcohol-skin', '酒精（皮肤）', 'alcohol on skin', 'D08AX08', 'jj', '乙醇', 'ethanol'),
  drug('latex', '乳胶', 'latex', undefined, 'rj')
];
