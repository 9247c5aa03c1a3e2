import type { Evidence } from '$part/diagnosis';
import { age as ageWords, bilingual, isMessageKey, t } from '$part/i18n';
import type { Bilingual, Language, Person } from '$part/kernel';
import type { Pack } from '$part/knowledge';
import type { Subject } from '$part/schema';

const same = (text: string): Bilingual => ({ zh: text, en: text });

/** `zh` and `en` joined each in its own way. */
export function joined(parts: readonly Bilingual[], zh: string, en: string): Bilingual {
  return { zh: parts.map((part) => part.zh).join(zh), en: parts.map((part) => part.en).join(en) };
}

/** Turns the ids of a pack, and the facts of an explanation, into words of both languages. */
export class Names {
  readonly #names: ReadonlyMap<string, Bilingual>;

  constructor(pack: Pack) {
    const entry =
      (kind: string) =>
      ({ id, name }: { readonly id: string; readonly name: Bilingual }): [string, Bilingual] => [
        `${kind}:${id}`,
        name
      ];
    this.#names = new Map([
      ...pack.findings.map(entry('finding')),
      ...pack.values.map(entry('value')),
      ...pack.groups.map(entry('group')),
      ...pack.measures.map(entry('measure')),
      ...pack.conditions.map(entry('condition'))
    ]);
  }

  finding = (id: string): Bilingual => this.#of('finding', id);
  value = (id: string): Bilingual => this.#of('value', id);
  condition = (id: string): Bilingual => this.#of('condition', id);
  measure = (id: string): Bilingual => this.#of('measure', id);
  group = (id: string): Bilingual => this.#of('group', id);

  subject(subject: Subject): Bilingual {
    if (subject.kind !== 'value') return this.#of(subject.kind, subject.id);
    return this.#valueOf(subject.id, subject.value);
  }

  /** A band of time or course: `onset`, `sudden`. */
  band(part: 'onset' | 'duration' | 'course', value: string): Bilingual {
    const key = `${part}.${value}`;
    return isMessageKey(key) ? bilingual(key) : same(value);
  }

  /** A fact of an explanation as a sentence's part: "no fever", "onset sudden", "known: diabetes". */
  fact(fact: string, state: 'present' | 'absent', evidence: Evidence, person: Person): Bilingual {
    if (fact === 'onset' || fact === 'duration' || fact === 'course') {
      const value = evidence[fact];
      return bilingual(`fact.${fact}`, { value: value ? this.band(fact, value) : '' });
    }
    if (fact === 'age') return this.#personal('fact.age', (language) => ageIn(language, person));
    if (fact === 'sex') {
      const { sex } = person;
      return this.#personal('fact.sex', (language) => (sex ? t(language, `person.${sex}`) : ''));
    }
    const known = /^given:(.+)$/.exec(fact)?.[1];
    if (known !== undefined) return bilingual('fact.given', { name: this.finding(known) });
    const name = this.bare(fact);
    return state === 'absent' ? bilingual('fact.not', { name: lower(name) }) : name;
  }

  /** The name of a fact without its state. */
  bare(fact: string): Bilingual {
    const group = /^group:(.+)$/.exec(fact)?.[1];
    if (group !== undefined) return this.group(group);
    const [, of, value] = /^value:(.+)\/[^/]+\/([^/]+)$/.exec(fact) ?? [];
    if (of !== undefined && value !== undefined) return this.#valueOf(of, value);
    return this.finding(fact);
  }

  #valueOf(finding: string, value: string): Bilingual {
    return joined([this.finding(finding), this.value(value)], '：', ': ');
  }

  #personal(key: 'fact.age' | 'fact.sex', value: (language: Language) => string): Bilingual {
    return { zh: `${t('zh', key)} ${value('zh')}`, en: `${t('en', key)} ${value('en')}` };
  }

  #of(kind: string, id: string): Bilingual {
    return this.#names.get(`${kind}:${id}`) ?? same(id);
  }
}

const ageIn = (language: Language, { ageYears }: Person) =>
  ageYears === undefined ? '' : ageWords(language, ageYears);

/** "No fever", not "No Fever"; an abbreviation (ECG) keeps its capitals. */
function lower({ zh, en }: Bilingual): Bilingual {
  return { zh, en: /^[A-Z][a-z]/.test(en) ? en.charAt(0).toLowerCase() + en.slice(1) : en };
}
