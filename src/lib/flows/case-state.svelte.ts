import { firing, fold, indexOf, isStanding, type Evidence } from '$part/diagnosis';
import type { Pack } from '$part/knowledge';
import { cleanProse } from '$part/schema';
import type { Answers } from './answers.svelte';
import type { Background } from './background';
import { caseObservations, RECORD } from './case-observations';
import type { Draft } from './draft';
import type { Names } from './names';
import { personOf } from './person-of';
import { readingsOf } from './readings';
import { spanShift } from './shift-spans';

interface Parts {
  readonly pack: Pack;
  readonly names: Names;
  readonly answers: Answers;
  readonly background: Background;
  readonly month: number;
  readonly draft: () => Draft;
}

/** What follows from an open case at once, on the page: observations, person, evidence, danger signs, readings. */
export class CaseState {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  reading = $derived.by(() => this.#parts.answers.read?.reading);
  observations = $derived.by(() => {
    const { pack, draft, background } = this.#parts;
    const known = background.known.filter((id) => indexOf(pack).finding.has(id));
    return caseObservations(draft(), this.reading?.observations ?? [], pack.measures, known);
  });
  taken = $derived.by(() => {
    const { draft, month, background } = this.#parts;
    return personOf(draft(), this.reading, background.month ?? month, background);
  });
  evidence: Evidence = $derived.by(() => fold(this.observations, this.#parts.pack, this.taken.person));
  danger = $derived.by(() => firing(this.#parts.pack.danger, this.evidence, this.taken.person));
  readings = $derived.by(() => {
    const { pack, names, draft } = this.#parts;
    return readingsOf({
      read: this.reading?.observations ?? [],
      decisions: draft().decisions,
      evidence: this.evidence,
      names,
      isStanding: (id) => isStanding(indexOf(pack), id)
    });
  });
  /** The note as it is read: what a record may not hold is a blank in it, so that spans stay true. */
  note = $derived.by(() => cleanProse(this.#parts.draft().note));
  marks = $derived.by(() => {
    const shifted = spanShift(this.#parts.answers.read?.note ?? '', this.note);
    return this.readings.marks.flatMap((mark) => {
      const span = shifted(mark.span);
      return span ? [{ ...mark, span }] : [];
    });
  });

  /** Whether anything at all is stated that a list could rest on; what the record knows alone is no complaint. */
  get stated(): boolean {
    const { present, absent, unknown, groupsAbsent, measures } = this.evidence;
    const count = present.length + absent.length + unknown.length + groupsAbsent.length;
    const hasCome = this.observations.some(({ author }) => author !== RECORD);
    return hasCome && count + Object.keys(measures).length > 0;
  }
}
