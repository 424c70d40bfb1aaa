import { expect, test } from 'vitest';
import { INSTRUCTIONS } from '../src/index.ts';
import { makeArena } from './arena.ts';

const arena = await makeArena(2);
const { transpose, scatterAddRows } = INSTRUCTIONS;

/** Runs a program in a memory full of guards and returns its words as they are afterwards. */
function run(words: readonly number[]): Uint32Array {
  const program = arena.draft(Int32Array.from(words));
  arena.kernels.run(program, program + 4 * words.length);
  expect(arena.damage()).toEqual([]);
  return arena.words(program, words.length);
}

test('instructions run one after the other', () => {
  arena.reset();
  const from = arena.put(Float32Array.of(1, 2, 3, 4, 5, 6));
  const [between, out] = [arena.room(6), arena.room(6)];
  run([transpose.code, from, between, 1, 2, 3, transpose.code, between, out, 1, 3, 2]);
  expect([...arena.floats(between, 6)]).toEqual([1, 4, 2, 5, 3, 6]);
  expect([...arena.floats(out, 6)]).toEqual([1, 2, 3, 4, 5, 6]);
});

test('an empty program does nothing', () => {
  arena.reset();
  run([]);
});

test('a loop repeats its body with words that step, and leaves them as they were', () => {
  arena.reset();
  const rows = arena.put(Float32Array.of(1, 10, 100, 1000));
  const indices = arena.put(Int32Array.of(2, 0, 2, 1));
  const out = arena.draft(new Float32Array(3));
  const body = [scatterAddRows.code, rows, indices, out, 1, 1, 1, 3];
  const words = [0, 4, 4 * body.length, 2, 4, 4, 8, 4, ...body];
  expect([...run(words)].map((word) => word | 0)).toEqual(words);
  expect([...arena.floats(out, 3)]).toEqual([10, 1000, 101]);
});

test('loops nest', () => {
  arena.reset();
  const rows = arena.put(Float32Array.from({ length: 6 }, (_, i) => 2 ** i));
  const index = arena.put(Int32Array.of(0));
  const out = arena.draft(new Float32Array(2));
  const body = [scatterAddRows.code, rows, index, out, 1, 1, 1, 1];
  const inner = [0, 3, 4 * body.length, 1, 4, 4, ...body];
  // Two rounds of three: the rows go on where the inner loop began, three further; the target moves by one.
  const first = 4 * (inner.length - body.length);
  run([0, 2, 4 * inner.length, 2, first + 4, 12, first + 12, 4, ...inner]);
  expect([...arena.floats(out, 2)]).toEqual([7, 56]);
});

test('a loop of no rounds does nothing', () => {
  arena.reset();
  const out = arena.draft(Float32Array.of(5));
  const body = [scatterAddRows.code, out, out, out, 1, 1, 1, 1];
  run([0, 0, 4 * body.length, 0, ...body]);
  expect([...arena.floats(out, 1)]).toEqual([5]);
});
