// A null or wrong pointer does not trap in WebAssembly, it overwrites: so every instruction is checked when it is written.
import { matmulScratchBytes, packedFactorBytes } from '@saccade/kernels';
import type { Flag } from '@saccade/kernels';
import type { Place } from './places.ts';
import { named } from './steps.ts';
import type { Fused, Instruction, InstructionName } from './steps.ts';

/** Arguments of an instruction by name; 0 for pointers. */
type Numbers = Readonly<Record<string, number>>;

/** Bytes that a kernel may touch before and behind a pointer; one number: behind. */
export type Extent = number | { readonly before: number; readonly behind: number };

/** What a kernel may touch around each pointer, given its other arguments. */
type Extents = (args: Numbers) => Readonly<Record<string, Extent>>;

const words = (count: number): number => 4 * Math.max(0, count);

/** A box of bools, made of two of elements with so many bytes. */
function chosen(args: Numbers, bytes: number): Readonly<Record<string, number>> {
  const { d0, d1, d2, d3, a0, a1, a2, a3, b0, b1, b2, b3 } = args;
  const lengths = [d0, d1, d2, d3];
  return {
    a: bytes * span(lengths, [a0, a1, a2, a3]),
    b: bytes * span(lengths, [b0, b1, b2, b3]),
    out: d0 * d1 * d2 * d3,
  };
}

const KEY = 8;

const drawn: Extents = ({ count }) => ({ key: KEY, out: words(count) });

/** Elements from the first to behind the last of a box, whose steps are not negative. */
function span(lengths: readonly number[], steps: readonly number[]): number {
  if (lengths.some((length) => length <= 0)) return 0;
  return lengths.reduce((last, length, axis) => last + (length - 1) * steps[axis], 1);
}

/** A box of words, some of whose steps may go backwards. */
function steps(lengths: readonly number[], own: readonly number[], bytes = 4): Extent {
  if (lengths.some((length) => length <= 0)) return 0;
  const forwards = own.map((step) => Math.max(step, 0));
  const backwards = own.map((step) => Math.max(-step, 0));
  return { before: bytes * (span(lengths, backwards) - 1), behind: bytes * span(lengths, forwards) };
}

function copied(args: Numbers, bytes: number): Readonly<Record<string, Extent>> {
  const { d0, d1, d2, d3, f0, f1, f2, f3, o0, o1, o2, o3 } = args;
  const lengths = [d0, d1, d2, d3];
  return {
    from: steps(lengths, [f0, f1, f2, f3], bytes),
    out: steps(lengths, [o0, o1, o2, o3], bytes),
  };
}

const row: Extents = ({ rows, length }) => ({ x: words(rows * length), out: words(rows * length) });

function picked({ outer, count, rowSize, rows }: Numbers, bytes: number): Readonly<Record<string, number>> {
  return {
    from: bytes * outer * rows * rowSize,
    indices: words(count),
    out: bytes * outer * count * rowSize,
  };
}

