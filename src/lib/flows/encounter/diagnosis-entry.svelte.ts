import { indexOf } from '$part/diagnosis';
import type { Bilingual, Language } from '$part/kernel';
import { type CodeIndex, type FoundCode, type Pack, searchCodes } from '$part/knowledge';
import type { Diagnosis } from '$part/schema';
import { type Named, ofCondition, ofFound, ofText } from './diagnosis-of';

const FOUND = 8;
const SUGGESTED = 5;
/** As many as a record takes. */
const MOST = 30;

interface Parts {
  readonly pack: Pack;
  readonly codes: CodeIndex;
  readonly language: () => Language;
  /** The conditions of the list as it is shown, likeliest first; none while it is closed. */
  readonly candidates: () => readonly string[];
  readonly onChange: () => void;
}

/** One row of what was found for the text typed. */
export interface FoundDiagnosis {
  readonly key: string;
  readonly name: Bilingual;
  readonly code: string;
  readonly matched?: string;
}

/** The doctor's diagnoses, each with a code: taken from the list at one tap, or searched as typed. */
export class DiagnosisEntry {
  query = $state('');
  #chosen = $state.raw<readonly Diagnosis[]>([]);
  readonly #parts: Parts;

  constructor(parts: Parts, chosen: readonly Diagnosis[] = []) {
    this.#parts = parts;
    this.#chosen = chosen;
  }

  get chosen(): readonly Diagnosis[] {
    return this.#chosen;
  }

  /** Conditions of the list that are not chosen yet, to be taken at one tap. */
  get suggestions(): readonly { readonly id: string; readonly name: Bilingual }[] {
    const { candidates, pack } = this.#parts;
    const taken = new Set(this.#chosen.map(({ condition }) => condition));
    return candidates()
      .slice(0, SUGGESTED)
      .flatMap((id) => {
        const condition = indexOf(pack).condition.get(id);
        return condition && !taken.has(id) ? [{ id, name: condition.name }] : [];
      });
  }

  #found = $derived.by((): readonly (FoundDiagnosis & { readonly diagnosis: Named })[] => {
    const { codes, language } = this.#parts;
    if (this.query.trim() === '') return [];
    return searchCodes(codes, this.query, language(), FOUND).flatMap((found) => {
      const diagnosis = ofFound(found, language());
      return diagnosis ? [{ ...shown(found), diagnosis }] : [];
    });
  });
  get found(): readonly FoundDiagnosis[] {
    return this.#found;
  }

  /** What was typed, under a code for other diseases; offered beside whatever was found. */
  get other(): { readonly text: string; readonly code: string } | undefined {
    const named = this.#other();
    return named && { text: named.name, code: named.nationalCode ?? named.icd10 };
  }

  /** @param key of one that was found */
  add = (key: string): void => {
    this.#take(this.#found.find((one) => one.key === key)?.diagnosis);
  };

  addCandidate = (id: string): void => {
    const { pack, language } = this.#parts;
    const condition = indexOf(pack).condition.get(id);
    this.#take(condition && ofCondition(condition, language()));
  };

  addOther = (): void => {
    this.#take(this.#other());
  };

  remove = (at: number): void => {
    const left = this.#chosen.filter((_, place) => place !== at);
    const hasPrimary = left.some(({ primary }) => primary);
    this.#put(left.map((one, place) => (hasPrimary ? one : { ...one, primary: place === 0 })));
  };

  makePrimary = (at: number): void => {
    if (this.#chosen[at]) this.#put(this.#chosen.map((one, place) => ({ ...one, primary: place === at })));
  };

  setCertainty = (at: number, certainty: Diagnosis['certainty']): void => {
    this.#put(this.#chosen.map((one, place) => (place === at ? { ...one, certainty } : one)));
  };

  /** Takes over diagnoses that were given elsewhere, where there are none yet. */
  begin = (diagnoses: readonly Diagnosis[]): void => {
    if (this.#chosen.length === 0 && diagnoses.length > 0) this.#put(diagnoses);
  };

  #other(): Named | undefined {
    const { pack, candidates } = this.#parts;
    return ofText(this.query, pack, candidates()[0]);
  }

  #take(named: Named | undefined): void {
    if (!named || this.#chosen.length >= MOST) return;
    this.query = '';
    const isTaken = this.#chosen.some(
      (one) => one.icd10 === named.icd10 && one.name === named.name && one.condition === named.condition
    );
    if (isTaken) return;
    const primary = this.#chosen.length === 0;
    this.#put([...this.#chosen, { ...named, certainty: 'confirmed', primary }]);
  }

  #put(chosen: readonly Diagnosis[]): void {
    this.#chosen = chosen;
    this.#parts.onChange();
  }
}

function shown(found: FoundCode): FoundDiagnosis {
  if (found.from === 'table') {
    const { code, name } = found.row;
    return { key: `table:${code}`, name: { zh: name, en: name }, code };
  }
  const { condition, matched } = found;
  return {
    key: `pack:${condition.id}`,
    name: condition.name,
    code: condition.national.code,
    ...(matched === undefined ? {} : { matched })
  };
}
