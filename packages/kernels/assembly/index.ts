export { binary, binaryBroadcast, binaryStrided } from './binary';
export {
  castBoolToFloat,
  castBoolToInt,
  castFloatToBool,
  castFloatToInt,
  castIntToBool,
  castIntToFloat,
} from './cast';
export { copyBytes } from './copy-bytes';
export { copyStrided, copyStridedBytes } from './copy-strided';
export { fill } from './fill';
export { gumbel, normal } from './normal';
export { matmul } from './matmul';
export { foldIn, randomBits, splitKey } from './random-bits';
export { reduceColumns, reduceRows } from './reduce';
export { run } from './run';
export { scatterAddRows } from './scatter-add-rows';
export { sigmoidGrad, tanhGrad } from './squash-gradients';
export { threefry2x32 } from './threefry2x32';
export { transpose } from './transpose';
export { unary } from './unary';
export { bernoulli, uniform } from './uniform';
