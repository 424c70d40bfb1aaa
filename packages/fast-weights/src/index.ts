export { unroll } from './cell.ts';
export type { Cell } from './cell.ts';
export { emptyWeights, outerProduct, read } from './rule.ts';
export type { KeyValue, UpdateRule } from './rule.ts';
export { sumRule } from './sum-rule.ts';
