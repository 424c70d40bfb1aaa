export { INSTRUCTIONS } from './generated/instructions.ts';
export { loadKernels } from './load-kernels.ts';
export { matmulScratchBytes } from './matmul-scratch-bytes.ts';
export { UNARY_CODES } from './unary-codes.ts';
export type { CastKernels } from './cast-kernels.ts';
export type { Flag, Kernels } from './kernels.ts';
export type { RandomKernels } from './random-kernels.ts';
export type { UnaryKernels } from './unary-kernels.ts';
export type { UnaryOperation } from './unary-codes.ts';
