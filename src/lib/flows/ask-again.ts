import type { JobKind, Jobs } from '$part/diagnosis/protocol';
import type { Answer } from '$part/engine';

/** What a visit needs of the engine. */
export interface Mind {
  ask<K extends JobKind>(kind: K, input: Jobs[K]['input']): Promise<Answer<K>>;
}

/** The engine gives up on workers after three deaths and then answers by itself, so a fourth attempt is never needed. */
const ATTEMPTS = 4;

/** Asks again where the worker died over the question: it was restarted, and the doctor need not notice. */
export async function askAgain<K extends JobKind>(
  mind: Mind,
  kind: K,
  input: Jobs[K]['input']
): Promise<Answer<K>> {
  let answer = await mind.ask(kind, input);
  for (
    let attempt = 1;
    attempt < ATTEMPTS && !answer.ok && answer.error.tag === 'worker-died';
    attempt += 1
  ) {
    answer = await mind.ask(kind, input);
  }
  return answer;
}
