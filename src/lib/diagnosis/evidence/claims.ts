import { gather } from '$part/kernel';
import type { Observation } from '$part/schema';

/** How much right a statement has: an answer or tick settles what the same person's note says; narrative beats a list. */
export type Strength = 'list' | 'narrative' | 'explicit';

/** One statement about one finding (or value, or group), as the fold weighs it. */
export interface Claim {
  readonly state: 'present' | 'absent' | 'unknown' | 'withdrawn';
  readonly strength: Strength;
  readonly author: string;
  readonly at: number;
  /** 1 said of something more specific (child, value), 0 of the finding itself, -1 of something more general. */
  readonly reach: -1 | 0 | 1;
  readonly from?: Observation;
}

export type Verdict = 'present' | 'absent' | 'unknown' | 'conflict' | 'unsaid';

export function claimOf(observation: Observation): Claim {
  const { state, source, author, at } = observation;
  // Taking back is a deliberate act wherever the statement came from.
  const explicit = source.kind !== 'note' || state === 'withdrawn';
  const strength = explicit ? 'explicit' : source.style === 'review-list' ? 'list' : 'narrative';
  return { state, strength, author, at, reach: 0, from: observation };
}

/**
 * What each author still stands by. An author's latest answer, tick or entry replaces all he said before of the
 * same subject and whatever his note says of it: a note is read anew at every keystroke, so that its time says
 * nothing about which of the two he means. Between statements of one note nothing is settled here.
 */
export function standing(claims: readonly Claim[]): Claim[] {
  return byAuthor(claims).flatMap((own) => {
    const explicit = own.filter((claim) => claim.strength === 'explicit');
    const kept = explicit.length ? latest(explicit) : own;
    return kept.filter((claim) => claim.state !== 'withdrawn');
  });
}

/**
 * Weighs standing claims on a finding with those that reach it from above (an absent parent) and below (a present
 * child or value). Within one author his latest explicit word counts; between authors and sources the more
 * specific beats the more general, narrative beats a review list, and otherwise it is a conflict.
 */
export function weigh(claims: readonly Claim[]): { verdict: Verdict; kept: readonly Claim[] } {
  const kept = byAuthor(claims).flatMap((own) => {
    const decisive = own.filter((claim) => claim.strength === 'explicit' && claim.state !== 'unknown');
    return decisive.length ? latest(decisive) : own;
  });
  const present = kept.filter((claim) => claim.state === 'present');
  const absent = kept.filter((claim) => claim.state === 'absent');
  if (!present.length || !absent.length) {
    const verdict = present.length
      ? 'present'
      : absent.length
        ? 'absent'
        : kept.length
          ? 'unknown'
          : 'unsaid';
    return { verdict, kept: present.length ? present : absent };
  }
  // Only a denial comes from above and only an assertion from below, so the more specific is never the denial.
  if (highest(present) > highest(absent)) return { verdict: 'present', kept: present };
  const listed = (side: readonly Claim[]) => side.every((claim) => claim.strength === 'list');
  if (listed(absent) && !listed(present)) return { verdict: 'present', kept: present };
  if (listed(present) && !listed(absent)) return { verdict: 'absent', kept: absent };
  return { verdict: 'conflict', kept: present };
}

const highest = (claims: readonly Claim[]) => Math.max(...claims.map((claim) => claim.reach));

function latest(claims: readonly Claim[]): Claim[] {
  const last = Math.max(...claims.map((claim) => claim.at));
  return claims.filter((claim) => claim.at === last);
}

function byAuthor(claims: readonly Claim[]): Claim[][] {
  const authors = new Map<string, Claim[]>();
  for (const claim of claims) {
    gather(authors, claim.author, claim);
  }
  return [...authors.values()];
}
