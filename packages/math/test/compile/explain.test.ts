import { expect, test } from 'vitest';
import type { Build } from '../../src/compile/build.ts';
import { explainAll } from '../../src/compile/explain.ts';
import type { Block } from '../../src/compile/places.ts';
import type { Step } from '../../src/compile/steps.ts';
import { at, block, graph, host, input, kernel, node, repeat } from './by-hand.ts';

/** A program of so many words and bytes that does these steps. */
const build = (steps: readonly Step[], { words = 0, bytes = 0 } = {}): Build => ({
  ...{ graph: graph([], [node('Exp', [input(0)]), node('Neg', [input(0)])], []), steps },
  layouts: [],
  program: { assembly: { words: new Int32Array(words) }, arena: { bytes } } as unknown as Build['program'],
});

const lines = (...steps: readonly Step[]): string[] =>
  explainAll([build(steps)])
    .split('\n')
    .slice(2);

test('counts operations, instructions, loops, calls of the host, words and memory', () => {
  const own = block(16);
  const fill = kernel('fill', own, 4, 0);
  const steps = [fill, repeat({ count: 9 }, fill, repeat({ count: 2 }, host([own], [own]), fill))];
  expect(
    explainAll([build(steps, { words: 7, bytes: 320 })])
      .split('\n')
      .slice(0, 2),
  ).toEqual([
    '2 operations as 3 instructions, 2 loops and 1 calls of the host',
    '28 bytes of program, 320 bytes of memory',
  ]);
});

test('lists each operation that is left to the host once, loops included', () => {
  const call = (name: string): Step => host([], [], name);
  expect(lines(call('Cumsum'), repeat({ count: 2 }, call('Gather'), call('Cumsum')))[0]).toBe(
    'left to the host: Cumsum, Gather',
  );
});

test('names blocks by who holds them, temporaries and constants in order', () => {
  const all: Block[] = [
    block(16, { kind: 'input', input: 2 }),
    block(16, { kind: 'output', output: 1 }),
    block(16, { kind: 'donated', input: 0, output: 3 }),
    block(16, { kind: 'constant', bytes: new Uint8Array(16) }),
    block(16, { kind: 'key', input: 4 }),
    block(16),
    block(16),
    block(16, { kind: 'constant', bytes: new Uint8Array(16) }),
  ];
  expect(lines(host([...all, all[5]], [all[1]], 'Sort')).at(-1)).toBe(
    '  out1 = host Sort(in2, out1, in0→out3, c0, key4, t0, t1, c1, t0)',
  );
});

test('prints every argument by its name, offsets, and how places move in loops', () => {
  const [rounds, own, other] = [{ count: 3 }, block(64), block(64)];
  const back = at(own, 8, [{ loop: rounds, bytes: -4 }]);
  const on = at(other, 0, [{ loop: rounds, bytes: 16 }]);
  expect(lines(repeat(rounds, kernel('unary', 5, back, on, 1)), kernel('fill', other, 2, 0))).toEqual([
    '  3 times',
    '    unary operation=5 x=t0+8 −4 a round out=t1 +16 a round n=1',
    '  fill out=t1 n=2 bits=0',
  ]);
});

test('programs of several shapes stand one after the other; without any it says so', () => {
  expect(explainAll([build([]), build([])])).toBe(`${explainAll([build([])])}\n\n${explainAll([build([])])}`);
  expect(explainAll([])).toBe('Not called yet: there is no program.');
});
