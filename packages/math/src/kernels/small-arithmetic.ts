// Sums, differences, products and quotients of small float32 tensors on WASM. tfjs's kernels spend two microseconds on
// handing over shapes, several times what the arithmetic takes; a loop here takes none. The bits are the same, as each
// result is rounded once either way. Each operator has a loop of its own, so that engines compile it to plain
// arithmetic.
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import { floatsOf, makeOutput } from '../engine/buffers.ts';
import { arraysEqual, broadcastShapes, sizeOf } from '../shapes.ts';

/** Above this many elements the SIMD of tfjs's kernels pays for their overhead. */
const SMALL = 1024;

/** The result as `rows × columns`, and how far each operand moves per row and per column. */
interface Layout {
  readonly rows: number;
  readonly columns: number;
  readonly rowA: number;
  readonly columnA: number;
  readonly rowB: number;
  readonly columnB: number;
}

type Loop = (a: Float32Array, b: Float32Array, out: Float32Array, layout: Layout) => void;

const add: Loop = (a, b, out, { rows, columns, rowA, columnA, rowB, columnB }) => {
  for (let row = 0, o = 0; row < rows; row++, o += columns) {
    for (let j = 0; j < columns; j++) out[o + j] = a[row * rowA + j * columnA] + b[row * rowB + j * columnB];
  }
};

const subtract: Loop = (a, b, out, { rows, columns, rowA, columnA, rowB, columnB }) => {
  for (let row = 0, o = 0; row < rows; row++, o += columns) {
    for (let j = 0; j < columns; j++) out[o + j] = a[row * rowA + j * columnA] - b[row * rowB + j * columnB];
  }
};

const multiply: Loop = (a, b, out, { rows, columns, rowA, columnA, rowB, columnB }) => {
  for (let row = 0, o = 0; row < rows; row++, o += columns) {
    for (let j = 0; j < columns; j++) out[o + j] = a[row * rowA + j * columnA] * b[row * rowB + j * columnB];
  }
};

const divide: Loop = (a, b, out, { rows, columns, rowA, columnA, rowB, columnB }) => {
  for (let row = 0, o = 0; row < rows; row++, o += columns) {
    for (let j = 0; j < columns; j++) out[o + j] = a[row * rowA + j * columnA] / b[row * rowB + j * columnB];
  }
};

/** How two shapes lie over each other; undefined when it takes more than rows and columns to say. */
function layoutOf(a: readonly number[], b: readonly number[], shape: readonly number[]): Layout | undefined {
  const size = sizeOf(shape);
  if (arraysEqual(a, b)) return { rows: 1, columns: size, rowA: 0, columnA: 1, rowB: 0, columnB: 1 };
  const columns = shape.at(-1) ?? 1;
  const [left, right] = [stepsOf(a, columns, size), stepsOf(b, columns, size)];
  if (left === undefined || right === undefined) return undefined;
  return {
    rows: size / columns,
    columns,
    rowA: left[0],
    columnA: left[1],
    rowB: right[0],
    columnB: right[1],
  };
}

/** Steps per row and per column of an operand that is whole, one number, one row, or one column. */
function stepsOf(
  shape: readonly number[],
  columns: number,
  size: number,
): readonly [number, number] | undefined {
  const own = sizeOf(shape);
  const last = shape.at(-1) ?? 1;
  if (own === 1) return [0, 0];
  if (own === size) return [columns, 1];
  if (own === columns && last === columns) return [0, 1];
  if (own === size / columns && last === 1) return [1, 0];
  return undefined;
}

const small =
  (loop: Loop) =>
  (original: KernelFunc): KernelFunc =>
  (args) => {
    const [a, b] = [args.inputs.a as TensorInfo, args.inputs.b as TensorInfo];
    const shape = broadcastShapes(a.shape, b.shape) as number[];
    const size = sizeOf(shape);
    const layout =
      a.dtype === 'float32' && size > 0 && size <= SMALL ? layoutOf(a.shape, b.shape, shape) : undefined;
    if (layout === undefined) return original(args);
    const out = makeOutput(args.backend, shape, 'float32');
    loop(floatsOf(args.backend, a), floatsOf(args.backend, b), floatsOf(args.backend, out), layout);
    return out;
  };

/** By kernel name: what to do in place of tfjs's kernel on WASM, given that one. */
export const smallArithmetic: Readonly<Record<string, (original: KernelFunc) => KernelFunc>> = {
  Add: small(add),
  Sub: small(subtract),
  Multiply: small(multiply),
  RealDiv: small(divide),
};
