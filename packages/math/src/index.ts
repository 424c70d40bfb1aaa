export { compile } from './compile/compile.ts';
export type { Compiled, CompileOptions } from './compile/compile.ts';
export type { ProfileOptions } from './compile/profile.ts';
export { checkShapes } from './check-shapes.ts';
export type { Shaped } from './check-shapes.ts';
export { ShapeError } from './errors.ts';
export { keep, tensorCount, tidy } from './engine/memory.ts';
export { runtimeInfo } from './engine/runtime.ts';
export type { BackendName, RuntimeInfo } from './engine/runtime.ts';
export { start } from './engine/start.ts';
export type { StartOptions } from './engine/start.ts';
export { grad, grads, valueAndGrad } from './grad.ts';
export type { ValueAndGrads, ValueAndGradsWithAux } from './grad.ts';
export { add, div, maximum, minimum, mul, squaredDifference, sub } from './ops/arithmetic.ts';
export type { Operand } from './ops/binary.ts';
export { broadcastTo } from './ops/broadcast-to.ts';
export { cast, stopGradient } from './ops/cast.ts';
export {
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  logicalAnd,
  logicalNot,
  logicalOr,
  notEqual,
} from './ops/compare.ts';
export { concat } from './ops/concat.ts';
export { cumprod } from './ops/cumprod.ts';
export { cumsum } from './ops/cumsum.ts';
export type { CumulativeOptions } from './ops/cumsum.ts';
export { einsum } from './ops/einsum.ts';
export {
  abs,
  clip,
  cos,
  elu,
  exp,
  log,
  log1p,
  neg,
  pow,
  reciprocal,
  relu,
  rsqrt,
  sigmoid,
  sign,
  sin,
  softplus,
  sqrt,
  square,
  tanh,
} from './ops/elementwise.ts';
export { gather } from './ops/gather.ts';
export { layerNorm } from './ops/layer-norm.ts';
export type { LayerNormOptions } from './ops/layer-norm.ts';
export { logSumExp } from './ops/log-sum-exp.ts';
export { full, ones, onesLike, range, scalar, tensor, zeros, zerosLike } from './ops/making.ts';
export type { Dtype, TensorValues } from './ops/making.ts';
export { matMul } from './ops/mat-mul.ts';
export type { MatMulOptions } from './ops/mat-mul.ts';
export { oneHot } from './ops/one-hot.ts';
export { pad } from './ops/pad.ts';
export { item, values } from './ops/reading.ts';
export type { TensorArray } from './ops/reading.ts';
export { argMax, argMin, max, mean, min, prod, sum } from './ops/reductions.ts';
export type { Axes, ReductionOptions } from './ops/reductions.ts';
export { expandDims, reshape, squeeze, transpose } from './ops/reshaping.ts';
export { resample } from './ops/resample.ts';
export type { ResampleOptions } from './ops/resample.ts';
export { reverse } from './ops/reverse.ts';
export { slice } from './ops/slice.ts';
export { logSoftmax, softmax } from './ops/softmax.ts';
export { unstack } from './ops/split.ts';
export { stack } from './ops/stack.ts';
export { tile } from './ops/tile.ts';
export { dot, outer } from './ops/vector-products.ts';
export { where } from './ops/where.ts';
export { scan } from './scan.ts';
export type { ScanOptions } from './scan.ts';
export { split } from './split.ts';
export { disposeTree, disposeTree as dispose, flattenTree, mapTree, zipTrees } from './tree.ts';
export type { FlatTree, Tree } from './tree.ts';
export type { DataType, Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from './tensor-types.ts';
export {
  constantInit,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
  orthogonal,
  uniformInit,
  zerosInit,
} from './init/index.ts';
export type {
  ConstantInitOptions,
  Initialiser,
  OrthogonalOptions,
  UniformInitOptions,
} from './init/index.ts';
export {
  adam,
  adamW,
  clipByGlobalNorm,
  constantSchedule,
  cosineDecay,
  exponentialDecay,
  globalNorm,
  linearWarmup,
  nadam,
  replace,
  rmsProp,
  sgd,
  trainer,
} from './optim/index.ts';
export type {
  AdamOptions,
  AdamWOptions,
  CosineDecayOptions,
  ExponentialDecayOptions,
  Learner,
  LinearWarmupOptions,
  NadamOptions,
  Optimiser,
  OptimiserState,
  RmsPropOptions,
  Schedule,
  SgdOptions,
  Trainer,
  TrainerUpdate,
  UpdateResult,
} from './optim/index.ts';
export {
  bernoulli,
  bernoulliValues,
  categorical,
  categoricalValues,
  foldIn,
  gumbelValues,
  integers,
  integerValues,
  key,
  keyFromWords,
  normal,
  normalValues,
  permutation,
  randomBits,
  randomWord,
  uniform,
  uniformValues,
} from './random/index.ts';
export type { IntegerOptions, Key, NormalOptions, UniformOptions } from './random/index.ts';
export type { Cell, Steps } from './recurrence/cell.ts';
export { DivergedError } from './recurrence/diverged-error.ts';
export { stream } from './recurrence/stream.ts';
export type { Stream, StreamOptions } from './recurrence/stream.ts';
export { unroll, unrollStates } from './recurrence/unroll.ts';
export type { Unrolled, UnrolledStates, UnrollOptions } from './recurrence/unroll.ts';
export {
  fromStored,
  readSafetensors,
  SafetensorsError,
  toStored,
  writeSafetensors,
} from './safetensors/index.ts';
export type { SafetensorsContent, StoredArrays, StoredDtype, StoredTensor } from './safetensors/index.ts';
