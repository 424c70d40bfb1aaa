// Shapes and dtypes of what operations make, by kernel: all that is run by its lowering, see ./immediate.ts.
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { Attributes } from '../engine/gradient-registry.ts';
import { broadcastShapes } from '../shapes.ts';

/** An output that is to be made. */
export interface Result {
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

export type Inputs = Readonly<Record<string, TensorInfo>>;

/** The output of a kernel, or a list of them. Inputs are right: operations have checked them. */
export type ResultsOf = (inputs: Inputs, attrs: Attributes) => Result | readonly Result[];

/** One output of the shape of an input. */
const like =
  (name: string, dtype?: DataType): ResultsOf =>
  ({ [name]: { shape, dtype: own } }) => ({ shape, dtype: dtype ?? own });

const broadcast =
  (dtype?: DataType): ResultsOf =>
  ({ a, b }) => ({
    shape: broadcastShapes(a.shape, b.shape) as number[],
    dtype: dtype ?? a.dtype,
  });

/** One output whose shape is an attribute. */
const given =
  (name: string): ResultsOf =>
  ({ x }, attrs) => ({ shape: attrs[name] as number[], dtype: x.dtype });

const drawn =
  (dtype: DataType): ResultsOf =>
  (_inputs, { shape }) => ({ shape: shape as number[], dtype });

/** One output of the dtype of `x`. */
const shaped =
  (shapeOf: (shape: readonly number[], attrs: Attributes) => readonly number[]): ResultsOf =>
  ({ x }, attrs) => ({ shape: shapeOf(x.shape, attrs), dtype: x.dtype });

const reduced: ResultsOf = shaped((shape, { axis, keepDims }) => {
  const axes = axis as readonly number[];
  return keepDims
    ? shape.map((length, i) => (axes.includes(i) ? 1 : length))
    : shape.filter((_, i) => !axes.includes(i));
});

const chosen: ResultsOf = ({ x }, { axis }) => ({
  shape: x.shape.toSpliced(axis as number, 1),
  dtype: 'int32',
});

/** A float32 row of a length that is an attribute for each element of an input. */
const rowsOf =
  (input: string, length: string): ResultsOf =>
  ({ [input]: { shape } }, attrs) => ({ shape: [...shape, attrs[length] as number], dtype: 'float32' });

const gathered: ResultsOf = ({ x, indices }, { axis }) => ({
  shape: x.shape.toSpliced(axis as number, 1, ...indices.shape),
  dtype: x.dtype,
});

const scattered: ResultsOf = ({ updates, indices }, { axis, length }) => ({
  shape: updates.shape.toSpliced(axis as number, indices.shape.length, length as number),
  dtype: 'float32',
});

/** The rows, and a factor for each. */
const normalised: ResultsOf = ({ x: { shape } }) => [
  { shape, dtype: 'float32' },
  { shape: shape.with(-1, 1), dtype: 'float32' },
];

const product: ResultsOf = ({ a, b }, { transposeA, transposeB }) => {
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)) as number[];
  const m = a.shape.at(transposeA ? -1 : -2) as number;
  const n = b.shape.at(transposeB ? -2 : -1) as number;
  return { shape: [...batch, m, n], dtype: 'float32' };
};

const listed = (inputs: Inputs): TensorInfo[] => Object.values(inputs);

const concatenated: ResultsOf = (inputs, attrs) => {
  const [axis, list] = [attrs.axis as number, listed(inputs)];
  const length = list.reduce((sum, { shape }) => sum + shape[axis], 0);
  return { shape: list[0].shape.with(axis, length), dtype: list[0].dtype };
};

const stacked: ResultsOf = (inputs, { axis }) => {
  const list = listed(inputs);
  return { shape: list[0].shape.toSpliced(axis as number, 0, list.length), dtype: list[0].dtype };
};

const split: ResultsOf = ({ x }, { axis, numOrSizeSplits }) =>
  (numOrSizeSplits as number[]).map((length) => ({
    shape: x.shape.with(axis as number, length),
    dtype: x.dtype,
  }));

const unstacked: ResultsOf = ({ value }, attrs) => {
  const axis = attrs.axis as number;
  const part = { shape: value.shape.toSpliced(axis, 1), dtype: value.dtype };
  return new Array<Result>(value.shape[axis]).fill(part);
};

const all = (kernels: readonly string[], resultsOf: ResultsOf): Record<string, ResultsOf> =>
  Object.fromEntries(kernels.map((kernel) => [kernel, resultsOf]));

export const RESULTS: Readonly<Record<string, ResultsOf>> = {
  ...all(['Neg', 'Abs', 'Sign', 'Square', 'Sqrt', 'Rsqrt', 'Reciprocal', 'Exp', 'Log', 'Log1p'], like('x')),
  ...all(['Tanh', 'Sigmoid', 'Softplus', 'Relu', 'Elu', 'Sin', 'Cos', 'ClipByValue'], like('x')),
  ...all(['LogicalNot', 'Reverse', 'LogSoftmax', 'Cumsum', 'Cumprod'], like('x')),
  Softmax: like('logits'),
  LogSumExp: shaped((shape) => shape.slice(0, -1)),
  Normalise: normalised,
  LinearRecurrence: like('a'),
  ...all(['TanhGrad', 'SigmoidGrad'], like('y')),
  Select: like('t'),
  ...all(['Add', 'Sub', 'Multiply', 'RealDiv', 'Minimum', 'Maximum', 'SquaredDifference'], broadcast()),
  ...all(['Equal', 'NotEqual', 'Less', 'LessEqual', 'Greater', 'GreaterEqual'], broadcast('bool')),
  ...all(['LogicalAnd', 'LogicalOr'], broadcast('bool')),
  ...all(['Sum', 'Mean', 'Max', 'Min', 'Prod'], reduced),
  ...all(['ArgMax', 'ArgMin'], chosen),
  GatherV2: gathered,
  ScatterAddRows: scattered,
  OneHot: rowsOf('indices', 'depth'),
  ...all(['HatWeights', 'HatSlopes'], rowsOf('points', 'length')),
  ...all(['RandomUniform', 'RandomNormal', 'RandomGumbel'], drawn('float32')),
  RandomBernoulli: drawn('bool'),
  RandomIntegers: drawn('int32'),
  BatchMatMul: product,
  BroadcastTo: given('shape'),
  Cast: ({ x }, { dtype }) => ({ shape: x.shape, dtype: dtype as DataType }),
  Concat: concatenated,
  Pack: stacked,
  PadV2: shaped((shape, { paddings }) =>
    shape.map((length, axis) => {
      const [before, after] = (paddings as number[][])[axis];
      return before + length + after;
    }),
  ),
  Slice: given('size'),
  SplitV: split,
  Tile: shaped((shape, { reps }) => shape.map((length, axis) => length * (reps as number[])[axis])),
  Transpose: shaped((shape, { perm }) => (perm as number[]).map((axis) => shape[axis])),
  Unpack: unstacked,
};
