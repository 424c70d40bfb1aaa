import { beforeAll, expect, test } from 'vitest';
import {
  add,
  concat,
  grad,
  key,
  matMul,
  mean,
  mul,
  normal,
  relu,
  reshape,
  scan,
  slice,
  split,
  square,
  start,
  stack,
  tanh,
  unstack,
  zeros,
} from '../../src/index.ts';
import type { Tensor } from '../../src/index.ts';
import { compare } from './compare.ts';

beforeAll(async () => {
  await start();
});

const random = (call: number, ...shape: number[]): Tensor => normal(key(100 * call + shape.length), shape);

/** The lines of a kind of instruction. */
const lines = (text: string, name: string): string[] =>
  text.split('\n').filter((line) => line.trim().startsWith(`${name} `));

test('a product that is only added to something is added by its own instruction', () => {
  const f = (x: Tensor, y: Tensor): Tensor[] => [add(mul(y, 2), matMul(x, y)), add(matMul(y, x), y)];
  const text = compare(f, (call) => [random(call, 8, 8), random(call + 50, 8, 8)]);
  expect(lines(text, 'matmul')).toHaveLength(2);
  expect(text).not.toMatch(/ binary operation=0/);
});

test('a product that is also asked for stays, also when it is added to itself', () => {
  const f = (x: Tensor): Tensor[] => {
    const product = matMul(x, x);
    return [product, add(mul(x, 2), product), add(matMul(x, mul(x, 3)), matMul(x, mul(x, 3)))];
  };
  compare(f, (call) => [random(call, 8, 8)]);
});

/** A recurrent net whose weights get a gradient from each of five steps. */
function loss(w: Tensor, xs: Tensor, width: number): Tensor {
  let h: Tensor = zeros([xs.shape[1]!, width]);
  for (const x of unstack(xs)) h = tanh(matMul(concat([x, h], 1), w));
  return mean(square(h));
}

test.each([1, 2, 6])('gradients of weights over time are one product with a batch of %i', (batch) => {
  const f = (w: Tensor, xs: Tensor): Tensor[] => [grad((p: Tensor) => loss(p, xs, 8))(w)];
  const text = compare(f, (call) => [random(call, 12, 8), random(call, 5, batch, 4)]);
  const products = lines(text, 'matmul').filter((line) => line.includes('transposeA=1'));
  expect(products).toEqual([expect.stringContaining('segments=5')]);
});

test('factors that lie at equal distances are not moved, those that do not end a stack', () => {
  const f = (xs: Tensor, ys: Tensor, z: Tensor): Tensor[] => {
    const [x, y] = [unstack(xs), unstack(ys)];
    const terms = [0, 1, 2, 3, 5].map((i) => matMul(x[i]!, relu(y[i]!), { transposeA: true }));
    return [terms.reduce((sum, term) => add(sum, term), z)];
  };
  const text = compare(f, (call) => [random(call, 6, 3, 5), random(call + 9, 6, 3, 4), random(call, 5, 4)]);
  const segments = lines(text, 'matmul').map((line) => /segments=(\d)/.exec(line)?.[1]);
  expect(segments).toEqual(['4', '1']);
});

test('a factor that changes before the stack is complete is not put there', () => {
  // The second chain reads what lies in the first one in another order.
  const f = (xs: Tensor): Tensor[] => {
    const rows = unstack(xs).map((x) => tanh(x));
    const inOrder = rows.map((row) => matMul(row, relu(row), { transposeA: true }));
    const turned = rows.toReversed().map((row) => matMul(row, square(row), { transposeA: true }));
    const mixed = [2, 0, 1].map((i) => matMul(rows[i]!, mul(rows[i]!, 3), { transposeA: true }));
    return [inOrder, turned, mixed].map((terms) => terms.reduce((sum, term) => add(sum, term)));
  };
  const text = compare(f, (call) => [random(call, 3, 4, 6)]);
  const segments = lines(text, 'matmul').map((line) => /segments=(\d)/.exec(line)?.[1]);
  expect(segments).toEqual(['3', '3', '2', '1']);
});

