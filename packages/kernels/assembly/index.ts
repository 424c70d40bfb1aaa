export { argReduce } from './arg-reduce';
export { binary, binaryBroadcast, binaryStrided } from './binary';
export {
  castBoolToFloat,
  castBoolToInt,
  castFloatToBool,
  castFloatToInt,
  castIntToBool,
  castIntToFloat,
} from './cast';
export { clip } from './clip';
export { compare, compareStrided } from './compare';
export { copyBytes } from './copy-bytes';
export { copyStrided, copyStridedBytes } from './copy-strided';
export { cumulate } from './cumulate';
export { fill } from './fill';
export { gatherRows, gatherRowsBytes } from './gather-rows';
export { hatSlopes, hatWeights } from './hat';
export { integers } from './integers';
export { linearRecurrence } from './linear-recurrence';
export { logical, logicalNot, logicalStrided } from './logical';
export { matmul, packFactor } from './matmul';
export { outerPair } from './matmul-outer';
export { twoVectors } from './matmul-vectors';
export { gumbel, normal } from './normal';
export { normalise } from './normalise';
export { oneHot } from './one-hot';
export { foldIn, randomBits, splitKey } from './random-bits';
export { reduceColumns, reduceRows } from './reduce';
export { run } from './run';
export { scatterAddRows } from './scatter-add-rows';
export { select } from './select';
export { logSoftmax, logSumExp, softmax } from './softmax';
export { sigmoidGrad, tanhGrad } from './squash-gradients';
export { threefry2x32 } from './threefry2x32';
export { transpose } from './transpose';
export { unary } from './unary';
export { bernoulli, uniform } from './uniform';
