import { expect, test } from 'vitest';
import {
  add,
  cast,
  compile,
  concat,
  grad,
  greater,
  matMul,
  mean,
  mul,
  neg,
  normal,
  key,
  scan,
  scalar,
  sigmoid,
  stack,
  stopGradient,
  sub,
  square,
  sum,
  tanh,
  tensor,
  tidy,
  unstack,
  values,
  zeros,
} from '../src/index.ts';
import type { ScanOptions, Tensor } from '../src/index.ts';
import { checkGrads, eachBackend, tensorsLeft, TOLERANCE } from '../src/testing/index.ts';

interface Cell {
  readonly w: Tensor;
  readonly b: Tensor;
}

const cell = ({ w, b }: Cell, h: Tensor, x: Tensor): Tensor => tanh(add(matMul(concat([x, h], 1), w), b));

eachBackend(['cpu', 'wasm'], () => {
  const params = (): Cell => ({ w: normal(key(1), [5, 3], { sd: 0.4 }), b: tensor([0.1, -0.2, 0.3]) });
  const inputs = (): Tensor => normal(key(2), [6, 4, 2]);

  const scanned = (p: Cell, h0: Tensor, xs: Tensor, reverse = false): [Tensor, Tensor] =>
    scan(
      (h: Tensor, x: Tensor) => {
        const next = cell(p, h, x);
        return [next, mul(next, 2)];
      },
      h0,
      xs,
      { reverse },
    );

  const unrolled = (p: Cell, h0: Tensor, xs: Tensor, reverse = false): [Tensor, Tensor] => {
    let h = h0;
    const ys: Tensor[] = [];
    const rows = unstack(xs);
    for (const x of reverse ? rows.reverse() : rows) {
      h = cell(p, h, x);
      ys.push(mul(h, 2));
    }
    return [h, stack(reverse ? ys.reverse() : ys)];
  };

  test.each([false, true])('L1 scan is the loop, reverse %s', (reverse) => {
    const [p, h0, xs] = [params(), normal(key(3), [4, 3]), inputs()];
    const [one, two] = [scanned(p, h0, xs, reverse), unrolled(p, h0, xs, reverse)];
    expect(one[0]).toEqualTensor(two[0]);
    expect(one[1]).toEqualTensor(two[1]);
  });

  test.each([false, true])(
    'its gradient is that of the loop, by closure, carry and inputs, reverse %s',
    (reverse) => {
      const all = { p: params(), h0: normal(key(3), [4, 3]), xs: inputs() };
      type All = typeof all;
      const loss = (f: typeof scanned) => (a: All) => {
        const [h, ys] = f(a.p, a.h0, a.xs, reverse);
        return add(mean(square(h)), mean(mul(ys, inputsLike(ys))));
      };
      const [one, two] = [grad(loss(scanned))(all), grad(loss(unrolled))(all)];
      expect(one.p.w).toBeClose(two.p.w, TOLERANCE.product);
      expect(one.p.b).toBeClose(two.p.b, TOLERANCE.product);
      expect(one.h0).toBeClose(two.h0, TOLERANCE.product);
      expect(one.xs).toBeClose(two.xs, TOLERANCE.product);
      checkGrads((a: All) => scanned(a.p, a.h0, a.xs, reverse), all);
    },
  );

  const inputsLike = (ys: Tensor): Tensor => normal(key(4), ys.shape);

  test('second derivatives are those of the loop', () => {
    const w = scalar(0.7);
    const xs = tensor([0.5, -1, 2]);
    const end = (f: boolean) => (a: Tensor) => {
      if (!f) return unstack(xs).reduce((h, x) => sigmoid(add(mul(h, a), x)), scalar(0.3) as Tensor);
      return scan((h: Tensor, x: Tensor) => [sigmoid(add(mul(h, a), x)), x], scalar(0.3) as Tensor, xs)[0];
    };
    const twice = (f: boolean) => grad((a: Tensor) => grad(end(f))(a))(w);
    expect(twice(true)).toBeClose(twice(false), TOLERANCE.product);
  });

  test.each([
    [1, false],
    [2, true],
    [4, false],
    [4, true],
    [6, false],
    [9, true],
  ])('in segments of %i it is the same loop, with the same gradients, reverse %s', (segment, reverse) => {
    const all = { p: params(), h0: normal(key(3), [4, 3]), xs: inputs() };
    type All = typeof all;
    const run = (a: All, options: ScanOptions): [Tensor, Tensor] =>
      scan(
        (h: Tensor, x: Tensor) => {
          const next = cell(a.p, h, x);
          return [next, mul(next, 2)];
        },
        a.h0,
        a.xs,
        { reverse, ...options },
      );
    const [whole, parts] = [run(all, {}), run(all, { segment })];
    expect(parts[0]).toEqualTensor(whole[0]);
    expect(parts[1]).toEqualTensor(whole[1]);
    const loss = (options: ScanOptions) => (a: All) => {
      const [h, ys] = run(a, options);
      return add(mean(square(h)), mean(mul(ys, inputsLike(ys))));
    };
    const [one, two] = [grad(loss({ segment }))(all), grad(loss({}))(all)];
    for (const [a, b] of [
      [one.p.w, two.p.w],
      [one.p.b, two.p.b],
      [one.h0, two.h0],
      [one.xs, two.xs],
    ] as const)
      expect(a).toBeClose(b, TOLERANCE.product);
    expect(tensorsLeft(() => run(all, { segment }))).toBe(2);
    expect(tensorsLeft(() => grad(loss({ segment }))(all))).toBe(4);
  });

  test('segments know second derivatives, and loops without inputs', () => {
    const end = (options: ScanOptions) => (a: Tensor) =>
      scan((h: Tensor) => [sigmoid(mul(h, a)), h], scalar(0.3) as Tensor, {}, { length: 5, ...options })[0];
    const twice = (options: ScanOptions) => grad((a: Tensor) => grad(end(options))(a))(scalar(0.7));
    expect(twice({ segment: 2 })).toBeClose(twice({}), TOLERANCE.product);
  });

  test('a closure that is computed before and freed since gets its gradient', () => {
    const w = tensor([2, 3]);
    const loss = (a: Tensor): Tensor => {
      const last = tidy(() => {
        const squared = square(a);
        return scan((h: Tensor, x: Tensor) => [add(h, mul(squared, x)), x], zeros([2]), tensor([1, 10]))[0];
      });
      return sum(last);
    };
    expect([...values(grad(loss)(w))]).toEqual([44, 66]);
  });

  const asItIs = (x: Tensor): Tensor => x;

  test.each([
    ['a constant', (): Tensor => mul(tensor([1, 1]), 2), asItIs, [22, 22]],
    ['what is cut off', (a: Tensor): Tensor => stopGradient(square(a)), asItIs, [44, 99]],
    ['what is cut off in the body', square, stopGradient, [44, 99]],
    ['what is compared alone', (a: Tensor): Tensor => cast(greater(a, 0), 'float32'), asItIs, [11, 11]],
  ])(
    '%s that the body reaches, and that has been freed since, is there for the gradient',
    (_, make, inBody, expected) => {
      const [w, xs] = [tensor([2, 3]), tensor([1, 10])];
      const loss = (a: Tensor): Tensor =>
        tidy(() => {
          const factor = make(a);
          const step = (h: Tensor, x: Tensor): [Tensor, Tensor] => [
            add(h, mul(mul(a, inBody(factor)), x)),
            factor,
          ];
          return sum(scan(step, zeros([2]), xs)[0]);
        });
      expect([...values(grad(loss)(w))]).toEqual(expected);
      expect([...values(compile(grad(loss))(w))]).toEqual(expected);
      expect(tensorsLeft(() => grad(loss)(w))).toBe(1);
    },
  );

  test('a constant that an inner loop alone reaches is there for the gradient of the outer one', () => {
    const loss = (a: Tensor): Tensor =>
      tidy(() => {
        const two = mul(tensor([1, 1]), 2);
        const inner = (h: Tensor, x: Tensor): Tensor =>
          scan((g: Tensor) => [add(g, mul(mul(a, two), x)), g], h, {}, { length: 3 })[0];
        return sum(scan((h: Tensor, x: Tensor) => [inner(h, x), x], zeros([2]), tensor([1, 10]))[0]);
      });
    expect([...values(grad(loss)(tensor([2, 3])))]).toEqual([66, 66]);
  });

  test('trees of carries and outputs keep their names', () => {
    const [{ a, n }, ys] = scan(
      (carry: { a: Tensor; n: Tensor }, x: { u: Tensor }) => {
        const next = { a: add(carry.a, x.u), n: add(carry.n, 1) };
        return [next, { seen: carry.n, minus: neg(x.u) }];
      },
      { a: scalar(0) as Tensor, n: scalar(5, 'int32') as Tensor },
      { u: tensor([1, 2, 3]) },
    );
    expect([...values(a), ...values(n)]).toEqual([6, 8]);
    expect([...values(ys.seen)]).toEqual([5, 6, 7]);
    expect([...values(ys.minus)]).toEqual([-1, -2, -3]);
  });

  test('leaves its results and nothing else, gradient or not', () => {
    const [p, h0, xs] = [params(), normal(key(3), [4, 3]), inputs()];
    expect(tensorsLeft(() => scanned(p, h0, xs))).toBe(2);
    expect(tensorsLeft(() => grad((q: Cell) => sum(scanned(q, h0, xs)[1]))(p))).toBe(2);
    expect(tensorsLeft(() => scan((h: Tensor, x: Tensor) => [h, x], h0, xs))).toBe(2);
    expect(values(h0)).toHaveLength(12);
  });

  test('wrong lengths and carries are named', () => {
    const keep = (h: Tensor, x: Tensor): [Tensor, Tensor] => [sub(h, x), x];
    const pair = { a: tensor([1, 2]), b: tensor([1]) };
    const first = (h: Tensor, x: { a: Tensor; b: Tensor }): [Tensor, Tensor] => [h, x.a];
    expect(() => scan(first, scalar(0) as Tensor, pair)).toThrow('scan: xs.b must be [T=2, …], got [1]');
    expect(() => scan(keep, scalar(0) as Tensor, zeros([2, 3]))).toThrow('scan: carry must be [], got [3]');
    expect(() => scan(keep, scalar(0) as Tensor, tensor([1, 2]), { segment: 0 })).toThrow(
      'scan: segment must be an integer ≥ 1, got 0',
    );
    expect(() => scan(keep, scalar(0) as Tensor, zeros([0]))).toThrow(
      'scan: xs must be of at least one step',
    );
  });
});