test.each([1, 3, 8])('only the columns of a product that somebody reads are made, with %i rows', (rows) => {
  const f = (x: Tensor, w: Tensor): Tensor[] => {
    const [, middle, right] = split(matMul(x, w, { transposeB: true }), [3, 4, 4, 1], 1) as Tensor[];
    return [tanh(middle!), tanh(right!)];
  };
  const text = compare(f, (call) => [random(call, rows, 7), random(call, 12, 7)]);
  expect(lines(text, 'matmul')[0]).toContain('n=8');
});

test('a product of which a row is read stays whole', () => {
  const f = (x: Tensor, w: Tensor): Tensor[] => {
    const product = matMul(x, w, { transposeB: true });
    return [tanh(slice(product, [2, 0], [1, 12])), tanh(slice(product, [0, 3], [4, 2]))];
  };
  const text = compare(f, (call) => [random(call, 4, 7), random(call, 12, 7)]);
  expect(lines(text, 'matmul')[0]).toContain('n=12');
});

test('a product of which one part is read goes where that part belongs', () => {
  const f = (x: Tensor, w: Tensor): Tensor[] => {
    const [, right] = split(matMul(x, w, { transposeB: true }), [4, 8], 1) as Tensor[];
    return [tanh(right!)];
  };
  const text = compare(f, (call) => [random(call, 5, 7), random(call, 12, 7)]);
  expect(lines(text, 'matmul')[0]).toContain('n=8');
  expect(lines(text, 'copyStrided')).toEqual([]);
});

test('two outer products that are added to one matrix are added together, unless what is between is read', () => {
  const f = (w: Tensor, a: Tensor, b: Tensor, c: Tensor): Tensor[] => {
    const twice = add(add(mul(w, 2), matMul(a, b)), matMul(c, b));
    const between = add(twice, matMul(a, a, { transposeB: true }));
    return [add(between, matMul(b, c, { transposeA: true, transposeB: true })), tanh(between)];
  };
  const text = compare(f, (call) => [
    random(call, 2, 5, 5),
    random(call + 1, 2, 5, 1),
    random(call + 2, 2, 1, 5),
    random(call + 3, 2, 5, 1),
  ]);
  expect([lines(text, 'outerPair').length, lines(text, 'matmul').length]).toEqual([1, 2]);
});

test('a factor that products share is packed once, outside of a loop', () => {
  const unrolled = (w: Tensor, xs: Tensor): Tensor[] => [grad((p: Tensor) => loss(p, xs, 8))(w)];
  const text = compare(unrolled, (call) => [random(call, 12, 8), random(call, 5, 6, 4)]);
  expect(lines(text, 'packFactor')).toHaveLength(2);
  const step = (w: Tensor, h: Tensor, x: Tensor): [Tensor, Tensor] => {
    const next = tanh(matMul(concat([x, h], 1), w));
    return [next, next];
  };
  const looped = (w: Tensor, h: Tensor, xs: Tensor): Tensor[] => [
    scan((carry: Tensor, x: Tensor) => step(w, carry, x), h, xs)[0],
  ];
  const other = compare(looped, (call) => [random(call, 12, 8), random(call, 6, 8), random(call, 5, 6, 4)]);
  expect(other.indexOf('packFactor')).toBeLessThan(other.indexOf('5 times'));
  expect(lines(other, 'packFactor')).toHaveLength(1);
});

test('a factor that changes in a loop is packed in each round', () => {
  const f = (w: Tensor, xs: Tensor): Tensor[] => [
    scan(
      (carry: Tensor, x: Tensor): [Tensor, Tensor] => {
        const product = matMul(matMul(x, carry), carry);
        return [tanh(product), product];
      },
      w,
      xs,
    )[0],
  ];
  const text = compare(f, (call) => [random(call, 6, 6), random(call, 5, 6, 6)]);
  expect(text.indexOf('packFactor')).toBeGreaterThan(text.indexOf('5 times'));
});

test('a chain of operations stays in the memory of its first result', () => {
  const f = (x: Tensor): Tensor[] => [stack(unstack(square(tanh(relu(mul(x, 3)))))), reshape(tanh(x), [-1])];
  const text = compare(f, (call) => [random(call, 100, 4)]);
  expect(text).toMatch(/ 1616 bytes of memory/);
});

