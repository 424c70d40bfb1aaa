export { copyBytes } from './copy-bytes';
export { matmul } from './matmul';
export { scatterAddRows } from './scatter-add-rows';
export { threefry2x32 } from './threefry2x32';
export { transpose } from './transpose';
export { run } from './run';
export { unary } from './unary';
export { sigmoidGrad, tanhGrad } from './squash-gradients';
export {
  castBoolToFloat,
  castBoolToInt,
  castFloatToBool,
  castFloatToInt,
  castIntToBool,
  castIntToFloat,
} from './cast';
export { fill } from './fill';
export { foldIn, randomBits, splitKey } from './random-bits';
export { bernoulli, uniform } from './uniform';
export { gumbel, normal } from './normal';
