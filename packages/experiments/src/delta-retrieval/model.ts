// Keys and values to an answer: what is learned is how keys are made.
import {
  deltaRule,
  dpfpFeatures,
  eluFeatures,
  emptyWeights,
  read,
  recallStrengths,
} from '@saccade/fast-weights';
import {
  blend,
  reluFeatures,
  softmaxStrengths,
  sumNormalised,
  sumRule,
  writeAll,
} from '@saccade/fast-weights';
import type { FeatureMap } from '@saccade/fast-weights';
import {
  add,
  concat,
  div,
  gather,
  matMul,
  mean,
  normal,
  oneHot,
  ones,
  sigmoid,
  split,
  squaredDifference,
  sum,
  uniformInit,
} from '@saccade/math';
import type { Key, Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D } from '@saccade/math';
import type { RetrievalBatch } from './batch.ts';
import type { DeltaRetrievalOptions } from './options.ts';

/** `N` keys and values, `E` length of an embedding, `D` of a key before the feature map. */
export interface RetrievalParams {
  /** Embeddings of the keys, `[N, E]`. */
  readonly embedding: Tensor2D;
  /** From embedding to key, `[E, D]`. */
  readonly toKey: Tensor2D;
  /** From value to key, `[N, D]`. */
  readonly valueToKey: Tensor2D;
  /** `[D]` */
  readonly keyBias: Tensor1D;
  /** From embedding to query, `[E, D]`. */
  readonly toQuery: Tensor2D;
  /** `[D]` */
  readonly queryBias: Tensor1D;
  /** From embedding and from value to the rate of the delta rule, `[E, 1]`, `[N, 1]` and `[1]`; the sum rule has none. */
  readonly rate?: { readonly toRate: Tensor2D; readonly valueToRate: Tensor2D; readonly bias: Tensor1D };
}

/** Added to a sum of strengths before it divides. Source: Schlag, Irie & Schmidhuber 2021. */
const EPSILON = 1e-6;

const FEATURES: Readonly<Record<Exclude<DeltaRetrievalOptions['memory'], 'softmax'>, FeatureMap>> = {
  linear: eluFeatures,
  relu: reluFeatures,
  dpfp1: dpfpFeatures(1),
  dpfp2: dpfpFeatures(2),
  dpfp3: dpfpFeatures(3),
};

/** Slow weights as the authors' code begins them. The caller owns them. */
export function initRetrieval(options: DeltaRetrievalOptions, key: Key): RetrievalParams {
  const { keys, keySize, memory } = options;
  const size = embeddingSize(keys);
  const [kEmbedding, kKey, kQuery, kRate] = split(key, 4);
  const fanIn = size + keys;
  // Xavier's range for softmax attention, 1/√D for fast weights; biases and rates as PyTorch's layers begin, ±1/√fan-in.
  const scaleOf = (inputs: number): number =>
    memory === 'softmax' ? Math.sqrt(6 / (inputs + keySize)) : 1 / Math.sqrt(keySize);
  const draw = <T extends Tensor>(k: Key, shape: readonly number[], scale: number): T =>
    uniformInit(k, shape, { scale }) as T;
  const [kToKey, kValueToKey, kKeyBias] = split(kKey, 3);
  const [kToQuery, kQueryBias] = split(kQuery, 2);
  const [kToRate, kValueToRate, kRateBias] = split(kRate, 3);
  const small = 1 / Math.sqrt(fanIn);
  return {
    embedding: normal(kEmbedding, [keys, size]),
    toKey: draw(kToKey, [size, keySize], scaleOf(fanIn)),
    valueToKey: draw(kValueToKey, [keys, keySize], scaleOf(fanIn)),
    keyBias: draw(kKeyBias, [keySize], small),
    toQuery: draw(kToQuery, [size, keySize], scaleOf(size)),
    queryBias: draw(kQueryBias, [keySize], 1 / Math.sqrt(size)),
    ...(hasRates(options) && {
      rate: {
        toRate: draw<Tensor2D>(kToRate, [size, 1], small),
        valueToRate: draw<Tensor2D>(kValueToRate, [keys, 1], small),
        bias: draw<Tensor1D>(kRateBias, [1], small),
      },
    }),
  };
}

