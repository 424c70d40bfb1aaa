// Initial weights. Every initialiser takes a key and a shape and gives float32 values that depend on nothing else.
// Weights stand as [fan in, fan out], so that a layer is x·W; leading axes beyond two multiply both fans.
import { fail, ShapeError } from '../errors.ts';
import { requireShape } from '../ops/arguments.ts';
import { full } from '../ops/making.ts';
import type { Key } from '../random/key.ts';
import { normal, uniform } from '../random/tensors.ts';
import { formatShape } from '../shapes.ts';
import type { Tensor } from '../tensor-types.ts';

/** Makes the initial value of a parameter; the caller owns it. The key is consumed. */
export type Initialiser = (key: Key, shape: readonly number[]) => Tensor;

interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

function fans(name: string, shape: readonly number[]): Fans {
  const size = requireShape(name, shape);
  if (shape.length < 2 || size === 0)
    throw new ShapeError(`${name}: shape must be […, fan in > 0, fan out > 0], got ${formatShape(shape)}`);
  const [inputs, outputs] = shape.slice(-2);
  const field = size / (inputs * outputs);
  return { fanIn: inputs * field, fanOut: outputs * field };
}

export interface UniformInitOptions {
  /** Largest absolute value. Default 0.1, the range of Schmidhuber & Huber 1991 and of other work of that time. */
  readonly scale?: number;
}

/** U[−scale, scale). */
export function uniformInit(
  key: Key,
  shape: readonly number[],
  { scale = 0.1 }: UniformInitOptions = {},
): Tensor {
  if (!Number.isFinite(scale) || scale < 0) fail('uniformInit', 'scale', 'a finite number ≥ 0', scale);
  return uniform(key, shape, { min: -scale, max: scale });
}

/** U[−a, a) with a = √(6 / (fan in + fan out)), variance 2 / (fan in + fan out). Source: Glorot & Bengio 2010, eq. 16. */
export function glorotUniform(key: Key, shape: readonly number[]): Tensor {
  const { fanIn, fanOut } = fans('glorotUniform', shape);
  const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uniform(key, shape, { min: -bound, max: bound });
}

/** Normal with variance 2 / (fan in + fan out). Source: Glorot & Bengio 2010, eq. 12. */
export function glorotNormal(key: Key, shape: readonly number[]): Tensor {
  const { fanIn, fanOut } = fans('glorotNormal', shape);
  return normal(key, shape, { sd: Math.sqrt(2 / (fanIn + fanOut)) });
}

/** U[−a, a) with a = √(6 / fan in), variance 2 / fan in, for rectified units. Source: He, Zhang, Ren & Sun 2015. */
export function heUniform(key: Key, shape: readonly number[]): Tensor {
  const bound = Math.sqrt(6 / fans('heUniform', shape).fanIn);
  return uniform(key, shape, { min: -bound, max: bound });
}

/** Normal with variance 2 / fan in, for rectified units. Source: He, Zhang, Ren & Sun 2015, eq. 10. Not truncated. */
export function heNormal(key: Key, shape: readonly number[]): Tensor {
  return normal(key, shape, { sd: Math.sqrt(2 / fans('heNormal', shape).fanIn) });
}

/** Normal with variance 1 / fan in. Source: LeCun, Bottou, Orr & Müller 1998, eq. 16. Not truncated. */
export function lecunNormal(key: Key, shape: readonly number[]): Tensor {
  return normal(key, shape, { sd: Math.sqrt(1 / fans('lecunNormal', shape).fanIn) });
}

/** All zeros; the key is not looked at. */
export function zerosInit(_key: Key, shape: readonly number[]): Tensor {
  return full(shape, 0);
}

export interface ConstantInitOptions {
  /** The value of every element. */
  readonly value: number;
}

/** All of one value; the key is not looked at. */
export function constantInit(_key: Key, shape: readonly number[], { value }: ConstantInitOptions): Tensor {
  if (!Number.isFinite(value)) fail('constantInit', 'value', 'a finite number', value);
  return full(shape, value);
}
