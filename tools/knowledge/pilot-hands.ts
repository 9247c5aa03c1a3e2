import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { checkShape } from './check-shape';
import { Report } from './report';
import { conditionShape } from './condition-shape';
import type { ConditionFile } from './condition-shape';
import { readSource } from './source-file';

export const HANDS = ['hand-a', 'hand-b', 'hand-c'] as const;
export type Hand = (typeof HANDS)[number];

/** Pilot conditions by id and hand; files whose shape is wrong are left out and reported. */
export interface Pilots {
  readonly byId: ReadonlyMap<string, ReadonlyMap<Hand, ConditionFile>>;
  readonly report: Report;
}

/** Reads DIR/hand-a, hand-b, hand-c, files directly in them or in folders by complaint. */
export function readPilots(folder: string): Pilots {
  const report = new Report();
  const byId = new Map<string, Map<Hand, ConditionFile>>();
  for (const hand of HANDS) {
    const root = path.join(folder, hand);
    if (!existsSync(root)) {
      report.errorAt(path.relative(process.cwd(), root), 1, '(folder)', 'missing, expected this folder');
      continue;
    }
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.yaml')
    );
    for (const name of files.sort()) {
      const file = path.join(root, name);
      const source = readSource(file, path.relative(process.cwd(), file));
      for (const { line, text } of source.syntaxErrors) report.errorAt(source.path, line, '(syntax)', text);
      const row = { value: source.value, source, path: [], label: '' };
      const value = checkShape(report, row, conditionShape);
      if (!value) continue;
      const hands = byId.get(value.id) ?? new Map<Hand, ConditionFile>();
      hands.set(hand, value);
      byId.set(value.id, hands);
    }
  }
  return { byId: new Map([...byId].sort(([a], [b]) => (a < b ? -1 : 1))), report };
}

/** Everything a hand gives a p for. */
export function named(condition: ConditionFile): Set<string> {
  return new Set([...Object.keys(condition.core), ...Object.keys(condition.findings)]);
}
