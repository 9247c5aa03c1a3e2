import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';

const probability = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const tablesShape = v.object({
  conditions: v.array(v.string()),
  symptoms: v.array(v.string()),
  probabilities: v.record(v.string(), v.record(v.string(), probability)),
  condition_counts: v.record(v.string(), v.number())
});
const evidencesShape = v.record(v.string(), v.object({ question_en: v.string() }));
const conditionsShape = v.record(v.string(), v.object({ 'icd10-id': v.string() }));

/** What DDXPlus (Fansi Tchango 2022, CC BY) counts over its training patients. */
export interface DdxplusTables {
  readonly conditions: readonly string[];
  readonly evidences: readonly { readonly code: string; readonly question: string }[];
  /** P(evidence present | pathology). */
  readonly p: (condition: string, evidence: string) => number;
  readonly patients: (condition: string) => number;
  readonly icd10: (condition: string) => string;
}

function shaped<T extends v.GenericSchema>(folder: string, file: string, shape: T): v.InferOutput<T> {
  const at = path.join(folder, file);
  const parsed = v.safeParse(shape, JSON.parse(readFileSync(at, 'utf8')));
  if (!parsed.success) throw new Error(`${at}: ${v.summarize(parsed.issues)}`);
  return parsed.output;
}

/** Reads the three tables of a folder; throws with file and field where one is not what it should be. */
export function readTables(folder: string): DdxplusTables {
  const counts = shaped(folder, 'symptom_condition_probs.json', tablesShape);
  const evidences = shaped(folder, 'release_evidences_en.json', evidencesShape);
  const conditions = shaped(folder, 'release_conditions_en.json', conditionsShape);
  return {
    conditions: counts.conditions,
    evidences: counts.symptoms.map((code) => ({ code, question: evidences[code]?.question_en ?? code })),
    p: (condition, evidence) => counts.probabilities[condition]?.[evidence] ?? 0,
    patients: (condition) => counts.condition_counts[condition] ?? 0,
    icd10: (condition) => conditions[condition]?.['icd10-id'].toUpperCase() ?? ''
  };
}
