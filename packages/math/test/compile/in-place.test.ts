// The rules of which kernels may write where they read, tried on the kernels themselves.
import { BINARY_CODES, CUMULATE_CODES, INSTRUCTIONS, LOGICAL_CODES, UNARY_CODES } from '@saccade/kernels';
import { beforeAll, expect, test } from 'vitest';
import { IN_PLACE } from '../../src/compile/in-place.ts';
import type { InstructionName } from '../../src/compile/steps.ts';
import { ENGINE } from '../../src/engine/internals.ts';
import type { WasmBackend } from '../../src/engine/internals.ts';
import { saccadeKernels } from '../../src/engine/saccade-kernels.ts';
import { key, normalValues, start } from '../../src/index.ts';

beforeAll(async () => {
  await start();
});

/** Operands stand as `x`; each gets memory of its own, filled. */
type Arguments = readonly (number | 'x')[];

const sizes = [1, 3, 4, 5, 8, 9, 33];
const elementwise = (args: (n: number) => Arguments): Arguments[] => sizes.map(args);
const codes = (all: Readonly<Record<string, number>>, args: (code: number) => Arguments): Arguments[] =>
  Object.values(all).map(args);

/** `binaryBroadcast` of `[rows, columns]` with operands that lie in every way. */
function broadcasts(): Arguments[] {
  const ways = (columns: number): [number, number][] => [
    [columns, 1],
    [0, 1],
    [1, 0],
    [0, 0],
  ];
  const shapes = [
    [1, 5],
    [5, 1],
    [3, 9],
    [4, 4],
  ] as const;
  return shapes.flatMap(([rows, columns]) =>
    ways(columns).flatMap((a) =>
      ways(columns).map((b): Arguments => [BINARY_CODES.sub, 'x', 'x', 'x', rows, columns, ...a, ...b]),
    ),
  );
}

const CASES: Readonly<Partial<Record<InstructionName, readonly Arguments[]>>> = {
  unary: [
    ...elementwise((n) => [UNARY_CODES.exp, 'x', 'x', n]),
    ...codes(UNARY_CODES, (code) => [code, 'x', 'x', 33]),
  ],
  binary: [
    ...elementwise((n) => [BINARY_CODES.sub, 'x', 'x', 'x', n]),
    ...codes(BINARY_CODES, (code) => [code, 'x', 'x', 'x', 33]),
  ],
  binaryBroadcast: broadcasts(),
  matmul: [4, 5, 9].flatMap((m) =>
    [2, 3, 8, 9].map((n): Arguments => ['x', 'x', 'x', 'x', 'x', 1, m, n, 3, 0, 0, 0, 1, 1, 0, 0]),
  ),
  tanhGrad: elementwise((n) => ['x', 'x', 'x', n]),
  sigmoidGrad: elementwise((n) => ['x', 'x', 'x', n]),
  castFloatToInt: elementwise((n) => ['x', 'x', n]),
  castIntToFloat: elementwise((n) => ['x', 'x', n]),
  clip: elementwise((n) => ['x', 'x', n, -0.5, 0.5]),
  select: elementwise((n) => ['x', 'x', 'x', 'x', n]),
  logical: codes(LOGICAL_CODES, (code) => [code, 'x', 'x', 'x', 33]),
  logicalNot: elementwise((n) => ['x', 'x', n]),
  outerPair: [4, 5, 9].flatMap((m) =>
    [2, 3, 8, 9].map((n): Arguments => ['x', 'x', 'x', 'x', 'x', 'x', 2, m, n, m, n, m, n]),
  ),
  softmax: sizes.map((n) => ['x', 'x', 3, n]),
  logSoftmax: sizes.map((n) => ['x', 'x', 3, n]),
  // The smallest eps there is has these words.
  normalise: sizes.map((n) => ['x', 'x', 'x', 3, n, 1, 0]),
  cumulate: codes(CUMULATE_CODES, (code) => [code, 'x', 'x', 3, 5, 4, 0, 0]),
  linearRecurrence: [0, 1].map((reverse) => ['x', 'x', 'x', 3, 5, 4, reverse]),
};

const BYTES = 4 * 256;

/**
 * The bytes of a result, where the operands `shared` hold what the result's memory holds before: in memory of their own, or
 * together with it.
 */
function run(name: InstructionName, args: Arguments, shared: readonly number[], together: boolean): number[] {
  const { wasm } = ENGINE.backendInstance as WasmBackend;
  const out = (IN_PLACE[name] as NonNullable<(typeof IN_PLACE)[typeof name]>).out;
  const pointers = args.map((arg) => (arg === 'x' ? wasm._malloc(BYTES) : 0));
  pointers.forEach((pointer, i) => {
    if (pointer === 0) return;
    const content = i === out || shared.includes(i) ? 0 : 1 + i;
    new Float32Array(wasm.asm.memory.buffer, pointer, BYTES / 4).set(normalValues(key(content), BYTES / 4));
  });
  const given = args.map((arg, i) => {
    if (arg !== 'x') return arg;
    return pointers[together && shared.includes(i) ? out : i];
  });
  const kernels = saccadeKernels() as unknown as Record<string, (...given: readonly number[]) => void>;
  kernels[name](...given);
  const result = [...new Uint8Array(wasm.asm.memory.buffer, pointers[out], BYTES)];
  for (const pointer of pointers) if (pointer !== 0) wasm._free(pointer);
  return result;
}

const subsets = (list: readonly number[]): number[][] =>
  list.reduce<number[][]>((all, each) => [...all, ...all.map((own) => [...own, each])], [[]]);

test('every kernel with a rule is tried here', () => {
  expect(Object.keys(CASES).sort()).toEqual(Object.keys(IN_PLACE).sort());
});

test.each(Object.entries(IN_PLACE))(
  '%s: the rule names the output, and operands apart from it',
  (name, rule) => {
    const parameters = Object.keys(INSTRUCTIONS[name as InstructionName].parameters);
    expect(parameters[rule.out]).toBe('out');
    for (const args of CASES[name as InstructionName] ?? []) {
      const operands = rule.inputs(args.map((arg) => (arg === 'x' ? 0 : arg)));
      for (const i of operands) expect([args[i], i === rule.out]).toEqual(['x', false]);
    }
  },
);

test.each(Object.entries(IN_PLACE))('%s gives the same bits where its operands lie', (name, rule) => {
  let tried = 0;
  for (const args of CASES[name as InstructionName] ?? []) {
    const operands = rule.inputs(args.map((arg) => (arg === 'x' ? 0 : arg)));
    for (const shared of subsets(operands).slice(1)) {
      tried++;
      const [apart, together] = [false, true].map((is) => run(name as InstructionName, args, shared, is));
      expect(together, `${args.join()} with ${shared.join()}`).toEqual(apart);
    }
  }
  expect(tried).toBeGreaterThan(0);
});
