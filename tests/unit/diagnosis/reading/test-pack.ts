import type {
  Finding,
  FindingId,
  FindingKind,
  Group,
  Measure,
  Pack,
  SlotValue,
  Words
} from '../../../../src/lib/knowledge';

interface Plain {
  readonly id: string;
  readonly zh: readonly string[];
  readonly en: readonly string[];
  readonly kind?: FindingKind;
  readonly no?: Partial<Words>;
  readonly slots?: Readonly<Record<string, readonly string[]>>;
  readonly child?: string;
}

const FINDINGS: readonly Plain[] = [
  {
    id: 'fever',
    zh: ['发热', '发烧', '体温升高', '高热', '高烧', '低热', '低烧', '烧到'],
    en: ['fever', 'febrile', 'pyrexia', 'raised|high temperature', 'running a temperature'],
    no: { zh: ['无热', '体温正常', '不烧'], en: ['afebrile', 'temperature normal'] }
  },
  { id: 'fever-high', zh: ['高热', '高烧'], en: ['high fever'], child: 'fever' },
  { id: 'chills', zh: ['寒战', '畏寒', '发冷', '打寒战'], en: ['chills', 'rigors', 'shivering'] },
  {
    id: 'cough',
    zh: ['咳嗽', '咳个不停', '咳了', '咳'],
    en: ['cough', 'coughing fits'],
    slots: { timing: ['by-night'], provoked: ['by-cold'] }
  },
  {
    id: 'cough-dry',
    zh: ['干咳', '没有痰', '无痰'],
    en: ['dry cough', 'non-productive cough', 'cough without sputum'],
    child: 'cough'
  },
  {
    id: 'sputum',
    zh: ['咳痰', '有痰', '黄痰', '咳嗽咳痰', '痰 ~ 黄|黏'],
    en: ['sputum', 'phlegm', 'productive cough', 'chesty cough'],
    child: 'cough',
    slots: { colour: ['yellow-green', 'rusty'] }
  },
  {
    id: 'haemoptysis',
    zh: ['咯血', '痰中带血', '痰 ~ 血'],
    en: ['haemoptysis', 'coughing up blood', 'sputum|cough ~ blood']
  },
  {
    id: 'dyspnoea',
    zh: ['呼吸困难', '气短', '气促', '喘不上气', '胸闷气短'],
    en: [
      'shortness of breath',
      'SOB',
      'dyspnoea',
      'breathless',
      'short of breath',
      'difficulty breathing',
      'trouble breathing'
    ],
    slots: { provoked: ['by-exertion', 'by-lying-flat'] }
  },
  {
    id: 'orthopnoea',
    zh: ['不能平卧', '端坐呼吸'],
    en: ['orthopnoea', 'cannot lie flat', 'unable to lie flat']
  },
  { id: 'wheeze', zh: ['喘息', '哮鸣'], en: ['wheeze', 'wheezy'] },
  {
    id: 'chest-pain',
    zh: ['胸口疼', '胸痛', '胸|胸口|心前区 ~ 痛|疼'],
    en: ['chest tightness', 'chest pain', 'pain|ache|discomfort ~ chest'],
    slots: {
      site: ['central', 'left-sided'],
      radiation: ['to-left-arm', 'to-jaw', 'to-back'],
      character: ['pressing', 'stabbing', 'burning'],
      provoked: ['by-exertion', 'by-breathing', 'by-coughing'],
      relieved: ['eased-by-rest', 'eased-by-nitrate']
    }
  },
  { id: 'palpitations', zh: ['心悸', '心慌'], en: ['palpitations', 'heart racing'] },
  {
    id: 'leg-swelling',
    zh: ['下肢水肿', '腿肿', '双下肢 ~ 水肿'],
    en: ['leg swelling', 'ankle oedema', 'swelling|swollen ~ leg|ankle']
  },
  { id: 'sore-throat', zh: ['咽痛', '嗓子疼', '喉咙痛', '嗓子 ~ 疼'], en: ['sore throat', 'throat pain'] },
  {
    id: 'runny-nose',
    zh: ['流鼻涕', '流涕', '清鼻涕', '鼻涕'],
    en: ['runny nose', 'rhinorrhoea', 'nose running']
  },
  {
    id: 'nasal-congestion',
    zh: ['鼻塞', '鼻子不通'],
    en: ['blocked nose', 'nasal congestion', 'stuffy nose']
  },
  { id: 'sneezing', zh: ['打喷嚏', '喷嚏'], en: ['sneezing', 'sneezes'] },
  { id: 'ear-pain', zh: ['耳痛', '耳朵疼'], en: ['ear pain', 'earache'] },
  {
    id: 'headache',
    zh: ['头痛', '头疼'],
    en: ['headache', 'head hurts'],
    slots: { site: ['occipital', 'frontal'], character: ['throbbing', 'thunderclap'], provoked: ['by-light'] }
  },
  { id: 'dizziness', zh: ['头晕', '头昏'], en: ['dizziness', 'dizzy', 'lightheaded'] },
  {
    id: 'syncope',
    zh: ['晕厥', '晕倒', '昏倒'],
    en: ['syncope', 'fainted', 'passed out', 'loss of consciousness', 'blackout']
  },
  { id: 'neck-stiff', zh: ['颈强直', '颈项强直', '脖子僵'], en: ['neck stiffness', 'stiff neck'] },
  {
    id: 'abdominal-pain',
    zh: ['腹痛', '肚子疼', '肚子 ~ 疼'],
    en: ['abdominal pain', 'belly ache', 'stomach ache', 'pain ~ abdomen|stomach|belly'],
    slots: {
      site: ['right-lower-quadrant', 'epigastric'],
      character: ['colicky', 'dull'],
      radiation: ['to-back', 'to-right-shoulder'],
      provoked: ['by-meals', 'by-fatty-food'],
      relieved: ['eased-by-food']
    }
  },
  { id: 'nausea', zh: ['恶心'], en: ['nausea', 'nauseous', 'feeling sick'] },
  { id: 'vomiting', zh: ['呕吐', '吐奶', '吐了'], en: ['vomiting', 'threw up', 'throwing up'] },
  { id: 'haematemesis', zh: ['呕血', '吐血'], en: ['haematemesis', 'vomit ~ blood'] },
  {
    id: 'diarrhoea',
    zh: ['腹泻', '拉肚子', '拉稀'],
    en: ['diarrhoea', 'loose stools', 'loose|watery stools|motions'],
    slots: { colour: ['bloody', 'watery'] }
  },
  { id: 'constipation', zh: ['便秘', '大便干'], en: ['constipation', 'constipated'] },
  {
    id: 'blood-in-stool',
    zh: ['便血', '大便带血', '血便'],
    en: ['blood in stool', 'rectal bleeding', 'blood|bloody ~ stool']
  },
  {
    id: 'appetite-loss',
    zh: ['食欲差', '没胃口', '吃不下', '不吃东西', '食欲不振'],
    en: ['loss of appetite', 'poor appetite', 'not eating', 'does not eat']
  },
  { id: 'fatigue', zh: ['乏力', '无力', '没劲'], en: ['fatigue', 'tired', 'tiredness'] },
  { id: 'weight-loss', zh: ['消瘦', '体重下降', '体重减轻'], en: ['weight loss', 'lost weight'] },
  { id: 'night-sweats', zh: ['盗汗'], en: ['night sweats'] },
  { id: 'sweating', zh: ['出汗', '大汗'], en: ['sweating', 'diaphoresis', 'sweaty'] },
  {
    id: 'dysuria',
    zh: ['尿痛', '排尿疼'],
    en: ['dysuria', 'burning urination', 'pain|burning ~ urinating|urination']
  },
  { id: 'urinary-frequency', zh: ['尿频'], en: ['urinary frequency', 'frequency of urination'] },
  { id: 'haematuria', zh: ['血尿', '尿血'], en: ['haematuria', 'blood in urine', 'blood ~ urine'] },
  { id: 'rash', zh: ['皮疹', '红疹', '疹子', '红点'], en: ['rash', 'spots'] },
  { id: 'itch', zh: ['瘙痒', '痒'], en: ['itch', 'itchy'] },
  { id: 'joint-pain', zh: ['关节痛', '关节疼'], en: ['joint pain', 'pain ~ knee|joint'] },
  {
    id: 'limb-weakness',
    zh: ['肢体无力', '偏瘫', '左侧肢体无力'],
    en: ['limb weakness', 'weakness ~ arm|leg']
  },
  { id: 'seizure', zh: ['抽搐', '惊厥'], en: ['seizure', 'convulsion', 'fit'] },
  {
    id: 'throat-red',
    zh: ['咽红', '咽部充血'],
    en: ['red throat', 'pharyngeal erythema'],
    kind: 'sign',
    no: { zh: ['咽部无充血'], en: [] }
  },
  {
    id: 'tonsils-swollen',
    zh: ['扁桃体肿大', '扁桃体 ~ 肿大'],
    en: ['enlarged tonsils', 'tonsils ~ enlarged|swollen'],
    kind: 'sign'
  },
  {
    id: 'crackles',
    zh: ['湿啰音', '啰音', '湿性啰音'],
    en: ['crackles', 'rales', 'crepitations'],
    kind: 'sign'
  },
  {
    id: 'abdominal-tenderness',
    zh: ['腹部压痛', '压痛', '腹 ~ 压痛'],
    en: ['abdominal tenderness', 'tender abdomen', 'tenderness ~ abdomen'],
    kind: 'sign',
    no: { zh: ['腹软'], en: ['abdomen soft', 'soft abdomen'] }
  },
  { id: 'rebound-tenderness', zh: ['反跳痛'], en: ['rebound', 'rebound tenderness'], kind: 'sign' },
  { id: 'murphy-sign', zh: ['墨菲征', 'Murphy征'], en: ["Murphy's sign"], kind: 'sign' },
  { id: 'heart-murmur', zh: ['心脏杂音', '杂音'], en: ['heart murmur', 'murmur'], kind: 'sign' },
  { id: 'st-elevation', zh: ['ST段抬高'], en: ['ST elevation'], kind: 'test' },
  {
    id: 'hx.hypertension',
    zh: ['高血压'],
    en: ['hypertension', 'HTN', 'high blood pressure'],
    kind: 'history'
  },
  { id: 'hx.diabetes', zh: ['糖尿病'], en: ['diabetes', 'diabetic', 'T2DM'], kind: 'history' },
  {
    id: 'hx.coronary-disease',
    zh: ['冠心病'],
    en: ['coronary artery disease', 'CAD', 'heart attack'],
    kind: 'history'
  },
  { id: 'hx.asthma', zh: ['哮喘'], en: ['asthma', 'asthmatic'], kind: 'history' },
  { id: 'hx.migraine', zh: ['偏头痛'], en: ['migraine'], kind: 'history' },
  { id: 'hx.pneumonia', zh: ['肺炎'], en: ['pneumonia'], kind: 'history' },
  { id: 'risk.smoking', zh: ['吸烟', '抽烟'], en: ['smokes', 'smoker', 'smoking'], kind: 'risk' },
  {
    id: 'risk.contact-sick',
    zh: ['同事|同学 ~ 感冒'],
    en: ['sick contacts', 'colleague|classmate ~ flu'],
    kind: 'risk'
  },
  {
    id: 'risk.family-coronary',
    zh: ['家族史 ~ 冠心病'],
    en: ['father|mother|family ~ heart attack'],
    kind: 'risk'
  }
];

