import { matmulScratchBytes, packedFactorBytes } from '../src/index.ts';
import type { Flag } from '../src/index.ts';
import type { Arena } from './arena.ts';

/** `op(a[i]) [m, k]` times `op(b[i]) [k, n]` for i < batch. */
export interface Product {
  readonly batch: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA: Flag;
  readonly transposeB: Flag;
  /** In elements. */
  readonly strideA: number;
  readonly strideB: number;
}

export const FLAGS: readonly (readonly [Flag, Flag])[] = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];

export function product(m: number, n: number, k: number, [transposeA, transposeB] = FLAGS[0]): Product {
  return { batch: 1, m, n, k, transposeA, transposeB, strideA: m * k, strideB: k * n };
}

/** Elements that the batch of the first (or second) factor spans. */
export const sizeA = ({ batch, m, k, strideA }: Product): number => (batch - 1) * strideA + m * k;
export const sizeB = ({ batch, n, k, strideB }: Product): number => (batch - 1) * strideB + k * n;

/** What a product is added to, and the products that are added to it. */
export interface Adding {
  /** `[batch, m, n]`. Default: none, the product overwrites. */
  readonly addend?: Float32Array;
  /** Whether the addend lies where the result goes. Default: false. */
  readonly inPlace?: boolean;
  /** Whether the second factor is packed first. Default: false. */
  readonly isPacked?: boolean;
  /** Products, with factors so many elements apart, the first one at so many from the start. Default: one. */
  readonly segments?: { readonly count: number; readonly strides: readonly [a: number, b: number] };
}

/** The product as the kernel makes it, and the offsets of words that it should not have changed. */
export function multiply(
  arena: Arena,
  shape: Product,
  a: Float32Array,
  b: Float32Array,
  { addend, inPlace = false, isPacked = false, segments = { count: 1, strides: [0, 0] } }: Adding = {},
) {
  const { batch, m, n, k, strideA, strideB, transposeA, transposeB } = shape;
  arena.reset();
  const { count, strides } = segments;
  // With negative strides the first factors are the last ones in memory.
  const [left, right] = [a, b].map(
    (factors, i) => arena.put(factors) + 4 * (count - 1) * Math.max(0, -(strides[i] as number)),
  ) as [number, number];
  const onto = addend === undefined ? 0 : inPlace ? arena.draft(addend) : arena.put(addend);
  const out = inPlace ? onto : arena.room(batch * m * n);
  const scratch = arena.room(matmulScratchBytes(m, n, k, transposeA, count) / 4);
  const packed = isPacked ? arena.room(packedFactorBytes(n, k) / 4) : right;
  if (isPacked) arena.kernels.packFactor(right, packed, n, k, transposeB);
  const flags = [transposeA, isPacked ? 2 : transposeB] as const;
  const sizes = [batch, m, n, k, strideA, isPacked ? 0 : strideB] as const;
  arena.kernels.matmul(left, packed, onto, out, scratch, ...sizes, ...flags, count, ...strides);
  return { result: arena.floats(out, batch * m * n), damage: arena.damage() };
}

/** Plain loops in float64, and how far float32 sums may be from it: (k + 1) roundings of half an ulp of Σ|a·b| each. */
export function oracle(shape: Product, a: Float32Array, b: Float32Array) {
  const sums: number[] = [];
  const bounds: number[] = [];
  forEachElement(shape, a, b, (products) => {
    sums.push(products.reduce((sum, x) => sum + x, 0));
    bounds.push((shape.k + 1) * 2 ** -24 * products.reduce((sum, x) => sum + Math.abs(x), 0));
  });
  return { sums, bounds };
}

/** The promised bits: products and sums each rounded to float32, in ascending order from 0. */
export function sumsInOrder(shape: Product, a: Float32Array, b: Float32Array): Float32Array {
  const sums: number[] = [];
  forEachElement(shape, a, b, (products) => {
    sums.push(products.reduce((sum, x) => Math.fround(sum + Math.fround(x)), 0));
  });
  return Float32Array.from(sums);
}

function forEachElement(
  { batch, m, n, k, strideA, strideB, transposeA, transposeB }: Product,
  a: Float32Array,
  b: Float32Array,
  take: (products: number[]) => void,
): void {
  const products = new Array<number>(k);
  for (let i = 0; i < batch; i++)
    for (let row = 0; row < m; row++)
      for (let column = 0; column < n; column++) {
        for (let p = 0; p < k; p++) {
          const x = a[i * strideA + (transposeA ? p * m + row : row * k + p)] as number;
          const y = b[i * strideB + (transposeB ? column * k + p : p * n + column)] as number;
          products[p] = x * y; // exact: two float32 have at most 48 bits together
        }
        take(products);
      }
}
