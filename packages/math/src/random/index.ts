export { randomBits, randomWord } from './bits.ts';
export {
  bernoulliValues,
  categoricalValues,
  gumbelValues,
  normalValues,
  uniformValues,
} from './distributions.ts';
export type { NormalOptions, UniformOptions } from './distributions.ts';
export { integerValues, permutation } from './integers.ts';
export { foldIn, key, keyFromWords, split } from './key.ts';
export type { Key } from './key.ts';
export { bernoulli, categorical, integers, normal, uniform } from './tensors.ts';
export type { IntegerOptions } from './tensors.ts';