const VALUES: readonly {
  readonly id: string;
  readonly zh: readonly string[];
  readonly en: readonly string[];
}[] = [
  { id: 'central', zh: ['胸骨后', '中间'], en: ['central', 'retrosternal'] },
  { id: 'left-sided', zh: ['左侧', '左边'], en: ['left', 'left-sided'] },
  { id: 'to-left-arm', zh: ['左臂', '左上肢', '左肩'], en: ['left arm', 'left hand'] },
  { id: 'to-jaw', zh: ['下颌', '下巴'], en: ['jaw', 'teeth'] },
  { id: 'to-back', zh: ['后背', '背部'], en: ['back', 'to back', 'through to back'] },
  { id: 'to-right-shoulder', zh: ['右肩'], en: ['right shoulder'] },
  { id: 'pressing', zh: ['压榨样', '压迫感', '闷痛'], en: ['crushing', 'pressing', 'pressure', 'squeezing'] },
  { id: 'stabbing', zh: ['刺痛', '针扎样'], en: ['stabbing', 'sharp'] },
  { id: 'burning', zh: ['烧灼样', '灼痛'], en: ['burning'] },
  { id: 'throbbing', zh: ['跳痛', '搏动性'], en: ['throbbing', 'pulsating'] },
  { id: 'thunderclap', zh: ['一辈子最疼', '突发剧烈'], en: ['thunderclap', 'worst ~ life'] },
  { id: 'colicky', zh: ['绞痛'], en: ['colicky', 'in waves'] },
  { id: 'dull', zh: ['隐痛', '钝痛'], en: ['dull', 'aching'] },
  {
    id: 'by-exertion',
    zh: ['活动后', '劳累后', '上楼'],
    en: ['exertion', 'exertional', 'walking', 'climbing stairs']
  },
  { id: 'by-breathing', zh: ['深呼吸', '吸气'], en: ['breathing', 'deep breath', 'inspiration'] },
  { id: 'by-lying-flat', zh: ['平卧', '躺下'], en: ['lying flat', 'lying down'] },
  { id: 'by-coughing', zh: ['咳嗽', '咳嗽时'], en: ['coughing', 'cough'] },
  { id: 'by-cold', zh: ['受凉', '遇冷', '冷空气'], en: ['cold', 'cold air'] },
  { id: 'by-night', zh: ['夜间', '晚上'], en: ['at night', 'nocturnal'] },
  { id: 'by-light', zh: ['光线', '亮光'], en: ['light', 'bright light'] },
  { id: 'by-meals', zh: ['饭后', '进食后'], en: ['after meals', 'eating', 'after eating'] },
  { id: 'by-fatty-food', zh: ['油腻'], en: ['fatty food', 'greasy'] },
  {
    id: 'eased-by-rest',
    zh: ['休息后缓解', '休息 ~ 缓解|好转'],
    en: ['relieved by rest', 'better with rest', 'rest ~ relieve|ease']
  },
  { id: 'eased-by-nitrate', zh: ['硝酸甘油 ~ 缓解'], en: ['nitroglycerin|GTN ~ relieve|help'] },
  { id: 'eased-by-food', zh: ['进食后缓解'], en: ['relieved by food', 'eating ~ relieve'] },
  { id: 'occipital', zh: ['后脑勺', '枕部'], en: ['occipital', 'back of head'] },
  { id: 'frontal', zh: ['前额'], en: ['frontal', 'forehead'] },
  { id: 'right-lower-quadrant', zh: ['右下腹'], en: ['right lower quadrant', 'RLQ', 'right iliac fossa'] },
  { id: 'epigastric', zh: ['上腹', '剑突下'], en: ['epigastric', 'upper'] },
  { id: 'yellow-green', zh: ['黄', '黄绿色'], en: ['yellow', 'green'] },
  { id: 'rusty', zh: ['铁锈色'], en: ['rusty'] },
  { id: 'bloody', zh: ['带血'], en: ['bloody'] },
  { id: 'watery', zh: ['水样'], en: ['watery'] }
];

