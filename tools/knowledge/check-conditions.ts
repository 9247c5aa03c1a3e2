import type { Sources } from './load-sources';
import { unknownId } from './nearest-id';
import type { Report, Row } from './report';
import type { Resolver } from './resolved';
import { separators } from './separators';
import type { ConditionFile } from './condition-shape';
import type { FindingRow } from './shapes';
import { SUM_MARGIN } from './shapes';

/** Least findings and attribute values beyond the core block (AUTHORING section 3). */
const DEPTH = 20;
const SEPARATORS = 3;
const total = (table: Readonly<Record<string, number | undefined>>) =>
  Object.values(table).reduce<number>((sum, value) => sum + (value ?? 0), 0);

/** All that a condition promises of ids, sums, hierarchy, depth and neighbours. */
export function checkConditions(report: Report, sources: Sources, resolve: Resolver): void {
  const findings = new Map(sources.findings.map(({ value }) => [value.id, value]));
  const written = new Map(sources.conditions.map((row) => [row.value.id, row]));
  for (const row of sources.conditions) {
    checkIds(report, sources, resolve, row, findings);
    checkPeople(report, row, resolve);
    checkNumbers(report, row, resolve);
    checkFacts(report, sources, row);
    checkDepth(report, sources, row, resolve, findings, written);
  }
  checkAliases(report, sources);
}

function checkIds(
  report: Report,
  sources: Sources,
  resolve: Resolver,
  row: Row<ConditionFile>,
  findings: ReadonlyMap<string, FindingRow>
): void {
  const { declared } = sources;
  const c = row.value;
  const known = (kind: keyof typeof declared, path: (string | number)[], id: string) => {
    // A file that is missing as a whole has been reported once.
    if (!declared[kind].has(id) && declared[kind].size > 0)
      report.error(row, path, unknownId(kind, id, declared[kind].keys()));
  };
  known('condition', ['id'], c.id);
  for (const id of Object.keys(c.core)) {
    if (!resolve.core.has(id) && resolve.core.size > 0 && declared.finding.has(id)) {
      report.error(
        row,
        ['core', id],
        `"${id}" is not in the core block, expected under findings as { p, grade }`
      );
    } else known('finding', ['core', id], id);
  }
  for (const id of Object.keys(c.findings)) {
    if (resolve.core.has(id))
      report.error(row, ['findings', id], `"${id}" is in the core block, expected under core`);
    else known('finding', ['findings', id], id);
  }
  for (const id of Object.keys(c.presents_as)) known('finding', ['presents_as', id], id);
  for (const [id, value] of Object.entries(c.given)) {
    known('finding', ['given', id], id);
    if (value === 0) report.warn(row, ['given', id], 'a factor of 0 makes the condition impossible');
    if (!/^(?:hx|risk|rx)\./.test(id)) {
      report.error(row, ['given', id], `"${id}" is no history, risk or medicine, expected hx., risk. or rx.`);
    }
  }
  if (c.known_as) known('finding', ['known_as'], c.known_as);
  c.required.forEach((id, index) => known('finding', ['required', index], id));
  c.confirms.forEach((id, index) => known('finding', ['confirms', index], id));
  c.clusters.forEach((id, index) => known('cluster', ['clusters', index], id));
  for (const id of Object.keys(c.groups)) known('group', ['groups', id], id);
  for (const id of Object.keys(c.complication_of)) {
    known('condition', ['complication_of', id], id);
    if (id === c.id)
      report.error(row, ['complication_of', id], 'is the condition itself, expected its cause');
  }
  c.near.forEach((id, index) => {
    known('condition', ['near', index], id);
    if (id === c.id) report.error(row, ['near', index], 'is the condition itself, expected a neighbour');
    if (c.near.indexOf(id) !== index) report.error(row, ['near', index], `"${id}" stands twice`);
  });
  if (sources.danger.length > 0) c.danger.forEach((id, index) => known('rule', ['danger', index], id));

  for (const [id, slots] of Object.entries(c.attributes)) {
    known('finding', ['attributes', id], id);
    const finding = findings.get(id);
    if (!finding) continue;
    if ((resolve.of(c).get(id) ?? 0) <= 0) {
      report.error(
        row,
        ['attributes', id],
        `describes "${id}", whose p is 0 here, expected a p for it as well`
      );
    }
    for (const [name, shares] of Object.entries(slots)) {
      const slot = finding.slots?.[name as keyof typeof finding.slots];
      const path = ['attributes', id, name];
      if (!slot) {
        const has = Object.keys(finding.slots ?? {}).join(' ');
        report.error(
          row,
          path,
          `"${id}" has no slot ${name}, expected ${has === '' ? 'no attributes' : `one of: ${has}`}`
        );
        continue;
      }
      const values = slot['one-of'] ?? slot['several-of'] ?? [];
      for (const value of Object.keys(shares)) {
        if (!values.includes(value))
          report.error(row, [...path, value], unknownId(`value of ${id}.${name}`, value, values));
      }
      if (slot['one-of'] && total(shares) > 1 + SUM_MARGIN) {
        report.error(row, path, `sums to ${total(shares).toFixed(3)}, expected at most 1 for a one-of slot`);
      }
    }
  }
}