test('factors that begin at the same place, of which one moves with the rounds of a loop, are not one', () => {
  const f = (ws: Tensor, xs: Tensor): Tensor[] => {
    const [first] = unstack(ws) as [Tensor];
    const step = (h: Tensor, x: { w: Tensor; x: Tensor }): [Tensor, Tensor] => {
      const moving = matMul(x.x, x.w);
      return [add(matMul(h, first), tanh(matMul(h, x.w))), add(moving, matMul(tanh(x.x), first))];
    };
    const [last, ys] = scan(step, zeros([4, 6]), { w: ws, x: xs });
    return [last, ys];
  };
  compare(f, (call) => [random(call, 3, 6, 6), random(call + 1, 3, 4, 6)]);
});

test('a matrix that is a factor of several products lies in one place', () => {
  const segments = (...pairs: readonly (readonly [number, number])[]) => {
    const f = (x: Tensor, given: Tensor): Tensor[] => {
      const factors = unstack(given).map((each) => tanh(matMul(each, each)));
      return [pairs.reduce((sum, [i, j]) => add(sum, matMul(factors[i]!, factors[j]!)), x)];
    };
    const text = compare(f, (call) => [random(call, 5, 5), random(call + 1, 7, 5, 5)]);
    const added = lines(text, 'matmul').filter((line) => !line.includes('addend=0'));
    return added.map((line) => Number(/segments=(\d)/.exec(line)![1]));
  };
  expect(segments([0, 1], [1, 0])).toEqual([2]);
  expect(segments([0, 0], [1, 1], [2, 2])).toEqual([3]);
  expect(segments([0, 1], [1, 2])).toEqual([1, 1]);
  expect(segments([0, 1], [2, 3], [1, 4], [5, 6])).toEqual([2, 1, 1]);
});

test.each([1, 5])(
  'a sum that is also a factor of what is added to it is made, with %i products per sum',
  (k) => {
    const f = (x: Tensor, a: Tensor, b: Tensor): Tensor[] => {
      const first = add(x, matMul(a, tanh(b)));
      return [add(first, matMul(a, slice(first, [0, 0], [k, 6])))];
    };
    compare(f, (call) => [random(call, 5, 6), random(call + 1, 5, k), random(call + 2, k, 6)]);
  },
);

test('products of one matrix by two vectors go through it once, if it stays the same and the second is ready', () => {
  const f = (w: Tensor, x: Tensor, y: Tensor): Tensor[] => {
    const before = matMul(w, x);
    const other = add(w, 1);
    // The third needs the first; the fourth has another matrix.
    return [before, matMul(w, y), matMul(w, before), matMul(other, y)];
  };
  const text = compare(f, (call) => [random(call, 9, 9), random(call + 1, 9, 1), random(call + 2, 9, 1)]);
  expect(lines(text, 'twoVectors')).toHaveLength(1);
  expect(lines(text, 'matmul')).toHaveLength(2);
});

test('so do products of two vectors by one matrix, as rows or against its transpose', () => {
  const f = (w: Tensor, x: Tensor, y: Tensor): Tensor[] => [
    matMul(reshape(x, [1, 9]), w),
    matMul(w, y, { transposeA: true }),
    matMul(reshape(y, [1, 9]), w, { transposeB: true }),
    matMul(w, x),
  ];
  const text = compare(f, (call) => [random(call, 9, 9), random(call + 1, 9, 1), random(call + 2, 9, 1)]);
  expect(lines(text, 'twoVectors').map((line) => /transposeA=(.)/.exec(line)![1])).toEqual(['1', '0']);
  expect(lines(text, 'matmul')).toEqual([]);
});

test('fast weights are asked twice between changes, in loops too', () => {
  const f = (keys: Tensor, values: Tensor, queries: Tensor): Tensor[] => {
    const [last, ys] = scan(
      (w: Tensor, x: { k: Tensor; v: Tensor; q: Tensor }) => {
        const old = matMul(w, x.k);
        const next = add(w, matMul(mul(square(old), x.v), x.k, { transposeB: true }));
        return [next, { old, now: matMul(next, x.q), again: matMul(next, x.k) }];
      },
      zeros([2, 8, 8]),
      { k: keys, v: values, q: queries },
    );
    return [last, ys.old, ys.now, ys.again];
  };
  const text = compare(f, (call) => [
    random(call, 5, 2, 8, 1),
    random(call + 1, 5, 2, 8, 1),
    random(call + 2, 5, 2, 8, 1),
  ]);
  expect(text).toContain('twoVectors');
});
