import type { Scalars } from './types';

/** Start values of AUTHORING section 5; they are tuned on second-hand vignettes alone. */
export const START_SCALARS: Scalars = {
  alpha: 0.5,
  floor: 0.15,
  tau: 1,
  nu: 0.02,
  temperature: 1,
  theta: 0.5
};

/** A cluster's latent is set so that its most frequent member keeps its own p. */
export const CLUSTER_CEILING = 0.97;