/** Ages that cover a life without gap or overlap, and a sex that can have it. */
function checkPeople(report: Report, row: Row<ConditionFile>, resolve: Resolver): void {
  const { age, sex } = row.value.prevalence;
  const ranges = Object.keys(age)
    .map((key) => {
      const [, from, to, open] = /^(\d+)(?:-(\d+)|(\+))?$/.exec(key) ?? [];
      return { key, from: Number(from), to: open ? Infinity : Number(to ?? from) };
    })
    .sort((a, b) => a.from - b.from);
  let next = 0;
  for (const range of ranges) {
    if (range.from !== next) {
      const what = range.from > next ? 'leaves a gap before it' : 'overlaps the range before it';
      report.error(row, ['prevalence', 'age', range.key], `${what}, expected a range from ${next} on`);
    }
    next = range.to + 1;
  }
  if (ranges.length > 0 && next !== Infinity && next <= 100) {
    report.error(row, ['prevalence', 'age'], `ends at ${next - 1}, expected a last range such as "${next}+"`);
  }
  for (const [name, values] of Object.entries({ age, sex, season: row.value.prevalence.season })) {
    const list = Object.values(values);
    if (list.length > 0 && list.every((value) => value === 0)) {
      report.error(row, ['prevalence', name], 'is 0 for everyone, expected a factor above 0 for someone');
    }
  }
  const women =
    resolve.systemOf.get(row.value.id) === 'obstetric' ||
    row.value.required.includes('bleeding-in-pregnancy');
  if (women && sex.male !== 0) {
    report.error(
      row,
      ['prevalence', 'sex'],
      `gives men ${sex.male ?? 'no factor'}, expected male: 0 for a condition of pregnancy`
    );
  }
}

function checkNumbers(report: Report, row: Row<ConditionFile>, resolve: Resolver): void {
  const c = row.value;
  const p = resolve.of(c);
  const own = new Set([...Object.keys(c.core), ...Object.keys(c.findings)]);
  const field = (id: string) => (id in c.core ? ['core', id] : ['findings', id]);
  for (const id of own) {
    for (let parent = resolve.parentOf.get(id); parent; parent = resolve.parentOf.get(parent)) {
      const above = p.get(parent) ?? 0;
      const value = p.get(id) ?? 0;
      if (value <= above + 1e-9) continue;
      // A parent that the condition does not name follows its child (diagnosis/inference/tables.ts).
      if (!own.has(parent)) continue;
      report.error(row, field(id), `${value} exceeds its parent ${parent} (${above}), expected at most that`);
      break;
    }
  }
  for (const [id, share] of Object.entries(c.presents_as)) {
    if (share > (p.get(id) ?? 0) + 1e-9) {
      const has = p.get(id) ?? 0;
      report.error(
        row,
        ['presents_as', id],
        `${share} of visits, but its p is ${has}, expected a p of at least ${share}`
      );
    }
  }
  for (const name of ['onset', 'duration', 'course'] as const) {
    const sum = total(c[name]);
    if (sum === 0) report.warn(row, [name], 'not given');
    else if (sum < 0.98) report.warn(row, [name], `sums to ${sum.toFixed(2)}, expected 1`);
  }
}

/** One fact is told once: as a multiplier of the prior or as a finding; never required inside a latent. */
function checkFacts(report: Report, sources: Sources, row: Row<ConditionFile>): void {
  const c = row.value;
  for (const id of Object.keys(c.given)) {
    if (id in c.findings || id in c.core) {
      report.error(row, ['given', id], `"${id}" is also among the findings, expected one of the two`);
    }
    if (id === c.known_as)
      report.error(row, ['given', id], `"${id}" is also known_as, expected one of the two`);
  }
  c.required.forEach((id, index) => {
    const cluster = sources.clusters.find(
      ({ value }) => c.clusters.includes(value.id) && value.members.includes(id)
    );
    if (cluster) {
      report.error(
        row,
        ['required', index],
        `"${id}" belongs to the cluster ${cluster.value.id} used here, expected not both`
      );
    }
    if (!(id in c.findings) && !(id in c.core)) {
      report.error(row, ['required', index], `"${id}" has no p here, expected one under core or findings`);
    }
  });
  if (c.other !== c.id.startsWith('other-')) {
    report.error(
      row,
      ['other'],
      `${String(c.other)} is wrong, expected true for other-* classes and for them alone`
    );
  }
}

function checkDepth(
  report: Report,
  sources: Sources,
  row: Row<ConditionFile>,
  resolve: Resolver,
  findings: ReadonlyMap<string, FindingRow>,
  written: ReadonlyMap<string, Row<ConditionFile>>
): void {
  const c = row.value;
  if (c.other || c.glance) return;
  const values = Object.values(c.attributes).flatMap((slots) =>
    Object.values(slots).flatMap((shares) => Object.keys(shares))
  );
  const depth = Object.keys(c.findings).length + values.length;
  if (depth < DEPTH) {
    report.error(
      row,
      ['findings'],
      `${depth} findings and attribute values beyond the core, expected at least ${DEPTH}`
    );
  }
  if (sources.systems.length === 0) return;
  c.near.forEach((id, index) => {
    const neighbour = written.get(id)?.value;
    if (!neighbour || neighbour.other || id === c.id) return;
    const found = separators(c, neighbour, resolve, findings);
    if (found.length < SEPARATORS) {
      const named = found.length === 0 ? 'nothing' : `only ${found.join(', ')}`;
      report.error(
        row,
        ['near', index],
        `${named} separates it from ${id} threefold, expected at least ${SEPARATORS}`
      );
    }
  });
}

function checkAliases(report: Report, sources: Sources): void {
  const owner = new Map<string, string>();
  for (const { value } of sources.list) {
    for (const name of [value.name.zh, value.name.en]) owner.set(name.toLowerCase(), value.id);
  }
  for (const row of sources.conditions) {
    for (const language of ['zh', 'en'] as const) {
      row.value.aliases[language].forEach((alias, index) => {
        const other = owner.get(alias.toLowerCase());
        if (other === undefined) owner.set(alias.toLowerCase(), row.value.id);
        else if (other !== row.value.id) {
          report.warn(row, ['aliases', language, index], `"${alias}" also names ${other}`);
        }
      });
    }
  }
}
