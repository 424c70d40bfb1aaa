export {
  bernoulliValues,
  categoricalValues,
  foldIn,
  gumbelValues,
  integerValues,
  key,
  keyFromWords,
  normalValues,
  permutation,
  randomBits,
  split,
  uniformValues,
} from './random/index.ts';
export type { Key, NormalOptions, UniformOptions } from './random/index.ts';