const GROUPS: readonly {
  readonly id: string;
  readonly zh: readonly string[];
  readonly en: readonly string[];
  readonly no?: Words;
  readonly members: readonly string[];
}[] = [
  {
    id: 'no-urinary-complaints',
    zh: ['泌尿系统症状', '小便异常'],
    en: ['urinary symptoms', 'urinary complaints'],
    members: ['dysuria', 'urinary-frequency', 'haematuria']
  },
  {
    id: 'no-gastrointestinal',
    zh: ['消化道症状'],
    en: ['gastrointestinal symptoms', 'GI symptoms'],
    members: ['nausea', 'vomiting', 'diarrhoea']
  },
  {
    id: 'normal-chest',
    zh: ['肺部异常'],
    en: ['chest abnormality'],
    no: {
      zh: ['双肺(-)', '双肺呼吸音清', '两肺清'],
      en: ['chest clear', 'chest is clear', 'lungs clear', 'lungs are clear']
    },
    members: ['crackles']
  }
];

const measure = (
  id: string,
  zh: readonly string[],
  en: readonly string[],
  unit: string,
  plausible: readonly [number, number],
  decimals: number,
  otherUnits: Measure['otherUnits'] = []
): Measure => ({
  id,
  name: { zh: zh[0] ?? id, en: en[0] ?? id },
  words: { zh, en },
  unit,
  otherUnits,
  plausible,
  decimals,
  vital: true,
  normal: {},
  findings: [],
  source: 'test'
});

