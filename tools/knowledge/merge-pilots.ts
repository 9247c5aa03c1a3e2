import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Document, YAMLMap } from 'yaml';
import { isMap, parseDocument } from 'yaml';
import { HANDS, readPilots } from './pilot-hands';
import { printed } from './report';
import type { ConditionFile } from './condition-shape';

const GRADES = ['study', 'textbook', 'judgement'] as const;
/** A finding that one hand alone names and calls no more than this is dropped. */
const DROPPED = 0.3;

const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  // Of two the lower, so that the result is a number that a hand wrote.
  return sorted.length % 2 === 1 ? upper : (sorted[middle - 1] ?? upper);
};
const idsOf = (tables: readonly Readonly<Record<string, unknown>>[]) => [
  ...new Set(tables.flatMap((t) => Object.keys(t)))
];

type Numbers = Pick<ConditionFile, 'core' | 'findings' | 'given' | 'near'>;

/** The hands' numbers as one: medians of p, geometric means of multipliers, every neighbour named. */
export function mergedNumbers(hands: readonly ConditionFile[]): Numbers {
  const core: Record<string, number> = {};
  for (const id of idsOf(hands.map((hand) => hand.core))) {
    // A hand that leaves a core finding out accepts its system's default; only those who name it vote.
    const votes = hands.flatMap((hand) => hand.core[id] ?? []);
    core[id] = median(votes);
  }
  const findings: Record<string, ConditionFile['findings'][string]> = {};
  for (const id of idsOf(hands.map((hand) => hand.findings))) {
    const votes = hands.flatMap((hand) => hand.findings[id] ?? []);
    const [only] = votes;
    if (hands.length > 1 && votes.length === 1 && (only?.p ?? 0) <= DROPPED) continue;
    const p = median(votes.map((vote) => vote.p));
    const grade = GRADES.find((g) => votes.some((vote) => vote.grade === g && vote.p === p)) ?? 'judgement';
    findings[id] = { p, grade };
  }
  const given: Record<string, number> = {};
  for (const id of idsOf(hands.map((hand) => hand.given))) {
    if (id in findings) continue;
    const votes = hands.map((hand) => hand.given[id] ?? 1);
    given[id] = Number(
      Math.exp(
        votes.reduce((sum, vote) => sum + Math.log(Math.max(vote, 0.01)), 0) / votes.length
      ).toPrecision(2)
    );
  }
  const near = [...new Set(hands.flatMap((hand) => hand.near))];
  return { core, findings, given, near };
}

/** Writes OUT/ID.yaml for every pilot: the first hand's file with the merged numbers in it. */
export function mergePilots(folder: string, out: string): string[] {
  const { byId, report } = readPilots(folder);
  const lines = printed(report.errors);
  mkdirSync(out, { recursive: true });
  for (const [id, hands] of byId) {
    const [first] = HANDS.filter((hand) => hands.has(hand));
    const file = first === undefined ? undefined : fileOf(path.join(folder, first), id);
    if (file === undefined) continue;
    const merged = mergedNumbers([...hands.values()]);
    const document = parseDocument(readFileSync(file, 'utf8'));
    writeFileSync(path.join(out, `${id}.yaml`), mergedText(document, merged));
    const findings = Object.keys(merged.findings).length;
    lines.push(
      `${id}: ${hands.size} hands, ${findings} findings, ${Object.keys(merged.core).length} core numbers`
    );
  }
  return lines;
}

function fileOf(root: string, id: string): string | undefined {
  const name = readdirSync(root, { recursive: true, encoding: 'utf8' }).find(
    (n) => path.basename(n) === `${id}.yaml`
  );
  return name !== undefined && existsSync(path.join(root, name)) ? path.join(root, name) : undefined;
}

/** The first hand's document with the numbers set, flow maps kept on few lines, each finding on a line of its own. */
function mergedText(document: Document.Parsed, merged: Numbers): string {
  const flow = (value: unknown) => {
    const node = document.createNode(value) as YAMLMap;
    node.flow = true;
    return node;
  };
  document.set('core', flow(merged.core));
  const findings = document.createNode(merged.findings) as YAMLMap;
  for (const pair of findings.items) if (isMap(pair.value)) pair.value.flow = true;
  document.set('findings', findings);
  document.set('given', flow(merged.given));
  document.set('near', flow(merged.near));
  return document.toString({ lineWidth: 140, flowCollectionPadding: true });
}
