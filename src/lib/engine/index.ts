export { deriveInWorker } from './derive-key';
export { Engine } from './engine';
export type { EngineState, ModelState } from './engine';
export type { Answer } from './job-queue';
export { startEngine } from './start-engine';
export type { Started } from './start-engine';
