import type { Draft } from './draft';

const MOST = 100;

interface Step {
  readonly draft: Draft;
  readonly newCase?: true;
}

/** What the entries of a case stood at before each step, so that steps can be taken back. */
export class UndoSteps {
  #steps = $state.raw<readonly Step[]>([]);

  /** @param isEmpty whether the case on the screen holds nothing yet */
  can(isEmpty: boolean): boolean {
    const step = this.#steps.at(-1);
    // Once a new case holds something, bringing the old one back would throw that away.
    return step !== undefined && (!step.newCase || isEmpty);
  }

  push(draft: Draft): void {
    const kept = this.#steps.filter((step) => !step.newCase).slice(1 - MOST);
    this.#steps = [...kept, { draft }];
  }

  /** @param draft the case that a new one takes the place of; undefined where it held nothing */
  begin(draft: Draft | undefined): void {
    this.#steps = draft ? [{ draft, newCase: true }] : [];
  }

  pop(): Step | undefined {
    const step = this.#steps.at(-1);
    this.#steps = this.#steps.slice(0, -1);
    return step;
  }
}
