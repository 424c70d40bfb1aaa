import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { BINARY_CODES, FUSED_OPERATIONS, UNARY_CODES } from '../src/index.ts';
import type { FusedInput, FusedLoop, FusedOperation } from '../src/index.ts';
import { makeArena } from './arena.ts';
import { fractions } from './numbers.ts';
import { everyExponent } from './ulps.ts';

const arena = await makeArena();
const NAMES = Object.keys(FUSED_OPERATIONS) as FusedOperation[];
/** Elements from row to row of rooms that are taken one after the other, less the columns. */
const GAP = 5;
const SIZES = [1, 3, 4, 5, 8, 9, 33];

/** The kernel that does the same to `n` elements. */
function alone(operation: FusedOperation, [a, b = 0]: readonly number[], out: number, n: number): void {
  const { kernels } = arena;
  if (operation === 'tanhGrad' || operation === 'sigmoidGrad') kernels[operation](a as number, b, out, n);
  else if (operation in UNARY_CODES)
    kernels.unary(UNARY_CODES[operation as keyof typeof UNARY_CODES], a as number, out, n);
  else kernels.binary(BINARY_CODES[operation as keyof typeof BINARY_CODES], a as number, b, out, n);
}

/** The results of a loop, each dense, by one kernel after the other. */
function reference(loop: FusedLoop, data: readonly Float32Array[]): Float32Array[] {
  const { rows, columns } = loop;
  const n = rows * columns;
  // As words, since numbers that are NaN may lose some of their bits, which are integers to some.
  const values = loop.inputs.map(({ row, column }, i) => {
    const words = new Uint32Array((data[i] as Float32Array).buffer);
    const place = (at: number): number => Math.floor(at / columns) * row + (at % columns) * column;
    return arena.put(Uint32Array.from({ length: n }, (_, at) => words[place(at)] as number));
  });
  for (const { operation, of } of loop.steps) {
    const out = arena.room(n);
    alone(
      operation,
      of.map((value) => values[value] as number),
      out,
      n,
    );
    values.push(out);
  }
  return loop.outputs.map(({ value }) => arena.floats(values[value] as number, n));
}

function run(loop: FusedLoop, pointers: readonly number[]): void {
  const opcode = arena.kernels.fuse(loop);
  const words = Int32Array.of(opcode, ...pointers);
  const program = arena.put(words);
  arena.kernels.run(program, program + 4 * words.length);
  arena.kernels.release(opcode);
}

/** Pointers to the rows of a result. Rows that lie apart have guards between them. */
function roomFor({ rows, columns }: FusedLoop, isDense: boolean): number[] {
  const first = arena.room(isDense ? rows * columns : columns);
  return Array.from({ length: rows }, (_, i) => {
    if (isDense) return first + 4 * i * columns;
    return i === 0 ? first : arena.room(columns);
  });
}

function check(loop: FusedLoop, data: readonly Float32Array[]): void {
  arena.reset();
  const inputs = data.map((floats) => arena.put(floats));
  const outputs = loop.outputs.map(({ row }) => roomFor(loop, row === loop.columns));
  run(loop, [...inputs, ...outputs.map(([first]) => first as number)]);
  const got = outputs.map((rows) => rows.flatMap((row) => [...arena.floats(row, loop.columns)]));
  expect(got).toEqual(reference(loop, data).map((floats) => [...floats]));
  expect(arena.damage()).toEqual([]);
}

test.each(NAMES)('%s has the bits of its kernel at every size, for values of every exponent', (operation) => {
  const of = FUSED_OPERATIONS[operation] === 1 ? [0] : [0, 1];
  const dense = { row: 0, column: 1 } as const;
  for (const columns of [...SIZES, 4096]) {
    const x = everyExponent(4, columns);
    const data = [x.slice(0, columns), x.slice(-columns).reverse()].slice(0, of.length);
    const loop = { rows: 1, columns, inputs: data.map(() => dense), steps: [{ operation, of }] };
    check({ ...loop, outputs: [{ value: of.length, row: columns }] }, data);
  }
});

/** Ways to lie over rows and columns. */
const LAYOUTS: readonly ((columns: number) => FusedInput)[] = [
  (columns) => ({ row: columns, column: 1 }),
  (columns) => ({ row: columns + 7, column: 1 }),
  () => ({ row: 0, column: 1 }),
  () => ({ row: 1, column: 0 }),
  () => ({ row: 0, column: 0 }),
];

