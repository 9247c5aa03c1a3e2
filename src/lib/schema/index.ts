export type { Observation, ObservationId, Source, Subject } from './observation';