/** Length of an embedding: int(2.2 N). */
function embeddingSize(keys: number): number {
  return Math.floor((22 * keys) / 10);
}

function hasRates({ memory, rule }: DeltaRetrievalOptions): boolean {
  return rule === 'delta' && memory !== 'softmax';
}

/** Half the squared distance of the answers to the true values, mean over the batch, `[]`. Chance is near ½. */
export function retrievalLoss(answers: Tensor2D, { answers: truth }: RetrievalBatch): Scalar {
  return mean(div(sum(squaredDifference(answers, oneHot(truth, answers.shape[1])), 1), 2)) as Scalar;
}

/**
 * The answers, `[B, N]`, without fast weights: each query goes back through its sequence. It is the function that
 * {@link answerByWeights} computes, and what learns.
 */
export function answerByQuery(
  options: DeltaRetrievalOptions,
  params: RetrievalParams,
  batch: RetrievalBatch,
): Tensor2D {
  const { keys, query } = keysAndQuery(options, params, batch);
  const values = oneHot<Tensor3D>(batch.values, options.keys);
  if (options.memory === 'softmax') return blend(softmaxStrengths(keys, query), values);
  if (hasRates(options)) {
    const rate = ratesOf(params, batch);
    return blend(recallStrengths(deltaRule, { key: keys, value: values, rate }, query), values);
  }
  const strengths = recallStrengths(sumRule, { key: keys, value: values }, query);
  const total = add(sum(strengths, 0, { keepDims: true }), EPSILON);
  return blend(div<Tensor2D>(strengths, total), values);
}

/** The answers, `[B, N]`, of fast weights that are written step by step. Softmax attention has none, and keeps all keys. */
export function answerByWeights(
  options: DeltaRetrievalOptions,
  params: RetrievalParams,
  batch: RetrievalBatch,
): Tensor2D {
  if (options.memory === 'softmax') return answerByQuery(options, params, batch);
  const { keys: key, query } = keysAndQuery(options, params, batch);
  const value = oneHot<Tensor3D>(batch.values, options.keys);
  const [, B, K] = key.shape;
  if (hasRates(options)) {
    const signals = { key, value, rate: ratesOf(params, batch) };
    const [weights] = writeAll(deltaRule, emptyWeights(B, options.keys, K), signals, key);
    return read(weights, query);
  }
  // A last row sums up the keys, for the denominator.
  const counted = concat<Tensor3D>([value, ones([...value.shape.slice(0, 2), 1])], 2);
  const signals = { key, value: counted };
  const [weights] = writeAll(sumRule, emptyWeights(B, options.keys + 1, K), signals, key);
  const [answers, total] = split(read(weights, query), [options.keys, 1], 1);
  return div(answers, add(total, EPSILON));
}

/** What a slow net makes of symbols: keys `[T, B, K]` and a query `[B, K]`. */
function keysAndQuery(
  options: DeltaRetrievalOptions,
  { embedding, toKey, valueToKey, keyBias, toQuery, queryBias }: RetrievalParams,
  { keys, values, queries }: RetrievalBatch,
): { readonly keys: Tensor3D; readonly query: Tensor2D } {
  // A product for each symbol, not for each place where it stands.
  const fromKeys = gather(add(matMul(embedding, toKey), keyBias), keys);
  const raw = add<Tensor3D>(fromKeys, gather(valueToKey, values));
  const asked = gather<Tensor2D>(add(matMul(embedding, toQuery), queryBias), queries);
  if (options.memory === 'softmax') return { keys: raw, query: asked };
  const features = FEATURES[options.memory];
  const { apply } = hasRates(options) ? sumNormalised(features) : features;
  return { keys: apply(raw), query: apply(asked) };
}

/** β, `[T, B, 1]`. */
function ratesOf({ embedding, rate }: RetrievalParams, { keys, values }: RetrievalBatch): Tensor3D {
  const { toRate, valueToRate, bias } = rate as NonNullable<RetrievalParams['rate']>;
  const fromKeys = gather(add(matMul(embedding, toRate), bias), keys);
  return sigmoid(add<Tensor3D>(fromKeys, gather(valueToRate, values)));
}
