import type { Sources } from './load-sources';
import { unknownId } from './nearest-id';
import type { Report, Row } from './report';
import { SUM_MARGIN } from './shapes';
import type { DangerTest } from '$part/knowledge';

/** Checks between the rows of the vocabulary: ids, parents, slots, groups, clusters, systems, measures, rules. */
export function checkVocabulary(report: Report, sources: Sources): void {
  const { declared } = sources;
  const known = (kind: keyof typeof declared, row: Row<unknown>, path: (string | number)[], id: string) => {
    // A file that is missing as a whole has been reported once; its ids are not held against every user of them.
    if (declared[kind].has(id) || declared[kind].size === 0) return true;
    report.error(row, path, unknownId(kind === 'value' ? 'slot value' : kind, id, declared[kind].keys()));
    return false;
  };

  const parentOf = new Map(
    sources.findings.flatMap(({ value }) => (value.child_of ? [[value.id, value.child_of]] : []))
  );
  for (const row of sources.findings) {
    const finding = row.value;
    if (finding.child_of && known('finding', row, ['child_of'], finding.child_of)) {
      const seen = new Set<string>([finding.id]);
      for (let up = parentOf.get(finding.id); up; up = parentOf.get(up)) {
        if (seen.has(up)) {
          report.error(
            row,
            ['child_of'],
            `"${finding.child_of}" leads back to ${finding.id}, expected no circle`
          );
          break;
        }
        seen.add(up);
      }
    }
    if (finding.absent_group) known('group', row, ['absent_group'], finding.absent_group);
    for (const [name, slot] of Object.entries(finding.slots ?? {})) {
      const mode = slot['one-of'] ? 'one-of' : 'several-of';
      const values = slot[mode] ?? [];
      values.forEach((value, index) => {
        known('value', row, ['slots', name, mode, index], value);
        if (values.indexOf(value) !== index)
          report.error(row, ['slots', name, mode, index], `"${value}" stands twice`);
      });
      for (const value of Object.keys(slot.background ?? {})) {
        if (!values.includes(value))
          report.error(row, ['slots', name, 'background', value], 'is no value of this slot');
      }
    }
  }

  for (const row of sources.groups) {
    row.value.members.forEach((id, index) => known('finding', row, ['members', index], id));
  }
  const clusterOf = new Map<string, string>();
  for (const row of sources.clusters) {
    row.value.members.forEach((id, index) => {
      known('finding', row, ['members', index], id);
      const other = clusterOf.get(id);
      if (other)
        report.error(
          row,
          ['members', index],
          `"${id}" is already in the cluster ${other}, expected one cluster`
        );
      clusterOf.set(id, row.value.id);
    });
  }

  const core = new Set(sources.core?.value ?? []);
  sources.core?.value.forEach((id, index) => {
    if (sources.core) known('finding', sources.core, [index], id);
  });
  const usedSystems = new Set(sources.list.map((row) => row.system));
  for (const row of sources.systems) {
    const table = row.value.core;
    for (const id of Object.keys(table)) {
      if (!core.has(id)) report.error(row, ['core', id], unknownId('core finding', id, core));
    }
    const missing = [...core].filter((id) => !(id in table));
    if (missing.length > 0)
      report.error(row, ['core'], `lacks ${missing.join(' ')}, expected a p for every core finding`);
    for (const [id, p] of Object.entries(table)) {
      const parent = parentOf.get(id);
      const above = parent === undefined ? undefined : table[parent];
      if (parent && above !== undefined && p > above + SUM_MARGIN) {
        report.error(
          row,
          ['core', id],
          `${p} exceeds its parent ${parent} (${above}), expected at most that`
        );
      }
    }
  }
  if (sources.systems.length > 0) {
    for (const system of usedSystems) {
      if (declared.system.has(system)) continue;
      const row = sources.list.find((r) => r.system === system);
      if (row) report.error({ ...row, label: '' }, [], unknownId('system', system, declared.system.keys()));
    }
  }

  for (const row of sources.measures) {
    row.value.findings.forEach(({ id }, index) => known('finding', row, ['findings', index, 'id'], id));
  }
  for (const [disease, raised] of Object.entries(sources.raises?.value ?? {})) {
    if (!sources.raises) break;
    known('finding', sources.raises, [disease], disease);
    for (const id of Object.keys(raised)) known('finding', sources.raises, [disease, id], id);
  }
  for (const row of sources.danger) checkTest(row, ['when'], row.value.when);

  function checkTest(row: Row<unknown>, path: (string | number)[], test: DangerTest): void {
    if ('all' in test)
      return test.all.forEach((inner, index) => checkTest(row, [...path, 'all', index], inner));
    if ('any' in test)
      return test.any.forEach((inner, index) => checkTest(row, [...path, 'any', index], inner));
    if ('atLeast' in test)
      return test.of.forEach((inner, index) => checkTest(row, [...path, 'of', index], inner));
    if ('not' in test) return checkTest(row, [...path, 'not'], test.not);
    if ('finding' in test) known('finding', row, [...path, 'finding'], test.finding);
    else if ('told' in test) known('finding', row, [...path, 'told'], test.told);
    else if ('absent' in test) known('finding', row, [...path, 'absent'], test.absent);
    else if ('measure' in test) known('measure', row, [...path, 'measure'], test.measure);
    else if ('of' in test) {
      known('finding', row, [...path, 'of'], test.of);
      if (!('value' in test)) return;
      const finding = sources.findings.find(({ value }) => value.id === test.of)?.value;
      const values = Object.values(finding?.slots ?? {}).flatMap(
        (slot) => slot['one-of'] ?? slot['several-of'] ?? []
      );
      if (finding && !values.includes(test.value)) {
        report.error(row, [...path, 'value'], unknownId(`value of ${test.of}`, test.value, values));
      }
    }
  }
}
