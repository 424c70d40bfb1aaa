// An instruction out of bounds would not trap but overwrite: so it must be refused. The oracle lists every byte that is touched.
import { matmulScratchBytes } from '@saccade/kernels';
import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { checkExtents } from '../../src/compile/extents.ts';
import type { Instruction, InstructionName } from '../../src/compile/steps.ts';
import { at, block, kernel } from './by-hand.ts';

/** Elements that an operand has, from the lowest index to the highest, and bytes of each. */
interface Touched {
  readonly lowest: number;
  readonly highest: number;
  readonly bytes: number;
}

/** An instruction as numbers and operands, in the order of its arguments. */
interface Sample {
  readonly name: InstructionName;
  readonly args: readonly (number | Touched)[];
}

/** The indices of a box, one by one. */
function box(lengths: readonly number[], steps: readonly number[], bytes = 4): Touched {
  if (lengths.includes(0)) return { lowest: 0, highest: -1, bytes };
  let indices = [0];
  lengths.forEach((length, axis) => {
    indices = indices.flatMap((index) =>
      Array.from({ length }, (_, i) => index + i * (steps[axis] as number)),
    );
  });
  return { lowest: Math.min(...indices), highest: Math.max(...indices), bytes };
}

const row = (n: number, bytes = 4): Touched => box([n], [1], bytes);

const length = fc.constantFrom(1, 2, 3, 4, 5);
const lengths = fc.tuple(length, length, length, length);
const steps = fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 30 })));
const anySteps = fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: -30, max: 30 })));
const size = (d: readonly number[]): number => d.reduce((a, b) => a * b, 1);

const strided = (name: 'binaryStrided' | 'compareStrided' | 'logicalStrided', bytes: number, out: number) =>
  fc.tuple(lengths, steps, steps).map(([d, a, b]): Sample => {
    const operands = [box(d, a, bytes), box(d, b, bytes), row(size(d), out)];
    return { name, args: [0, ...operands, ...d, ...a, ...b] };
  });

const copies = (name: 'copyStrided' | 'copyStridedBytes', bytes: number) =>
  fc.tuple(lengths, anySteps, anySteps).map(([d, from, out]): Sample => ({
    ...{ name, args: [box(d, from, bytes), box(d, out, bytes), ...d, ...from, ...out] },
  }));

const flag = fc.constantFrom(0 as const, 1 as const);

/** Factors of segments may lie in any direction, those of a batch one behind the other or in one place. */
const product = fc
  .tuple(lengths, fc.tuple(flag, flag, flag, flag), length, fc.integer({ min: -30, max: 30 }))
  .map(([[batch, m, n, k], [transposeA, transposeB, stepA, stepB], segments, far]): Sample => {
    const [aStride, bStride] = [stepA * m * k, stepB * k * n];
    const scratch = matmulScratchBytes(m, n, k, transposeA, segments);
    const a = box([segments, batch, m * k], [far, aStride, 1]);
    const b = box([segments, batch, k * n], [-far, bStride, 1]);
    const operands = [a, b, row(batch * m * n), row(batch * m * n), row(scratch, 1)];
    const sizes = [batch, m, n, k, aStride, bStride];
    return { name: 'matmul', args: [...operands, ...sizes, transposeA, transposeB, segments, far, -far] };
  });

const SAMPLES = fc.oneof(
  length.map((n): Sample => ({ name: 'unary', args: [1, row(n), row(n), n] })),
  length.map((n): Sample => ({ name: 'binary', args: [1, row(n), row(n), row(n), n] })),
  length.map((n): Sample => ({ name: 'compare', args: [1, row(n), row(n), row(n, 1), n] })),
  length.map((n): Sample => ({ name: 'select', args: [row(n, 1), row(n), row(n), row(n), n] })),
  length.map((n): Sample => ({ name: 'castBoolToFloat', args: [row(n, 1), row(n), n] })),
  length.map((n): Sample => ({ name: 'copyBytes', args: [row(n, 1), row(n, 1), n] })),
  length.map((n): Sample => ({ name: 'fill', args: [row(n), n, 0] })),
  length.map((n): Sample => ({ name: 'uniform', args: [row(2), row(n), n, 0, 1] })),
  length.map((n): Sample => ({ name: 'bernoulli', args: [row(2), row(n, 1), n, 0.5] })),
  fc
    .tuple(length, length)
    .map(([r, n]): Sample => ({ name: 'reduceRows', args: [0, row(r * n), row(r), r, n] })),
  fc
    .tuple(length, length, length)
    .map(([o, n, i]): Sample => ({ name: 'reduceColumns', args: [0, row(o * n * i), row(o * i), o, n, i] })),
  fc
    .tuple(length, length, length)
    .map(([o, n, i]): Sample => ({ name: 'argReduce', args: [0, row(o * n * i), row(o * i), o, n, i] })),
  fc.tuple(lengths, steps, steps).map(([[rows, columns], [aRow, aColumn], [bRow, bColumn]]): Sample => {
    const [a, b] = [box([rows, columns], [aRow, aColumn]), box([rows, columns], [bRow, bColumn])];
    return {
      ...{ name: 'binaryBroadcast' },
      args: [0, a, b, row(rows * columns), rows, columns, aRow, aColumn, bRow, bColumn],
    };
  }),
  strided('binaryStrided', 4, 4),
  strided('compareStrided', 4, 1),
  strided('logicalStrided', 1, 1),
  copies('copyStrided', 4),
  copies('copyStridedBytes', 1),
  product,
);

