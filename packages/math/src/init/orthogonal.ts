// Random orthogonal matrices: the Q of a Gaussian matrix, uniform over all orthogonal ones because R's diagonal is
// positive (Mezzadri 2007). As initial weights: Saxe, McClelland & Ganguli 2014.
import { fail, ShapeError } from '../errors.ts';
import { requireShape } from '../ops/arguments.ts';
import { tensor } from '../ops/making.ts';
import { normalValues } from '../random/distributions.ts';
import type { Key } from '../random/key.ts';
import { formatShape } from '../shapes.ts';
import type { Tensor } from '../tensor-types.ts';

export interface OrthogonalOptions {
  /** Factor on the matrix. Default 1; √2 for rectified units. */
  readonly gain?: number;
}

/**
 * A matrix with orthonormal columns, or orthonormal rows if it is wider than high, times `gain`.
 *
 * @param shape - `[…, R, C]`; leading axes are taken together with R.
 * @returns float32, orthonormal to float32 rounding. The caller owns it; the key is consumed.
 */
export function orthogonal(key: Key, shape: readonly number[], { gain = 1 }: OrthogonalOptions = {}): Tensor {
  const size = requireShape('orthogonal', shape);
  if (shape.length < 2 || size === 0)
    throw new ShapeError(`orthogonal: shape must be […, R > 0, C > 0], got ${formatShape(shape)}`);
  if (!Number.isFinite(gain)) fail('orthogonal', 'gain', 'a finite number', gain);
  const columns = shape[shape.length - 1];
  const rows = size / columns;
  const [count, length] = rows < columns ? [rows, columns] : [columns, rows];
  const vectors = orthonormalVectors(Float64Array.from(normalValues(key, size)), count, length);
  const matrix = new Float32Array(size);
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < length; j += 1) {
      matrix[rows < columns ? i * columns + j : j * columns + i] = gain * vectors[i * length + j];
    }
  }
  return tensor(matrix, shape);
}

/** Gram–Schmidt in place, each vector cleaned twice: orthonormal to float64 rounding ("twice is enough", Kahan). */
function orthonormalVectors(vectors: Float64Array, count: number, length: number): Float64Array {
  for (let i = 0; i < count; i += 1) {
    const vector = vectors.subarray(i * length, (i + 1) * length);
    for (let j = 0; j < 2 * i; j += 1) {
      const earlier = vectors.subarray((j % i) * length, ((j % i) + 1) * length);
      addScaled(vector, earlier, -dotProduct(vector, earlier));
    }
    const norm = Math.sqrt(dotProduct(vector, vector));
    for (let k = 0; k < length; k += 1) vector[k] /= norm;
  }
  return vectors;
}

function dotProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i] * b[i];
  return sum;
}

function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i += 1) target[i] += factor * source[i];
}
