export { INSTRUCTIONS } from './generated/instructions.ts';
export { loadKernels } from './load-kernels.ts';
export { matmulScratchBytes } from './matmul-scratch-bytes.ts';
export type { Flag, Kernels } from './kernels.ts';
