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
export { copyWords, fill } from './fill';
