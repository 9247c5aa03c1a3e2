import type { Bilingual, Language } from '$part/kernel';
import { buildCodeIndex, type CodeIndex, type Pack, searchCodes, searchFindings } from '$part/knowledge';
import type { Allergy, KnownCondition, Medicine } from '$part/schema';
import { ALLERGENS, type Allergen } from './allergens';

/** Enough to choose from; more is a reason to type on. */
const SHOWN = 8;
/** Findings that tell of the patient's life or of other things than a disease that stays. */
const ALLERGIES = new Set<string>(ALLERGENS.map(({ finding }) => finding));
const PREGNANT = 'hx.pregnant';

/** Something to choose for a patient's lists; what is typed can always be taken as it stands instead. */
export interface Pick<T> {
  readonly id: string;
  readonly name: Bilingual;
  /** The word that matched where it is not the name, or the code. */
  readonly matched: string | undefined;
  readonly value: T;
}

/** Allergies, conditions and medicines by what is typed, coded by the pack wherever it knows them. */
export class Picks {
  readonly #pack: Pack;
  #codes: CodeIndex | undefined;

  constructor(pack: Pack) {
    this.#pack = pack;
  }

  /** The usual ones where nothing is typed yet. */
  allergies(query: string, language: Language): readonly Pick<Allergy['substance']>[] {
    const wanted = query.normalize('NFKC').trim().toLowerCase();
    const own = ALLERGENS.filter(
      (one) => wanted === '' || wordsOf(one).some((word) => word.includes(wanted))
    );
    const listed = own.map((one): Pick<Allergy['substance']> => ({
      id: one.id,
      name: one.name,
      matched: wordsOf(one).find((word) => wanted !== '' && word.includes(wanted) && /[^a-z]/.test(word)),
      value: {
        name: one.name[language],
        ...(one.atc === undefined ? {} : { atc: one.atc }),
        ...this.#finding(one.finding)
      }
    }));
    const medicines = this.#found(query, language, (id) => id.startsWith('rx.')).map(
      ({ id, name, matched }): Pick<Allergy['substance']> => ({
        id,
        name,
        matched,
        value: { name: matched ?? name[language], ...this.#finding('hx.drug-allergy') }
      })
    );
    return [...listed, ...medicines].slice(0, SHOWN);
  }

  /** Known diseases that inference knows first, then all conditions. */
  conditions(query: string, language: Language): readonly Pick<KnownCondition>[] {
    const histories = this.#found(
      query,
      language,
      (id) => id.startsWith('hx.') && id !== PREGNANT && !ALLERGIES.has(id)
    ).map(({ id, name, matched }): Pick<KnownCondition> => ({
      id,
      name,
      matched,
      value: { name: name[language], finding: id, ...this.#codeOf(id) }
    }));
    this.#codes ??= buildCodeIndex(this.#pack);
    const stated = new Set(histories.map(({ id }) => id));
    const conditions = searchCodes(this.#codes, query, language, SHOWN).flatMap(
      (found): Pick<KnownCondition>[] => {
        if (found.from !== 'pack') return [];
        const { id, name, icd10, knownAs } = found.condition;
        if (knownAs !== undefined && stated.has(knownAs)) return [];
        const [code] = icd10;
        return [
          {
            id,
            name,
            matched: found.matched ?? code,
            value: {
              name: name[language],
              condition: id,
              ...(code === undefined ? {} : { icd10: code }),
              ...(knownAs === undefined ? {} : { finding: knownAs })
            }
          }
        ];
      }
    );
    return [...histories.slice(0, SHOWN - Math.min(2, conditions.length)), ...conditions].slice(0, SHOWN);
  }

  /** Medicines that are taken for long; those of the last days belong to the visit. */
  medicines(query: string, language: Language): readonly Pick<Medicine>[] {
    return this.#found(query, language, (id) => id.startsWith('rx.'))
      .slice(0, SHOWN)
      .map(({ id, name, matched }) => ({
        id,
        name,
        matched,
        value: { text: matched ?? name[language], finding: id }
      }));
  }

  #found(query: string, language: Language, isWanted: (id: string) => boolean) {
    return searchFindings(this.#pack, query, language, Infinity).flatMap(({ finding, matched }) =>
      isWanted(finding.id) && !finding.timed
        ? [{ id: finding.id as string, name: finding.name, matched }]
        : []
    );
  }

  #finding(id: string): { finding?: string } {
    return this.#pack.findings.some((finding) => finding.id === id) ? { finding: id } : {};
  }

  /** The code of the one condition that is this known disease; where several are, none is sure. */
  #codeOf(finding: string): { icd10?: string; condition?: string } {
    const [condition, ...more] = this.#pack.conditions.filter(({ knownAs }) => knownAs === finding);
    const code = condition?.icd10[0];
    if (!condition || more.length > 0 || code === undefined) return {};
    return { condition: condition.id, icd10: code };
  }
}

const wordsOf = ({ name, words }: Allergen) =>
  [name.zh, name.en, ...words].map((word) => word.normalize('NFKC').toLowerCase());
