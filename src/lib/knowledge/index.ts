export { COURSES, DURATIONS, ONSETS, durationBand } from './time';
export type { Course, Duration, Onset } from './time';
export type {
  Cluster,
  Condition,
  ConditionId,
  Cost,
  DangerRule,
  DangerTest,
  Finding,
  FindingId,
  FindingKind,
  Grade,
  Group,
  Measure,
  Pack,
  Severity,
  Slot,
  SlotValue,
  System,
  Threshold,
  Urgency,
  VisitMix,
  Words
} from './types';
export { cleanWord, parseWord, phrasesOf } from './word-syntax';
export type { WordFault, WordPattern } from './word-syntax';
export { parsePack } from './parse-pack';
export type { PackFault } from './parse-pack';
export { packQueries } from './pack-queries';
export type { PackQueries } from './pack-queries';
export { searchFindings } from './search-findings';
export type { FoundFinding } from './search-findings';
export { buildCodeIndex } from './code-index';
export type { CodeIndex } from './code-index';
export { searchCodes } from './search-codes';
export type { FoundCode } from './search-codes';
export { parseNationalCodes } from './national-codes';
export type { CodeFault, CodeRow, CodesRefused, NationalCodes } from './national-codes';
export { clinicalPinyin, loadClinicalPinyin } from './clinical-pinyin';
export type { PinyinOf } from './clinical-pinyin';
