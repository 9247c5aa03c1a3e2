import { DiagnosisSession } from '$part/diagnosis';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bootstrapInterval } from '../../../tools/evaluate-ddxplus/bootstrap-interval';
import { interview, parsePatient } from '../../../tools/evaluate-ddxplus/interview';
import { memoryPack } from '../../../tools/evaluate-ddxplus/memory-pack';
import type { DdxplusTables } from '../../../tools/evaluate-ddxplus/tables';
import { readTables } from '../../../tools/evaluate-ddxplus/tables';

const COUNTS = {
  conditions: ['Cold', 'Pneumonia', 'Reflux'],
  symptoms: ['E_1', 'E_2', 'E_3'],
  probabilities: {
    Cold: { E_1: 0.9, E_2: 0.02, E_3: 0 },
    Pneumonia: { E_1: 0.9, E_2: 0.95, E_3: 0.02 },
    Reflux: { E_1: 0.3, E_2: 0, E_3: 0.95 }
  },
  condition_counts: { Cold: 60, Pneumonia: 30, Reflux: 10 }
};

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function written(counts: unknown): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ddxplus-'));
  folders.push(folder);
  const put = (name: string, value: unknown) => writeFileSync(path.join(folder, name), JSON.stringify(value));
  put('symptom_condition_probs.json', counts);
  put('release_evidences_en.json', { E_1: { question_en: 'Do you cough?' } });
  put('release_conditions_en.json', { Cold: { 'icd10-id': 'j00' } });
  return folder;
}

let tables: DdxplusTables;
beforeAll(() => {
  tables = readTables(written(COUNTS));
});

const patient = (pathology: string, evidences: readonly string[]) => ({
  age: 40,
  sex: 'F' as const,
  pathology,
  evidences: [...evidences],
  initial_evidence: 'E_1'
});

test('the tables become a pack: patients as prevalence, evidences as questions', () => {
  const pack = memoryPack(tables);
  expect(pack.conditions.map((condition) => condition.perThousandVisits)).toEqual([600, 300, 100]);
  expect(pack.conditions[0]?.icd10).toEqual(['J00']);
  expect(pack.findings[0]?.ask?.en).toBe('Do you cough?');
  expect(pack.conditions[0]?.findings).not.toHaveProperty('E_3');
});

test('an interview asks what tells apart, stops by itself and names the pathology', async () => {
  const session = new DiagnosisSession(memoryPack(tables));
  const found = await interview(session, patient('Pneumonia', ['E_1', 'E_2_@_V_4']), 'flat', 30);
  expect(found).toEqual({ place: 1, questions: 1 });
});

test('without a question the differential stands on the initial evidence and the prior', async () => {
  const session = new DiagnosisSession(memoryPack(tables));
  const reflux = patient('Reflux', ['E_1', 'E_3']);
  expect((await interview(session, reflux, 'clinic', 0)).place).toBe(3);
  expect((await interview(session, patient('Plague', ['E_1']), 'flat', 2)).place).toBe(Infinity);
});

test('what is wrong with a line or a table is said by its field', () => {
  expect(parsePatient('{')).toBe('not JSON');
  expect(parsePatient('{"age":4,"sex":"X"}')).toContain('sex');
  const wrong = { ...COUNTS, probabilities: { Cold: { E_1: 1.2 } } };
  expect(() => readTables(written(wrong))).toThrow(/symptom_condition_probs.json[^]*probabilities.Cold.E_1/);
});

test('the interval holds the mean and is the same each time', () => {
  const values = Array.from({ length: 200 }, (_, n) => (n % 10 === 0 ? 0 : 1));
  const [low, high] = bootstrapInterval(values);
  expect(low).toBeLessThan(0.9);
  expect(high).toBeGreaterThan(0.9);
  expect(bootstrapInterval(values)).toEqual([low, high]);
});
