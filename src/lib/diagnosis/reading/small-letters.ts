import type { Measure } from '$part/knowledge';
import type { MeasureHit } from './scan';
import type { Tokens } from './tokens';

/** What a vital sign in a single small letter may read; beyond it "t" and "p" are no temperature and no pulse. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  temperature: [34, 43],
  pulse: [30, 250],
  'respiratory-rate': [8, 90]
};
const BESIDE = 4;

interface Reach {
  readonly hit: MeasureHit;
  /** The token after its number, -1 where none stands there. */
  readonly end: number;
  readonly fits: boolean;
  /** Enough by itself: "t39.5", "p120". */
  readonly alone: boolean;
}

function reachOf(tokens: Tokens, hit: MeasureHit, id: string): Reach {
  let at = hit.last;
  if (/^[:=]$/.test(tokens.text[at] ?? '')) at++;
  if (tokens.kind[at] !== 'number') return { hit, end: -1, fits: false, alone: false };
  const value = Number.parseFloat(tokens.text[at] ?? '');
  const range = RANGES[id];
  const fits = range !== undefined && value >= range[0] && value <= range[1];
  const glued = tokens.start[at] === tokens.end[hit.last - 1];
  return {
    hit,
    end: at + 1,
    fits,
    alone: fits && (id === 'temperature' || (id === 'pulse' && glued && value >= 50))
  };
}

/**
 * The measures named in a note without the small letters that are no vital sign: "t 39.5 p 120" is, "vitamin p" is not. A small
 * letter counts where its number fits and stands beside another measure, or says enough by itself.
 */
export function fittingLetters(
  tokens: Tokens,
  hits: readonly MeasureHit[],
  measures: readonly Measure[]
): MeasureHit[] {
  if (!hits.some(({ small }) => small)) return [...hits];
  const reaches = hits.map((hit) => reachOf(tokens, hit, measures[hit.measure]?.id ?? ''));
  const firsts = new Set<number>();
  const ends = new Set<number>();
  for (const { hit, end, fits } of reaches) {
    if (hit.small && !fits) continue;
    firsts.add(hit.first);
    if (end !== -1) ends.add(end);
  }
  const beside = ({ hit, end }: Reach): boolean => {
    for (let step = 0; step <= BESIDE; step++)
      if (firsts.has(end + step) || ends.has(hit.first - step)) return true;
    return false;
  };
  return reaches
    .filter((reach) => !reach.hit.small || (reach.fits && (reach.alone || beside(reach))))
    .map(({ hit }) => hit);
}
