/** What one guess costs: Argon2id's three figures. */
export type KdfCost = {
  readonly memoryKiB: number;
  readonly iterations: number;
  readonly parallelism: number;
};

/**
 * RFC 9106 (2021), section 4, second recommended option, with one lane: WebAssembly computes lanes one after the other,
 * so more of them would help the guesser alone.
 */
export const DEFAULT_COST: KdfCost = { memoryKiB: 64 * 1024, iterations: 3, parallelism: 1 };

/** OWASP Password Storage Cheat Sheet (2023, still so in 2025): at least one of these. */
export const OWASP_FLOOR: readonly KdfCost[] = [
  { memoryKiB: 46 * 1024, iterations: 1, parallelism: 1 },
  { memoryKiB: 19 * 1024, iterations: 2, parallelism: 1 }
];

/** Lanes are left out: they say who may compute at once, not how much. */
const meets = (cost: KdfCost, floor: KdfCost) =>
  cost.memoryKiB >= floor.memoryKiB && cost.iterations >= floor.iterations;

/** Asked before any derivation, so that a wrap with edited figures cannot have a passphrase guessed cheaply. */
export function isDowngraded(cost: KdfCost, clinicFloor: KdfCost): boolean {
  return !meets(cost, clinicFloor) || !OWASP_FLOOR.some((floor) => meets(cost, floor));
}
