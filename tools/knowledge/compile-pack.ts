import type { ByPerson } from '$part/kernel';
import type {
  Condition,
  ConditionId,
  DangerRule,
  Finding,
  FindingId,
  Group,
  Measure,
  Pack,
  Slot,
  Words
} from '$part/knowledge';
import { clinicalPinyin } from '$part/knowledge';
import { customPinyin, pinyin } from 'pinyin-pro';
import { packHash, modelInputHash } from './hashes';
import type { Sources } from './load-sources';
import type { Row } from './report';
import type { Resolver } from './resolved';
import type { ConditionFile } from './condition-shape';
import type { FindingRow, ListRow } from './shapes';

const byId = <T extends { readonly id: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
const values = <T>(rows: readonly Row<T>[]): T[] => rows.map((row) => row.value);

/** Absent words as the pack has them, left out where there are none. */
function absent(words: FindingRow['absent_words']): { absentWords?: Words } {
  const absentWords = { zh: words?.zh ?? [], en: words?.en ?? [] };
  return absentWords.zh.length + absentWords.en.length > 0 ? { absentWords } : {};
}

/** Pinyin of a Chinese name, as the app makes it for imported codes. */
export const pinyinOf = clinicalPinyin({ pinyin, customPinyin });

function finding(row: FindingRow, raises: Readonly<Record<string, number>> | undefined): Finding {
  const slots = Object.entries(row.slots ?? {}).map(([name, slot]): Slot => {
    const mode = slot['one-of'] ? 'one-of' : 'several-of';
    return {
      name,
      mode,
      values: slot[mode] ?? [],
      ...(slot.background ? { background: slot.background } : {})
    };
  });
  return {
    id: row.id as FindingId,
    name: row.name,
    words: row.words,
    ...absent(row.absent_words),
    kind: row.kind,
    ...(row.ask ? { ask: row.ask } : {}),
    cost: row.cost,
    background: row.background,
    ...(row.child_of ? { childOf: row.child_of as FindingId } : {}),
    ...(slots.length > 0 ? { slots } : {}),
    timed: row.when ?? false,
    ...(row.absent_group ? { absentGroup: row.absent_group } : {}),
    ...(raises ? { raises } : {}),
    pinyin: pinyinOf(row.name.zh)
  };
}

function condition(file: ConditionFile, row: ListRow, system: string, resolve: Resolver): Condition {
  // Defaults that the condition's own numbers have lowered (no cough, no sputum) are written out, for every reader alike.
  const lowered = [...resolve.of(file)].filter(([id]) => !(id in file.core) && !(id in file.findings));
  const defaults = resolve.defaultsOf(system);
  const core = { ...file.core };
  for (const [id, p] of lowered) if (p !== defaults[id]) core[id] = p;
  return {
    id: file.id as ConditionId,
    name: row.name,
    aliases: file.aliases,
    system,
    icd10: row.icd10,
    national: row.national,
    pinyin: pinyinOf(row.name.zh),
    severity: row.severity,
    mustNotMiss: row.must_not_miss,
    perThousandVisits: row.per_1000_visits,
    prevalence: file.prevalence as Condition['prevalence'],
    given: file.given,
    presentsAs: file.presents_as,
    onset: file.onset,
    duration: file.duration,
    course: file.course,
    core,
    findings: file.findings,
    attributes: file.attributes as Condition['attributes'],
    groups: file.groups,
    complicationOf: file.complication_of,
    ...(file.known_as ? { knownAs: file.known_as as FindingId } : {}),
    clusters: file.clusters,
    near: file.near as ConditionId[],
    required: file.required as FindingId[],
    ...(file.glance ? { glance: file.glance } : {}),
    confirms: file.confirms,
    ...(file.refer ? { refer: file.refer } : {}),
    other: file.other,
    sources: file.sources,
    review: file.review
  };
}

/** The compiled pack of sources without errors: only written conditions, everything ordered by id. */
export function compilePack(sources: Sources, resolve: Resolver): Pack {
  const mix = sources.visits?.value ?? { person: {}, season: {}, purpose: {}, source: '' };
  const listed = new Map(sources.list.map((row) => [row.value.id, row]));
  const conditions = values(sources.conditions).flatMap((file) => {
    const row = listed.get(file.id);
    if (!row) return [];
    return [condition(file, row.value, row.system, resolve)];
  });
  const denied = new Map<string, string[]>();
  for (const { value } of sources.findings) {
    if (value.absent_group)
      denied.set(value.absent_group, [...(denied.get(value.absent_group) ?? []), value.id]);
  }
  const groups = values(sources.groups).map((group): Group => ({
    id: group.id,
    name: group.name,
    words: group.words,
    ...absent(group.absent_words),
    // A finding may name its group, or the group its members: both count.
    members: [...new Set([...group.members, ...(denied.get(group.id) ?? [])])].sort() as FindingId[]
  }));
  const measures = values(sources.measures).map((row): Measure => ({
    id: row.id,
    name: row.name,
    words: row.words,
    unit: row.unit,
    otherUnits: row.other_units,
    plausible: row.plausible,
    decimals: row.decimals,
    vital: row.vital,
    normal: row.normal as ByPerson<readonly [number, number]>,
    findings: row.findings as unknown as Measure['findings'],
    source: row.source
  }));
  const bare: Omit<Pack, 'packHash' | 'modelInputHash'> = {
    format: 1,
    id: sources.pack?.value.id ?? 'unnamed',
    ...(sources.pack ? { name: sources.pack.value.name, version: sources.pack.value.version } : {}),
    systems: byId(values(sources.systems)),
    core: (sources.core?.value ?? []) as FindingId[],
    findings: byId(values(sources.findings).map((row) => finding(row, sources.raises?.value[row.id]))),
    values: byId(values(sources.values)),
    groups: byId(groups),
    clusters: byId(values(sources.clusters)) as unknown as Pack['clusters'],
    measures,
    conditions: byId(conditions),
    danger: values(sources.danger) as DangerRule[],
    visits: mix
  };
  return { ...bare, packHash: packHash(bare), modelInputHash: modelInputHash(bare) };
}
