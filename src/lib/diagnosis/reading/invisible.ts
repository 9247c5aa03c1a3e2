import type { ReadObservation, Reading } from './types';

/** Zero-width and direction characters, as copying out of a chat or a web page leaves them inside words. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

interface Visible {
  readonly text: string;
  /** The reading of `text` with its spans as places in the note. */
  placed(reading: Reading): Reading;
}

/** The note without the characters that nobody sees, or undefined where it has none. */
export function withoutInvisible(note: string): Visible | undefined {
  if (note.search(INVISIBLE) === -1) return undefined;
  const text = note.replace(INVISIBLE, '');
  const places = new Uint32Array(text.length);
  let kept = 0;
  for (let at = 0; at < note.length && kept < text.length; at++)
    if (note.charCodeAt(at) === text.charCodeAt(kept)) places[kept++] = at;
  const span = ([start, end]: readonly [number, number]): readonly [number, number] => [
    places[start] ?? 0,
    (places[end - 1] ?? 0) + 1
  ];
  const moved = (one: ReadObservation): ReadObservation =>
    one.source.kind === 'note' ? { ...one, source: { ...one.source, span: span(one.source.span) } } : one;
  return {
    text,
    placed: (reading) => ({
      ...reading,
      observations: reading.observations.map(moved),
      refused: reading.refused.map((one) => ({ ...one, span: span(one.span) }))
    })
  };
}