const MEASURES: readonly Measure[] = [
  measure('temperature', ['体温', '腋温', '耳温'], ['temperature', 'temp', 'T'], '°C', [25, 45], 1, [
    { unit: '°F', factor: 0.55556, offset: -17.7778 }
  ]),
  measure('pulse', ['脉搏', '心率'], ['pulse', 'heart rate', 'HR', 'P'], '/min', [20, 300], 0),
  measure(
    'respiratory-rate',
    ['呼吸', '呼吸频率'],
    ['respiratory rate', 'RR', 'R', 'respirations'],
    '/min',
    [4, 120],
    0
  ),
  measure('systolic', ['血压', '收缩压', '高压'], ['blood pressure', 'BP', 'systolic'], 'mmHg', [40, 300], 0),
  measure(
    'diastolic',
    ['血压', '舒张压', '低压'],
    ['blood pressure', 'BP', 'diastolic'],
    'mmHg',
    [20, 200],
    0
  ),
  measure(
    'oxygen-saturation',
    ['血氧', '血氧饱和度', '指脉氧'],
    ['SpO2', 'oxygen saturation', 'sats', 'O2 sat'],
    '%',
    [40, 100],
    0
  ),
  measure('wbc', ['白细胞', '白细胞计数'], ['WBC', 'white cell count'], '×10^9/L', [0.1, 500], 1, [
    { unit: '/μL', factor: 0.001, offset: 0 }
  ]),
  measure('glucose', ['血糖', '空腹血糖'], ['glucose', 'blood sugar'], 'mmol/L', [0.5, 60], 1, [
    { unit: 'mg/dL', factor: 0.0555, offset: 0 }
  ]),
  measure('crp', ['C反应蛋白'], ['CRP'], 'mg/L', [0, 600], 0),
  measure('weight', ['体重'], ['weight', 'wt'], 'kg', [0.3, 300], 1, [
    { unit: 'lb', factor: 0.4536, offset: 0 }
  ])
];

