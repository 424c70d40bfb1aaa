export { erfInv32 } from './erf-inv.ts';
export { exp, expm1, sigmoid, tanh } from './exp.ts';
export { hypot } from './hypot.ts';
export { log, log1p } from './log.ts';
export { pow } from './pow.ts';
export { atan2, cos, sin } from './trig.ts';
