import { beforeAll, expect, test } from 'vitest';
import {
  add,
  compile,
  concat,
  dispose,
  grad,
  key,
  matMul,
  mean,
  mul,
  normal,
  scan,
  sigmoid,
  square,
  start,
  sub,
  sum,
  tanh,
  tensor,
  tidy,
  zeros,
} from '../../src/index.ts';
import type { Tensor } from '../../src/index.ts';
import { compare } from './compare.ts';

beforeAll(async () => {
  await start();
});

interface Cell {
  readonly w: Tensor;
  readonly b: Tensor;
}

const params = (call: number): Cell => ({
  w: normal(key(call), [5, 3], { sd: 0.5 }),
  b: tensor([0.1, -0.2, 0.3]),
});
const cell = ({ w, b }: Cell, h: Tensor, x: Tensor): Tensor => tanh(add(matMul(concat([x, h], 1), w), b));

test.each([false, true])('a compiled scan gives the bits of the eager one, reverse %s', (reverse) => {
  const f = (p: Cell, h0: Tensor, xs: Tensor): Tensor[] => {
    const [last, ys] = scan(
      (h: Tensor, x: Tensor) => {
        const next = cell(p, h, x);
        return [next, { next, before: h, twice: mul(next, 2), x }];
      },
      h0,
      xs,
      { reverse },
    );
    return [last, ys.next, ys.before, ys.twice, ys.x];
  };
  compare(f, (call): Parameters<typeof f> => [
    params(call),
    normal(key(10 + call), [4, 3]),
    normal(key(20 + call), [6, 4, 2]),
  ]);
});

test('so does its gradient', () => {
  const f = (p: Cell, h0: Tensor, xs: Tensor): Tensor[] => {
    const all = { p, h0, xs };
    const g = grad((a: typeof all) => {
      const [last, ys] = scan((h: Tensor, x: Tensor) => [cell(a.p, h, x), square(h)], a.h0, a.xs);
      return add(mean(square(last)), mean(ys));
    })(all);
    return [g.p.w, g.p.b, g.h0, g.xs];
  };
  compare(f, (call): Parameters<typeof f> => [
    params(call),
    normal(key(10 + call), [4, 3]),
    normal(key(20 + call), [6, 4, 2]),
  ]);
});

test('carries that change places are not overwritten too early', () => {
  const f = (a: Tensor, b: Tensor, xs: Tensor): Tensor[] => {
    const [last, ys] = scan(
      (c: readonly Tensor[], x: Tensor) => [[c[1], add(c[0], x), c[2]], c[0]],
      [a, b, sub(a, b)] as readonly Tensor[],
      xs,
    );
    return [...last, ys];
  };
  compare(f, (call): Parameters<typeof f> => [tensor([1, call]), tensor([5, 6]), normal(key(call), [5, 2])]);
});

test('a product that is summed sees the carry of its own step', () => {
  const f = (h0: Tensor, xs: Tensor): Tensor[] => {
    const [last] = scan(
      ({ h, total }: { readonly h: Tensor; readonly total: Tensor }, x: Tensor) => {
        const product = matMul(h, h, { transposeB: true });
        const next = tanh(h);
        return [{ h: next, total: add(total, product) }, x];
      },
      { h: h0, total: zeros([5, 5]) },
      xs,
    );
    return [last.h, last.total];
  };
  compare(f, (call): Parameters<typeof f> => [normal(key(call), [5, 3]), normal(key(9), [4, 1])]);
});

test('a product that is added to what was made before the loop leaves that as it is', () => {
  const f = (w: Tensor, b: Tensor, xs: Tensor): Tensor[] => {
    const before = square(b);
    const [last, ys] = scan(
      (h: Tensor, x: Tensor) => {
        const y = add(matMul(x, w), before);
        return [add(h, tanh(y)), square(y)];
      },
      zeros([4, 3]),
      xs,
    );
    return [last, ys];
  };
  compare(f, (call): Parameters<typeof f> => [
    normal(key(call), [2, 3]),
    normal(key(10 + call), [4, 3]),
    normal(key(20 + call), [5, 4, 2]),
  ]);
});

test('a carry that is a sum with a product, and was not read, is what comes after the loop', () => {
  const f = (w: Tensor, xs: Tensor): Tensor[] => {
    const step = (_: Tensor, x: Tensor): [Tensor, Tensor] => [add(matMul(x, w), square(x)), sum(x)];
    const [last, ys] = scan(step, zeros([4, 2]), xs);
    return [mul(last, 2), ys];
  };
  compare(f, (call): Parameters<typeof f> => [normal(key(call), [2, 2]), normal(key(20 + call), [5, 4, 2])]);
});

test('loops nest, and a step may be followed by more', () => {
  const f = (w: Tensor, xs: Tensor): Tensor[] => {
    const [outer, ys] = scan(
      (h: Tensor, rows: Tensor) => {
        const [inner] = scan((g: Tensor, x: Tensor) => [sigmoid(add(mul(g, w), x)), x], h, rows);
        return [mul(inner, 0.5), sum(rows)];
      },
      zeros([2]),
      xs,
    );
    return [add(outer, w), ys];
  };
  compare(f, (call): Parameters<typeof f> => [normal(key(call), [2]), normal(key(5 + call), [3, 4, 2])]);
});

test('the program does not grow with the length of the loop, its memory by the carry', () => {
  const sizes = [10, 1000].map((length) => {
    const step = compile((p: Cell, xs: Tensor) =>
      tidy(() =>
        grad((q: Cell) => mean(scan((h: Tensor, x: Tensor) => [cell(q, h, x), h], zeros([4, 3]), xs)[0]))(p),
      ),
    );
    dispose(step(params(1), normal(key(2), [length, 4, 2])));
    const [, words, memory] = /(\d+) bytes of program, (\d+) bytes of memory/.exec(step.explain()) ?? [];
    step.dispose();
    return { words, memory: Number(memory) };
  });
  expect(sizes[1].words).toBe(sizes[0].words);
  const perStep = (sizes[1].memory - sizes[0].memory) / 990;
  expect(perStep).toBeLessThan(2 * 4 * 12);
});