const asFinding = (plain: Plain): Finding => ({
  id: plain.id as FindingId,
  name: { zh: plain.zh[0] ?? plain.id, en: plain.en[0] ?? plain.id },
  words: { zh: plain.zh, en: plain.en },
  ...(plain.no ? { absentWords: { zh: plain.no.zh ?? [], en: plain.no.en ?? [] } } : {}),
  kind: plain.kind ?? 'symptom',
  cost: 'free',
  background: { default: 0.01 },
  ...(plain.child ? { childOf: plain.child as FindingId } : {}),
  ...(plain.slots
    ? {
        slots: Object.entries(plain.slots).map(([name, values]) => ({
          name,
          mode: 'several-of' as const,
          values
        }))
      }
    : {}),
  timed: plain.kind === undefined || plain.kind === 'symptom',
  pinyin: { full: '', initials: '' }
});

/** A small pack made by hand of entries such as the real vocabulary has. */
export const TEST_PACK: Pack = {
  format: 1,
  id: 'reading-test',
  packHash: '',
  modelInputHash: '',
  systems: [],
  core: [],
  findings: FINDINGS.map(asFinding),
  values: VALUES.map((value): SlotValue => ({
    id: value.id,
    name: { zh: value.zh[0] ?? value.id, en: value.en[0] ?? value.id },
    words: { zh: value.zh, en: value.en }
  })),
  groups: GROUPS.map((group): Group => ({
    id: group.id,
    name: { zh: group.zh[0] ?? group.id, en: group.en[0] ?? group.id },
    words: { zh: group.zh, en: group.en },
    ...(group.no ? { absentWords: group.no } : {}),
    members: group.members as readonly FindingId[]
  })),
  clusters: [],
  measures: MEASURES,
  conditions: [],
  danger: [],
  visits: { person: {}, season: {}, purpose: {}, source: '' }
};