/** A change of one operand: bytes that its place moves or its block lacks, and rounds of a loop that moves it. */
interface Change {
  readonly operand: number;
  readonly offset?: number;
  readonly bytes?: number;
  readonly rounds?: readonly { readonly count: number; readonly bytes: number }[];
}

const NOTHING: Change = { operand: -1 };

/** The instruction on blocks that hold just what it touches, but for a change. */
function build({ name, args }: Sample, change: Change): Instruction {
  let operand = 0;
  const places = args.map((arg) => {
    if (typeof arg === 'number') return arg;
    const { offset = 0, bytes = 0, rounds = [] } = operand++ === change.operand ? change : {};
    const whole = (arg.highest - arg.lowest + 1) * arg.bytes;
    const strides = rounds.map((own) => ({ loop: { count: own.count }, bytes: own.bytes }));
    return at(block(whole + bytes), -arg.lowest * arg.bytes + offset, strides);
  });
  return kernel(name, ...places);
}

const operandsOf = ({ args }: Sample): number => args.filter((arg) => typeof arg !== 'number').length;

const refused = /must stay within/;

property.prop([SAMPLES, fc.nat(7), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 2, max: 5 })], {
  seed: 1990,
  numRuns: 2000,
})('what fits is accepted, a byte or a round more is refused', (sample, which, bytes, count) => {
  const operand = which % operandsOf(sample);
  expect(() => checkExtents(build(sample, NOTHING))).not.toThrow();
  const check = (change: Omit<Change, 'operand'>) => () =>
    checkExtents(build(sample, { ...change, operand }));
  expect(check({ offset: bytes })).toThrow(refused);
  expect(check({ offset: -bytes })).toThrow(refused);
  expect(check({ bytes: -bytes })).toThrow(refused);
  // In a loop: just enough for all rounds, then a byte less.
  const far = (count - 1) * bytes;
  expect(check({ bytes: far, rounds: [{ count, bytes }] })).not.toThrow();
  expect(check({ bytes: far - 1, rounds: [{ count, bytes }] })).toThrow(refused);
  expect(check({ bytes: far, offset: far, rounds: [{ count, bytes: -bytes }] })).not.toThrow();
  expect(check({ bytes: far, offset: far - 1, rounds: [{ count, bytes: -bytes }] })).toThrow(refused);
});

test('strides of nested loops add up, forwards and backwards apart', () => {
  const [inner, outer] = [{ count: 3 }, { count: 2 }];
  const moving = (bytes: number, offset: number, a: number, b: number) => () => {
    const strides = [
      { loop: inner, bytes: a },
      { loop: outer, bytes: b },
    ];
    checkExtents(kernel('fill', at(block(bytes), offset, strides), 1, 0));
  };
  expect(moving(4 + 2 * 8 + 100, 0, 8, 100)).not.toThrow();
  expect(moving(4 + 2 * 8 + 99, 0, 8, 100)).toThrow('must stay within 119 bytes, got 0..120');
  expect(moving(4 + 2 * 8 + 100, 100, 8, -100)).not.toThrow();
  expect(moving(4 + 2 * 8 + 100, 99, 8, -100)).toThrow('got -1..119');
});

test('an empty box touches nothing', () => {
  const none = block(0);
  expect(() => checkExtents(kernel('unary', 1, none, none, 0))).not.toThrow();
  expect(() =>
    checkExtents(kernel('copyStrided', none, none, 2, 0, 3, 1, -5, 1, 1, 1, 9, 1, 1, 1)),
  ).not.toThrow();
});

test('the error names instruction, argument, bytes and offsets', () => {
  expect(() => checkExtents(kernel('unary', 1, block(16), at(block(16), 4), 4))).toThrow(
    'compile: unary: out must stay within 16 bytes, got 4..20',
  );
});

test('an instruction whose extents nobody wrote down is refused', () => {
  expect(() => checkExtents(kernel('threefry2x32', 0, 0, block(4), block(4), 1))).toThrow(
    'compile: threefry2x32 must have extents to be checked, got none',
  );
});
