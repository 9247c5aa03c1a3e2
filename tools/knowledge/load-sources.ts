import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type * as v from 'valibot';
import { checkDangerShape, type DangerRow } from './danger-shape';
import { checkShape } from './check-shape';
import type { ConditionFile } from './condition-shape';
import { conditionShape } from './condition-shape';
import type { Report, Row } from './report';
import * as shapes from './shapes';
import type { SourceFile } from './source-file';
import { readSource } from './source-file';
import { visitsRow, type VisitsRow } from './visits-shape';

/** Every source of a pack, as far as its shape is right; ids of rows with faults are kept so that they resolve. */
export interface Sources {
  readonly pack: Row<shapes.PackRow> | undefined;
  readonly list: readonly (Row<shapes.ListRow> & { readonly system: string })[];
  readonly findings: readonly Row<shapes.FindingRow>[];
  readonly values: readonly Row<shapes.ValueRow>[];
  readonly groups: readonly Row<shapes.GroupRow>[];
  readonly clusters: readonly Row<shapes.ClusterRow>[];
  readonly systems: readonly Row<shapes.SystemRow>[];
  readonly measures: readonly Row<shapes.MeasureRow>[];
  readonly core: Row<readonly string[]> | undefined;
  readonly visits: Row<VisitsRow> | undefined;
  readonly danger: readonly Row<DangerRow>[];
  readonly raises: Row<shapes.RaisesRow> | undefined;
  readonly conditions: readonly Row<ConditionFile>[];
  /** Ids declared anywhere, by kind, also of rows whose shape is wrong. */
  readonly declared: Readonly<Record<DeclaredKind, ReadonlyMap<string, Row<unknown>>>>;
}
export type DeclaredKind =
  'condition' | 'finding' | 'value' | 'group' | 'cluster' | 'system' | 'measure' | 'rule' | 'file';

const FIXED: Readonly<Record<string, DeclaredKind>> = {
  'bands.yaml': 'measure',
  'groups.yaml': 'group',
  'clusters.yaml': 'cluster',
  'systems.yaml': 'system'
};

const yamlFiles = (folder: string): string[] => {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const full = path.join(folder, name);
      if (statSync(full).isDirectory()) return yamlFiles(full);
      return /\.ya?ml$/.test(name) ? [full] : [];
    });
};

