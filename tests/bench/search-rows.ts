import type { Pack } from '$part/knowledge';
import { buildCodeIndex, loadClinicalPinyin, parseNationalCodes, searchCodes } from '$part/knowledge';
import type { Random } from '$part/kernel';
import { seededRandom } from '$part/kernel';
import type { PatientEntry } from '$part/store/search/entry';
import { loadNameKeys } from '$part/store/search/name-keys';
import { PatientIndex } from '$part/store/search/patient-index';
import { readFileSync } from 'node:fs';
import { medianTime, printRow } from './row';

const PATIENTS = 20_000;
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈单仇解查覃盖';
const GIVEN = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英兰霞平刚桂花玉梅红文辉建国志华春玲小云长乐行朝重传晟';
const VILLAGES = ['李庄', '王家沟', '上河村', '下河村', '石桥', '大坪', '柳树湾', '张家铺'];
const NOW = Date.UTC(2026, 5, 1);

/** Invented patients as the opened blocks hand them over. */
async function inventedEntries(random: Random): Promise<PatientEntry[]> {
  const nameKeys = await loadNameKeys();
  const pick = <T>(of: ArrayLike<T>, otherwise: T): T => of[Math.floor(random() * of.length)] ?? otherwise;
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
  return Array.from({ length: PATIENTS }, (_, n): PatientEntry => {
    const name = pick(SURNAMES, '王') + pick(GIVEN, '伟') + (random() < 0.7 ? pick(GIVEN, '芳') : '');
    const birthYear = 1930 + Math.floor(random() * 95);
    return {
      id: `p${n}`,
      name,
      keys: nameKeys(name),
      numbers: [`513021${birthYear}${digits(8)}`, `13${digits(9)}`],
      sex: random() < 0.5 ? 'male' : 'female',
      birthYear,
      village: pick(VILLAGES, '李庄'),
      lastVisit: NOW - Math.floor(random() * 400) * 86_400_000
    };
  });
}

/** The slowest of a hundred in five, each query of a person who types it letter by letter. */
function p95(queries: readonly string[], search: (query: string) => unknown): number {
  const typed = queries.flatMap((query) => [...query].map((_, n) => query.slice(0, n + 1)));
  const times: number[] = [];
  for (let round = -1; round < 5; round += 1)
    for (const query of typed) {
      const begin = performance.now();
      search(query);
      if (round >= 0) times.push(performance.now() - begin);
    }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? NaN;
}

/** Patients by name and number, diagnoses by name and code. */
export async function searchRows(): Promise<void> {
  const entries = await inventedEntries(seededRandom(5));
  const clock = { now: () => NOW };
  const index = new PatientIndex(clock, entries);
  const names = [
    'zhangxiaoyun',
    'zxy',
    'wangs',
    '张小云',
    'zhang小',
    'zs 李庄',
    'zw 62',
    '0123',
    '13800138000',
    'shan'
  ];
  const print = (name: string, value: number, target: string) =>
    printRow({ name, value, unit: 'ms', target });
  print('index of 20,000 patients', await medianTime(5, () => new PatientIndex(clock, entries)), 'under 300');
  print(
    'finding among 20,000 patients, p95 of every key',
    p95(names, (query) => index.find(query, 20)),
    'under 20'
  );

  const pack = JSON.parse(readFileSync('.build/pack/pack.json', 'utf8')) as Pack;
  const diagnoses = [
    'feiyan',
    'gxy',
    '急性支气管炎',
    'j18.900',
    '糖尿病',
    'zqgfy',
    'pneumonia',
    '肺炎 支原体',
    'e11'
  ];
  const measure = (name: string, table: Parameters<typeof buildCodeIndex>[1]) => {
    const codes = buildCodeIndex(pack, table);
    print(
      name,
      p95(diagnoses, (query) => searchCodes(codes, query, 'zh', 20)),
      'under 50'
    );
  };
  measure('diagnosis among the conditions, p95 of every key', []);
  const path = process.env.TONGZHEN_CODES;
  if (path === undefined) return;
  const text = new TextDecoder().decode(readFileSync(path));
  const pinyinOf = await loadClinicalPinyin();
  const begin = performance.now();
  const table = await parseNationalCodes(text, pinyinOf);
  if (!table.ok) throw new Error(`${path}: ${table.error.tag}`);
  print('reading the national table, with pinyin', performance.now() - begin, 'once');
  const { rows } = table.value;
  print(
    'index of conditions and national table',
    await medianTime(5, () => buildCodeIndex(pack, rows)),
    'once'
  );
  measure(`diagnosis among ${rows.length} rows as well, p95 of every key`, rows);
}
