/** A part of a written record; what stands under its heading is read accordingly. */
export type Section =
  | 'none'
  | 'complaint'
  | 'present'
  | 'past'
  | 'personal'
  | 'family'
  | 'menstrual'
  | 'medicines'
  | 'review'
  | 'exam'
  | 'tests'
  | 'assessment'
  | 'plan';

const HEADINGS: readonly (readonly [Section, string])[] = [
  [
    'complaint',
    '主诉|主要症状|就诊原因|chief complaints?|presenting complaints?|reason for (?:visit|consultation|attendance)|cc|c/o|pc'
  ],
  [
    'present',
    '现病史|病史|简要病史|病情描述|history of (?:the )?present(?:ing)? (?:illness|complaint)|present illness|hpi|hpc|history'
  ],
  [
    'past',
    '既往史|既往病史|既往|过去史|past (?:medical|surgical|medical and surgical)? ?history|previous medical history|medical history|pmhx?|psh|pmh/psh|background'
  ],
  [
    'personal',
    '个人史|婚育史|社会史|生活史|流行病学史|personal history|social history|sh|shx|occupational history|travel history|birth history|developmental history'
  ],
  ['family', '家族史|家族病史|family history|fh|fhx'],
  [
    'menstrual',
    '月经史|月经生育史|孕产史|menstrual history|obstetric history|obstetric and gynaecological history|lmp'
  ],
  [
    'medicines',
    '用药史|药物史|目前用药|过敏史|药物过敏史|medications?|current medications?|meds|drug history|dh|drugs|allergies|allergy'
  ],
  [
    'review',
    '系统回顾|系统查询|review of systems|systems review|systemic review|ros|systems enquiry|systematic enquiry'
  ],
  [
    'exam',
    '查体|体格检查|体检|体征|专科检查|专科情况|一般情况|生命体征|检查所见|on examination|o/e|physical examination|physical exam|examination|exam|pe|vital signs|vitals|obs|observations|signs'
  ],
  [
    'tests',
    '辅助检查|实验室检查|化验|化验检查|辅检|检验|检查|investigations?|lab(?:oratory)? (?:results|tests|findings)|labs|tests|results|imaging|ecg|blood tests'
  ],
  [
    'assessment',
    '初步诊断|诊断|印象|入院诊断|临床诊断|impression|assessment|diagnosis|differential diagnosis|differential|imp|dx'
  ],
  [
    'plan',
    '处理|处置|治疗意见|处理意见|医嘱|建议|治疗计划|健康教育|plan|management|advice|recommendations?|treatment plan|follow[- ]up'
  ]
];
const sectionOf = new Map<string, Section>();
const pattern = HEADINGS.map(([section, words], index) => {
  sectionOf.set(`h${String(index)}`, section);
  return `(?<h${String(index)}>${words})`;
}).join('|');
const HEADING = new RegExp(
  `(?<=^|[\\n。;.!?]) {0,8}(?:\\d{1,2}[.、)] {0,3}|[#*=-]{1,4} {0,3}|\\()?(?:${pattern})(?: {0,2}[*)]{0,2} {0,2}(?::|=|(?=\\n))| {0,2}-(?= )|(?= {0,2}无特殊|体健))`,
  'g'
);
const BARE_HEADING =
  /(?<=^|[\n。;.])\s{0,4}(?:主诉|现病史|既往史|个人史|家族史|月经史|婚育史|体格检查|查体|辅助检查|系统回顾|过敏史|初步诊断|用药史)(?=[^中里有的无])/g;

export interface Heading {
  readonly section: Section;
  readonly start: number;
  readonly end: number;
}

/** The headings of a folded note in order of place. "查体" and its like count without a colon too. */
export function findHeadings(folded: string): readonly Heading[] {
  const found: Heading[] = [];
  for (const match of folded.matchAll(HEADING)) {
    const name = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0];
    const section = name === undefined ? undefined : sectionOf.get(name);
    if (section) found.push({ section, start: match.index, end: match.index + match[0].length });
  }
  for (const match of folded.matchAll(BARE_HEADING)) {
    const word = match[0].trim();
    const row = HEADINGS.find(([, words]) => words.split('|').includes(word));
    if (row) found.push({ section: row[0], start: match.index, end: match.index + match[0].length });
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  return found.filter((heading, at) => at === 0 || heading.start >= (found[at - 1]?.end ?? 0));
}

/** Sections of context end with their line, or where the visit itself is spoken of again; others last until the next heading. */
const ENDS_WITH_LINE: ReadonlySet<Section> = new Set<Section>([
  'past',
  'personal',
  'family',
  'menstrual',
  'medicines',
  'plan',
  'assessment'
]);
const BACK_TO_NOW =
  /[.;。]\s{0,3}(?:now\b|today\b|currently\b|(?:(?:he|she|the patient|patient|pt) (?:now )?)?(?:presents|presented|presenting|complains)\b|c\/o|o\/e|on exam|exam|vitals?\b|bp\b|hr\b|pulse\b|temp|t \d|本次|此次|现(?!病史)|目前|今)|\n/g;

function endOfSection(folded: string, heading: Heading, limit: number): number {
  if (!ENDS_WITH_LINE.has(heading.section)) return limit;
  const text = folded.slice(heading.end, limit);
  const skipped = text.length - text.trimStart().length;
  if (text.slice(0, skipped).includes('\n')) {
    const blank = /\n[ ]*\n/.exec(text.slice(skipped));
    return blank ? heading.end + skipped + blank.index : limit;
  }
  BACK_TO_NOW.lastIndex = 0;
  const back = BACK_TO_NOW.exec(text);
  return back ? heading.end + back.index + 1 : limit;
}

/** For each place (token starts, ascending) the section it lies in. */
export function sectionsAt(
  folded: string,
  headings: readonly Heading[],
  starts: Int32Array
): readonly Section[] {
  const ends = headings.map((heading, at) =>
    endOfSection(folded, heading, headings[at + 1]?.start ?? folded.length)
  );
  const sections: Section[] = [];
  let at = -1;
  for (const start of starts) {
    while ((headings[at + 1]?.start ?? Infinity) <= start) at++;
    sections.push(start < (ends[at] ?? 0) ? (headings[at]?.section ?? 'none') : 'none');
  }
  return sections;
}
