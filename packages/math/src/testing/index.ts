import './matchers.ts';

export { checkGrads } from './check-grads.ts';
export { eachBackend, tensorsLeft } from './harness.ts';
export { TOLERANCE } from './tolerance.ts';
export type { Tolerance } from './tolerance.ts';