/** Those on floats: the bits of a NaN are free, so that integers made of one are too. */
const FLOATS = NAMES.filter((name) => !name.endsWith('Int'));

/** Any loop, its choices made by a list of numbers. */
function loopOf(
  rows: number,
  columns: number,
  layouts: readonly number[],
  choices: readonly number[],
): FusedLoop {
  const inputs = layouts.map((layout) => (LAYOUTS[layout] as (typeof LAYOUTS)[0])(columns));
  const steps = choices.map((choice, i) => {
    const operation = FLOATS[choice % FLOATS.length] as FusedOperation;
    const pick = (x: number): number => x % (inputs.length + i);
    const of = [pick(choice >> 5), pick(choice >> 9)].slice(0, FUSED_OPERATIONS[operation]);
    return { operation, of };
  });
  const values = inputs.length + steps.length;
  const outputs = [values - 1, (choices[0] ?? 0) % values].map((value, i) => ({
    value,
    row: i === 0 ? columns + GAP : columns,
  }));
  return { rows, columns, inputs, steps, outputs };
}

property.prop(
  [
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom(...SIZES),
    fc.array(fc.nat(LAYOUTS.length - 1), { minLength: 1, maxLength: 4 }),
    fc.array(fc.nat(1 << 14), { maxLength: 12 }),
  ],
  { seed: 1991, numRuns: 500 },
)(
  'loops of any operations on operands of any layout have the bits of kernels',
  (rows, columns, ...choices) => {
    const loop = loopOf(rows, columns, ...choices);
    const data = loop.inputs.map(({ row, column }, i) =>
      fractions((rows - 1) * row + (columns - 1) * column + 1, i + columns).map((x) => 4 * x),
    );
    check(loop, data);
  },
);

test.each(SIZES)(
  '%i elements: results may lie where operands do that are read at the same elements',
  (columns) => {
    const [x, y] = [fractions(2 * columns, 1), fractions(2 * columns, 2)];
    const dense = { row: columns, column: 1 } as const;
    // x ← x·y, y ← x: each is read after the other could have been written.
    const loop: FusedLoop = {
      ...{ rows: 2, columns, inputs: [dense, dense] },
      steps: [{ operation: 'mul', of: [0, 1] }],
      outputs: [
        { value: 2, row: columns },
        { value: 0, row: columns },
      ],
    };
    arena.reset();
    const [ownX, ownY] = [arena.draft(x), arena.draft(y)];
    run(loop, [ownX, ownY, ownX, ownY]);
    expect(arena.floats(ownX, 2 * columns)).toEqual(x.map((value, i) => value * (y[i] as number)));
    expect(arena.floats(ownY, 2 * columns)).toEqual(x);
    expect(arena.damage()).toEqual([]);
  },
);

test('a loop is compiled once, and stays until all have given it back', () => {
  const { fuse, release } = arena.kernels;
  const loop = loopOf(2, 5, [0, 1], [17, 18]);
  const opcode = fuse(loop);
  expect(fuse({ ...loop })).toBe(opcode);
  const other = fuse({ ...loop, rows: 3 });
  expect(other).not.toBe(opcode);
  release(opcode);
  expect(fuse(loop)).toBe(opcode);
  for (let i = 0; i < 2; i++) release(opcode);
  // Its place is free.
  expect(fuse({ ...loop, rows: 4 })).toBe(opcode);
  release(opcode);
  release(other);
  expect(() => release(other)).toThrow(`release: opcode must be one that fuse gave, got ${other}`);
});

test('wrong loops are refused by name', () => {
  const loop = loopOf(2, 5, [0, 1], [17, 18]);
  const refused =
    (change: Partial<FusedLoop>): (() => number) =>
    () =>
      arena.kernels.fuse({ ...loop, ...change });
  expect(refused({ columns: 0 })).toThrow('fuse: columns must be an integer ≥ 1, got 0');
  expect(refused({ steps: [{ operation: 'add', of: [0] }] })).toThrow(
    'fuse: steps[0].of must be 2 values for add, got 1',
  );
  expect(refused({ steps: [{ operation: 'neg', of: [2] }] })).toThrow(
    'fuse: steps[0].of must be a value made before: an integer from 0 to 1, got 2',
  );
  expect(refused({ outputs: [{ value: 4, row: 5 }] })).toThrow(
    'fuse: outputs[0].value must be a value made before',
  );
});
