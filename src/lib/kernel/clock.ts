/** Time as an argument, so that pure code can be tested at any date. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}
