import type { Result } from '$part/kernel';
import { err, ok } from '$part/kernel';

/**
 * One entry of a finding's words. The syntax: a plain phrase stands word by word; `a|b` gives alternatives for one
 * word of a phrase; `A ~ B` asks for both terms in one clause in any order, and there `|` parts whole phrases
 * ("pain|ache ~ chest|front of the body").
 */
export interface WordPattern {
  /** `sequence`: the terms follow one another; `near`: all in the same clause, in any order. */
  readonly mode: 'sequence' | 'near';
  /** One list of alternatives a term, each trimmed and never empty. */
  readonly terms: readonly (readonly string[])[];
}

/** Why a word cannot be read; `empty-alternative` covers `a|`, `|b`, `a||b`. */
export type WordFault = 'empty' | 'empty-term' | 'empty-alternative' | 'stray-quote' | 'too-many';

/** The most phrases that one pattern may stand for. */
const MOST_PHRASES = 200;

const alternatives = (term: string) => term.split('|').map((part) => part.trim());

/** Reads one entry of `words`. Only for checking and for search: matching notes is the reading's own work. */
export function parseWord(text: string): Result<WordPattern, WordFault> {
  const trimmed = text.trim();
  if (trimmed === '') return err('empty');
  if (trimmed.includes('"')) return err('stray-quote');
  const near = trimmed.includes('~');
  const parts = near
    ? trimmed.split('~').map((part) => part.trim())
    : trimmed.replace(/\s*\|\s*/g, '|').split(/\s+/);
  if (parts.some((part) => part === '')) return err('empty-term');
  const terms = parts.map(alternatives);
  if (terms.some((term) => term.some((option) => option === ''))) return err('empty-alternative');
  const phrases = terms.reduce((product, term) => product * term.length, 1);
  if (!near && phrases > MOST_PHRASES) return err('too-many');
  return ok({ mode: near ? 'near' : 'sequence', terms });
}

/**
 * A word without the double quotes that a YAML plain or single-quoted scalar may carry by mistake:
 * `"high|raised temperature"` written inside single quotes is meant without them, and blanks beside `|` mean nothing.
 */
export function cleanWord(text: string): string {
  return text
    .replace(/["“”]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?\| ?/g, '|')
    .trim();
}

/** Every phrase a sequence stands for, lower-cased; a `near` pattern stands for itself in one canonical spelling. */
export function phrasesOf(pattern: WordPattern): string[] {
  if (pattern.mode === 'near')
    return [
      pattern.terms
        .map((term) => [...term].sort().join('|').toLowerCase())
        .sort()
        .join(' ~ ')
    ];
  let phrases = [''];
  for (const term of pattern.terms) {
    phrases = phrases.flatMap((start) => term.map((word) => (start === '' ? word : `${start} ${word}`)));
  }
  return phrases.map((phrase) => phrase.toLowerCase());
}