/** Reads the folder of a pack. Everything that is wrong goes into the report; nothing is thrown for it. */
export function loadSources(folder: string, report: Report): Sources {
  const declared: Record<DeclaredKind, Map<string, Row<unknown>>> = {
    condition: new Map(),
    finding: new Map(),
    value: new Map(),
    group: new Map(),
    cluster: new Map(),
    system: new Map(),
    measure: new Map(),
    rule: new Map(),
    file: new Map()
  };
  const shown = (file: string) => path.relative(process.cwd(), file);
  const open = (file: string): SourceFile => {
    const source = readSource(file, shown(file));
    for (const { line, text } of source.syntaxErrors) report.errorAt(source.path, line, '(syntax)', text);
    return source;
  };
  const whole = <S extends v.GenericSchema>(name: string, schema: S, needed: boolean) => {
    const file = path.join(folder, name);
    if (!existsSync(file)) {
      if (needed) report.errorAt(shown(file), 1, '(file)', 'missing, expected this file');
      return undefined;
    }
    const row: Row<unknown> = { value: undefined, source: open(file), path: [], label: '' };
    const value = checkShape(report, { ...row, value: row.source.value }, schema);
    return value === undefined ? undefined : { ...row, value };
  };
  const rowsOf = (source: SourceFile, kind: DeclaredKind): Row<unknown>[] => {
    if (source.value === null || source.value === undefined) return [];
    if (!Array.isArray(source.value)) {
      report.errorAt(source.path, 1, '(file)', 'is not a list, expected a list of rows ("- id: ...")');
      return [];
    }
    return source.value.map((value: unknown, index) => {
      const named = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
      const id = typeof named === 'string' ? named : undefined;
      const row: Row<unknown> = { value, source, path: [index], label: id ?? `#${index + 1}` };
      if (id !== undefined) declare(kind, id, row);
      return row;
    });
  };
  const declare = (kind: DeclaredKind, id: string, row: Row<unknown>) => {
    const before = declared[kind].get(id);
    if (before) {
      const place = `${before.source.path}:${before.source.lineOf(before.path)}`;
      report.error(row, ['id'], `duplicate id "${id}", expected one ${kind} of this id (also at ${place})`);
    } else declared[kind].set(id, row);
  };
  const shaped = <S extends v.GenericSchema>(rows: readonly Row<unknown>[], schema: S) =>
    rows.flatMap((row): Row<v.InferOutput<S>>[] => {
      const value = checkShape(report, row, schema);
      return value === undefined ? [] : [{ ...row, value }];
    });
  // A duplicate has been reported; only the first of an id goes on.
  const first = <R extends Row<{ readonly id: string }>>(rows: readonly R[], kind: DeclaredKind) =>
    rows.filter((row) => {
      const kept = declared[kind].get(row.value.id);
      return kept === undefined || (kept.source === row.source && kept.path[0] === row.path[0]);
    });

  const list = yamlFiles(path.join(folder, 'list')).flatMap((file) => {
    const system = path.basename(file).replace(/\.ya?ml$/, '');
    const rows = first(shaped(rowsOf(open(file), 'condition'), shapes.listShape), 'condition');
    return rows.map((row) => ({ ...row, system }));
  });

  const rows: Record<'finding' | 'value' | 'measure' | 'group' | 'cluster' | 'system', Row<unknown>[]> = {
    finding: [],
    value: [],
    measure: [],
    group: [],
    cluster: [],
    system: []
  };
  const vocabulary = path.join(folder, 'vocabulary');
  for (const file of yamlFiles(vocabulary)) {
    const name = path.basename(file);
    if (name === 'visits.yaml' || name === 'core.yaml') continue;
    const kind = FIXED[name] ?? (name.startsWith('slot-values') ? 'value' : 'finding');
    rows[kind as keyof typeof rows].push(...rowsOf(open(file), kind));
  }
  for (const name of Object.keys(FIXED)) {
    if (!existsSync(path.join(vocabulary, name))) {
      report.errorAt(shown(path.join(vocabulary, name)), 1, '(file)', 'missing, expected this file');
    }
  }

  const conditions = yamlFiles(path.join(folder, 'conditions')).flatMap((file) => {
    const source = open(file);
    const row: Row<unknown> = { value: source.value, source, path: [], label: '' };
    const id = path.basename(file).replace(/\.ya?ml$/, '');
    declare('file', id, row);
    const value = checkShape(report, row, conditionShape);
    if (value && value.id !== id)
      report.error(row, ['id'], `"${value.id}" in a file of that name, expected "${id}"`);
    return value ? [{ ...row, value }] : [];
  });

  const dangerFile = ['danger.yaml', 'vocabulary/danger.yaml']
    .map((n) => path.join(folder, n))
    .find(existsSync);
  return {
    pack: whole('pack.yaml', shapes.packShape, true),
    list,
    findings: first(shaped(rows.finding, shapes.findingShape), 'finding'),
    values: first(shaped(rows.value, shapes.valueShape), 'value'),
    groups: first(shaped(rows.group, shapes.groupShape), 'group'),
    clusters: first(shaped(rows.cluster, shapes.clusterShape), 'cluster'),
    systems: first(shaped(rows.system, shapes.systemShape), 'system'),
    measures: first(shaped(rows.measure, shapes.measureShape), 'measure'),
    core: whole('vocabulary/core.yaml', shapes.coreShape, true),
    visits: visitsRow(report, whole('vocabulary/visits.yaml', shapes.anyShape, true)),
    danger: dangerFile ? first(checkDangerShape(report, rowsOf(open(dangerFile), 'rule')), 'rule') : [],
    raises: whole('raises.yaml', shapes.raisesShape, false),
    conditions: conditions.filter((row) => declared.file.get(row.value.id)?.source === row.source),
    declared
  };
}
