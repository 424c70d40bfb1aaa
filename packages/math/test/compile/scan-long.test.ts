// An LSTM over many steps of time.
import { beforeAll, expect, test } from 'vitest';
import { add, compile, concat, dispose, key, matMul, mean, mul, normal, scan, sigmoid, split, square, start, tanh, tidy, valueAndGrad, values, zeros } from '../../src/index.ts'; // prettier-ignore
import type { Tensor } from '../../src/index.ts';

beforeAll(async () => {
  await start();
});

const [BATCH, INPUTS, CELLS] = [2, 3, 4];

interface State {
  readonly h: Tensor;
  readonly c: Tensor;
}

function lstm(w: Tensor, { h, c }: State, x: Tensor): State {
  const [i, f, g, o] = split(matMul(concat([x, h], 1), w), 4, 1) as [Tensor, Tensor, Tensor, Tensor];
  const next = add(mul(sigmoid(add(f, 1)), c), mul(sigmoid(i), tanh(g)));
  return { h: mul(sigmoid(o), tanh(next)), c: next };
}

/** The loss over all outputs, and its gradients. */
const step = (w: Tensor, xs: Tensor, segment?: number): Tensor[] =>
  tidy(() => {
    const loss = (given: { readonly w: Tensor; readonly xs: Tensor }): Tensor => {
      const begin = { h: zeros([BATCH, CELLS]), c: zeros([BATCH, CELLS]) };
      const [, hs] = scan(
        (state: State, x: Tensor) => {
          const next = lstm(given.w, state, x);
          return [next, next.h];
        },
        begin,
        given.xs,
        segment === undefined ? {} : { segment },
      );
      return mean(square(hs));
    };
    const { value, grads } = valueAndGrad(loss)({ w, xs });
    return [value, grads.w, grads.xs];
  });

const weights = (): Tensor => normal(key(1), [INPUTS + CELLS, 4 * CELLS], { sd: 0.5 });
const series = (length: number): Tensor => normal(key(2), [length, BATCH, INPUTS]);

/** What a program of so many steps of time needs. */
function sizeOf(length: number, segment?: number): { words: number; memory: number } {
  const compiled = compile((w: Tensor, xs: Tensor) => step(w, xs, segment));
  dispose(compiled(weights(), series(length)));
  const [, words, memory] = /(\d+) bytes of program, (\d+) bytes of memory/.exec(compiled.explain()) ?? [];
  compiled.dispose();
  return { words: Number(words), memory: Number(memory) };
}

test.each([
  [1000, undefined],
  [10_000, undefined],
  [1000, 30],
])(
  'over %i steps, in segments of %s, values and gradients have the bits of the eager ones',
  (length, segment) => {
    const given = (w: Tensor, xs: Tensor): Tensor[] => step(w, xs, segment);
    const compiled = compile(given);
    const [w, xs] = [weights(), series(length)];
    const bits = (tensors: readonly Tensor[]): ArrayBufferLike[] =>
      tensors.map((each) => values(each).buffer);
    const expected = bits(given(w, xs));
    for (let call = 0; call < 2; call++) expect(bits(compiled(w, xs))).toEqual(expected);
    compiled.dispose();
  },
);

test('L7 the program stays as long as it is, its memory grows by what the gradient needs of each step', () => {
  const [short, long] = [sizeOf(1000), sizeOf(10_000)];
  expect(long.words).toBe(short.words);
  // The state before each step, what comes out of it, and gradients of these and of what goes in.
  const perStep = 4 * BATCH * (2 * CELLS + 2 * CELLS + 2 * INPUTS);
  expect((long.memory - short.memory) / 9000).toBeLessThanOrEqual(perStep);
});

test('in segments, the memory for carries grows with the square root of the steps', () => {
  const [plain, segments] = [sizeOf(10_000), sizeOf(10_000, 100)];
  const carry = 4 * BATCH * 2 * CELLS;
  expect(plain.memory - segments.memory).toBeGreaterThan(0.9 * 10_000 * carry);
  expect(sizeOf(2500, 50).words).toBe(segments.words);
});