const EXTENTS: Readonly<Partial<Record<InstructionName, Extents>>> = {
  binary: ({ n }) => ({ a: words(n), b: words(n), out: words(n) }),
  binaryBroadcast: ({ count, columns, aRow, aColumn, bRow, bColumn }) => ({
    a: words(span([count, columns], [aRow, aColumn])),
    b: words(span([count, columns], [bRow, bColumn])),
    out: words(count * columns),
  }),
  binaryStrided: ({ d0, d1, d2, d3, a0, a1, a2, a3, b0, b1, b2, b3 }) => ({
    a: words(span([d0, d1, d2, d3], [a0, a1, a2, a3])),
    b: words(span([d0, d1, d2, d3], [b0, b1, b2, b3])),
    out: words(d0 * d1 * d2 * d3),
  }),
  compare: ({ n }) => ({ a: words(n), b: words(n), out: n }),
  compareStrided: (args) => chosen(args, 4),
  logical: ({ n }) => ({ a: n, b: n, out: n }),
  logicalStrided: (args) => chosen(args, 1),
  logicalNot: ({ n }) => ({ x: n, out: n }),
  select: ({ n }) => ({ condition: n, a: words(n), b: words(n), out: words(n) }),
  clip: ({ n }) => ({ x: words(n), out: words(n) }),
  argReduce: ({ outer, length, inner }) => ({ x: words(outer * length * inner), out: words(outer * inner) }),
  copyStrided: (args) => copied(args, 4),
  copyStridedBytes: (args) => copied(args, 1),
  foldIn: () => ({ key: KEY, out: KEY }),
  uniform: drawn,
  normal: drawn,
  gumbel: drawn,
  integers: drawn,
  bernoulli: ({ count }) => ({ key: KEY, out: count }),
  fill: ({ n }) => ({ out: words(n) }),
  unary: ({ n }) => ({ x: words(n), out: words(n) }),
  tanhGrad: ({ n }) => ({ dy: words(n), y: words(n), out: words(n) }),
  sigmoidGrad: ({ n }) => ({ dy: words(n), y: words(n), out: words(n) }),
  castFloatToInt: ({ n }) => ({ x: words(n), out: words(n) }),
  castIntToFloat: ({ n }) => ({ x: words(n), out: words(n) }),
  castBoolToFloat: ({ n }) => ({ x: n, out: words(n) }),
  castBoolToInt: ({ n }) => ({ x: n, out: words(n) }),
  reduceRows: ({ rows, length }) => ({ x: words(rows * length), out: words(rows) }),
  reduceColumns: ({ outer, length, inner }) => ({
    x: words(outer * length * inner),
    out: words(outer * inner),
  }),
  softmax: row,
  logSoftmax: row,
  logSumExp: ({ rows, length }) => ({ x: words(rows * length), out: words(rows) }),
  normalise: ({ rows, length }) => ({
    x: words(rows * length),
    out: words(rows * length),
    factors: words(rows),
  }),
  gatherRows: (args) => picked(args, 4),
  gatherRowsBytes: (args) => picked(args, 1),
  scatterAddRows: ({ outer, count, rowSize, rows }) => ({
    from: words(outer * count * rowSize),
    indices: words(count),
    out: words(outer * rows * rowSize),
  }),
  hatWeights: ({ count, length }) => ({ points: words(count), out: words(count * length) }),
  hatSlopes: ({ count, length }) => ({ points: words(count), out: words(count * length) }),
  cumulate: ({ outer, length, inner }) => ({
    x: words(outer * length * inner),
    out: words(outer * length * inner),
  }),
  linearRecurrence: ({ outer, length, inner }) => ({
    a: words(outer * length * inner),
    b: words(outer * length * inner),
    out: words(outer * length * inner),
  }),
  oneHot: ({ count, depth }) => ({ indices: words(count), out: words(count * depth) }),
  copyBytes: ({ count }) => ({ from: count, out: count }),
  outerPair: ({ batch, m, n, aStride, bStride, cStride, dStride }) => ({
    a: words(span([batch, m], [aStride, 1])),
    b: words(span([batch, n], [bStride, 1])),
    c: words(span([batch, m], [cStride, 1])),
    d: words(span([batch, n], [dStride, 1])),
    addend: words(batch * m * n),
    out: words(batch * m * n),
  }),
  twoVectors: ({ batch, m, k, aStride, xStride, yStride }) => ({
    a: words(span([batch, m * k], [aStride, 1])),
    x: words(span([batch, k], [xStride, 1])),
    y: words(span([batch, k], [yStride, 1])),
    out: words(batch * m),
    secondOut: words(batch * m),
  }),
  packFactor: ({ n, k }) => ({ b: words(n * k), out: packedFactorBytes(n, k) }),
  matmul: ({ batch, m, n, k, aBatchStride, bBatchStride, transposeA, segments, ...others }) => ({
    a: steps([segments, batch, m * k], [others.aSegmentStride, aBatchStride, 1]),
    b:
      others.transposeB === 2
        ? packedFactorBytes(n, k)
        : steps([segments, batch, k * n], [others.bSegmentStride, bBatchStride, 1]),
    addend: words(batch * m * n),
    out: words(batch * m * n),
    scratch: matmulScratchBytes(m, n, k, transposeA as Flag, segments),
  }),
  transpose: ({ batch, rows, columns }) => ({
    from: words(batch * rows * columns),
    out: words(batch * rows * columns),
  }),
};

/** What an instruction may touch around each of its pointers. */
export function extentsOf(instruction: Instruction): Readonly<Record<string, Extent>> {
  const { name } = instruction;
  const numbers = Object.entries(named(instruction)).map(
    ([own, arg]) => [own, typeof arg === 'number' ? arg : 0] as const,
  );
  const extents = EXTENTS[name]?.(Object.fromEntries(numbers));
  if (extents === undefined) throw new Error(`compile: ${name} must have extents to be checked, got none`);
  return extents;
}

/** Throws unless everything that the instruction touches lies inside the blocks that it is given. */
export function checkExtents(instruction: Instruction): void {
  const extents = extentsOf(instruction);
  for (const [own, arg] of Object.entries(named(instruction))) {
    if (typeof arg !== 'number') checkPlace(`${instruction.name}: ${own}`, arg, extents[own]);
  }
}

/** The same for a fused loop. */
export function checkFusedExtents({ loop, places }: Fused): void {
  const { rows, columns, inputs, outputs } = loop;
  const layouts = [...inputs, ...outputs.map(({ row }) => ({ row, column: 1 }))];
  layouts.forEach(({ row, column }, i) => {
    checkPlace(`fused loop: operand ${i}`, places[i], words(span([rows, columns], [row, column])));
  });
}

function checkPlace(name: string, place: Place, extent: Extent): void {
  const { lowest, highest } = reach(place);
  const { before, behind } = aroundPointer(extent);
  const { bytes } = place.block;
  if (lowest - before >= 0 && highest + behind <= bytes) return;
  const got = `${lowest - before}..${highest + behind}`;
  throw new Error(`compile: ${name} must stay within ${bytes} bytes, got ${got}`);
}

/** Bytes before and behind a pointer. */
export function aroundPointer(extent: Extent): { readonly before: number; readonly behind: number } {
  return typeof extent === 'number' ? { before: 0, behind: extent } : extent;
}

/** The offsets that a place has in the rounds of its loops. */
function reach({ offset, strides = [] }: Place): { lowest: number; highest: number } {
  const ways = strides.map(({ loop, bytes }) => bytes * (loop.count - 1));
  const sum = (list: readonly number[]): number => list.reduce((total, way) => total + way, offset);
  return {
    lowest: sum(ways.map((way) => Math.min(way, 0))),
    highest: sum(ways.map((way) => Math.max(way, 0))),
  };
}
