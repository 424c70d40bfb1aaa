// How any cell goes through time is common to all packages that have cells.
export { DivergedError, stream, unroll, unrollStates } from '@saccade/math';
export type { Cell, Stream, StreamOptions, Unrolled, UnrolledStates, UnrollOptions } from '@saccade/math';
export { associativeCell } from './associative-cell.ts';
export type { AssociativeOptions, AssociativeParams, AssociativeState } from './associative-cell.ts';
export { eachRule, fromToRule } from './bounded-rules.ts';
export type { BoundedRuleOptions, EachSignals, FromToSignals } from './bounded-rules.ts';
export { decayedRule } from './decayed-rule.ts';
export type { DecayedRuleOptions } from './decayed-rule.ts';
export { deltaRule, gatedDeltaRule } from './delta-rule.ts';
export { dynamicLinks } from './dynamic-links.ts';
export type { Activities, DynamicLinksOptions } from './dynamic-links.ts';
export {
  dpfpFeatures,
  eluFeatures,
  reluFeatures,
  softmaxFeatures,
  sumNormalised,
  unitFeatures,
} from './feature-maps.ts';
export type { FeatureMap } from './feature-maps.ts';
export { gatedCell } from './gated-cell.ts';
export type { GatedOptions, GatedParams, GatedState } from './gated-cell.ts';
export { gatedRule } from './gated-rule.ts';
export type { GatedSignals } from './gated-rule.ts';
export { innerLoopCell } from './inner-loop-cell.ts';
export type { InnerLoopOptions, InnerLoopParams, InnerLoopState } from './inner-loop-cell.ts';
export { programmedCell } from './programmed-cell.ts';
export type { ProgrammedOptions, ProgrammedParams, ProgrammedState } from './programmed-cell.ts';
export { emptyWeights, outerProduct, read } from './rule.ts';
export type { Association, AssociativeRule, KeyValue, Pulled, UpdateRule } from './rule.ts';
export { selfAddressingCell } from './self-addressing-cell.ts';
export type {
  SelfAddressingOptions,
  SelfAddressingParams,
  SelfAddressingState,
} from './self-addressing-cell.ts';
export { selfReferentialCell } from './self-referential-cell.ts';
export type {
  SelfReferentialOptions,
  SelfReferentialParams,
  SelfReferentialState,
} from './self-referential-cell.ts';
export { blend, recallStrengths, writeAll } from './sequence.ts';
export type { InTime, WriteAllOptions } from './sequence.ts';
export { softmaxStrengths } from './softmax-attention.ts';
export { sumRule } from './sum-rule.ts';
