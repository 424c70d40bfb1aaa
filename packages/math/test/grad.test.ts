import { describe, expect, test } from 'vitest';
import {
  add,
  argMax,
  cast,
  dispose,
  exp,
  grad,
  grads,
  greater,
  item,
  matMul,
  mean,
  mul,
  neg,
  scalar,
  sigmoid,
  square,
  stopGradient,
  sub,
  sum,
  tanh,
  tensor,
  tensorCount,
  tidy,
  unstack,
  valueAndGrad,
  values,
  where,
} from '../src/index.ts';
import type { Tensor } from '../src/index.ts';
import { TOLERANCE, eachBackend, tensorsLeft } from '../src/testing/index.ts';

interface Params {
  readonly w: Tensor;
  readonly layers: readonly { readonly b: Tensor }[];
}

eachBackend(['cpu', 'wasm'], () => {
  const params = (): Params => ({ w: tensor([1, -2]), layers: [{ b: tensor([0.5]) }, { b: scalar(3) }] });
  const loss = ({ w, layers: [first, second] }: Params, scale: number): Tensor =>
    sum(mul(mul(square(w), first?.b as Tensor), mul(second?.b as Tensor, scale)));

  test('G1 valueAndGrad gives value and gradients in the structure of the parameters', () =>
    tidy(() => {
      const { value, grads: g } = valueAndGrad(loss)(params(), 2);
      expect(item(value)).toBe(15);
      expect(g).toBeClose({ w: [6, -12], layers: [{ b: [30] }, { b: 5 }] }, TOLERANCE.exact);
    }));
  test('hasAux hands the second result on, alive', () =>
    tidy(() => {
      const f = valueAndGrad((x: Tensor) => [sum(square(x)), { twice: mul(x, 2), note: 'seen' }] as const, {
        hasAux: true,
      });
      const { value, grads: g, aux } = f(tensor([3, 4]));
      expect([item(value), aux.note]).toEqual([25, 'seen']);
      expect({ g, twice: aux.twice }).toBeClose({ g: [6, 8], twice: [6, 8] }, TOLERANCE.exact);
    }));
  test('grad and grads give gradients alone', () =>
    tidy(() => {
      expect(grad((x: Tensor) => sum(square(x)))(tensor([3]))).toBeClose([6], TOLERANCE.exact);
      const [a, b] = grads((x: Tensor, y: Tensor) => sum(mul(x, y)))(tensor([3]), tensor([5]));
      expect([a, b]).toBeClose([[5], [3]], TOLERANCE.exact);
    }));

  describe('G2 what has no path to the value gets zeros', () => {
    test('a leaf that is not used', () =>
      tidy(() => {
        const { grads: g } = valueAndGrad((p: { a: Tensor; b: Tensor }) => sum(p.a))({
          a: tensor([1]),
          b: tensor([1, 2]),
        });
        expect(g).toBeClose({ a: [1], b: [0, 0] }, TOLERANCE.exact);
      }));
    test('G4 a leaf behind stopGradient, a comparison or an integer', () =>
      tidy(() => {
        const f = (x: Tensor): Tensor =>
          sum(add(add(stopGradient(x), cast(greater(x, 0), 'float32')), cast(argMax(x), 'float32')));
        expect(grad(f)(tensor([1, 2]))).toBeClose([0, 0], TOLERANCE.exact);
      }));
    test('a function that returns a constant, which stays alive', () =>
      tidy(() => {
        const constant = scalar(7);
        expect(grad(() => constant)(tensor([1]))).toBeClose([0], TOLERANCE.exact);
        expect(item(constant)).toBe(7);
      }));
  });

  describe('G1 whose gradient it is', () => {
    test('the same tensor in two leaves gets the gradient of each', () =>
      tidy(() => {
        const w = tensor([2]);
        const { grads: g } = valueAndGrad(([a, b]: readonly [Tensor, Tensor]) => sum(mul(a, square(b))))([
          w,
          w,
        ] as const);
        expect(g).toBeClose([[4], [8]], TOLERANCE.exact);
        expect(g[0]).not.toBe(g[1]);
      }));
    test('the same tensor by a closure is a constant', () =>
      tidy(() => {
        const w = tensor([3]);
        expect(grad((x: Tensor) => sum(mul(x, w)))(w)).toBeClose([3], TOLERANCE.exact);
      }));
    test('equal gradients of two leaves are two tensors', () => {
      const [a, b] = [tensor([1]), tensor([2])];
      const { value, grads: g } = valueAndGrad(([x, y]: readonly [Tensor, Tensor]) => sum(add(x, y)))([
        a,
        b,
      ] as const);
      g[0].dispose();
      expect(g[1]).toBeClose([1], TOLERANCE.exact);
      dispose([value, g[1], a, b]);
    });
    test('the identity has gradient 1', () =>
      tidy(() => expect(grad((x: Tensor) => x)(scalar(5))).toBeClose(1, TOLERANCE.exact)));
  });

  describe('G5 gradients of gradients', () => {
    const twice = (f: (x: Tensor) => Tensor) => grad((x: Tensor) => sum(grad((y: Tensor) => sum(f(y)))(x)));
    const x = [-1.5, -0.25, 0, 0.75, 2];
    const cases: [string, (x: Tensor) => Tensor, (x: number) => number][] = [
      ['tanh', tanh, (z) => -2 * Math.tanh(z) * (1 - Math.tanh(z) ** 2)],
      ['exp', exp, Math.exp],
      ['sigmoid', sigmoid, (z) => ((s) => s * (1 - s) * (1 - 2 * s))(1 / (1 + Math.exp(-z)))],
    ];
    test.each(cases)('%s has the second derivative of the formula', (_, f, formula) =>
      tidy(() => expect(twice(f)(tensor(x))).toBeClose(Float64Array.from(x, formula), TOLERANCE.product)),
    );
    test('the inner gradient depends on what the outer one varies', () =>
      tidy(() => {
        // d/da of d/dx (a·x³) = 3x²
        const outer = (a: Tensor): Tensor => grad((z: Tensor) => mul(a, mul(z, square(z))))(scalar(2));
        expect(grad(outer)(scalar(5))).toBeClose(12, TOLERANCE.exact);
      }));
    test('an inner gradient by something else does not disturb the outer one', () =>
      tidy(() => {
        const w = scalar(3);
        const outer = (a: Tensor): Tensor => mul(grad((z: Tensor) => mul(square(z), 2))(w), square(a));
        expect(grad(outer)(scalar(5))).toBeClose(120, TOLERANCE.exact);
      }));
    test('a Hessian times a vector is right', () =>
      tidy(() => {
        const f = (z: Tensor): Tensor => sum(mul(square(z), tensor([1, 2, 3])));
        const v = tensor([1, -1, 0.5]);
        const product = grad((z: Tensor) => sum(mul(grad(f)(z), v)))(tensor([0.3, 0.1, 0.7]));
        expect(product).toBeClose([2, -4, 3], TOLERANCE.product);
      }));
  });

  describe('O5 ownership', () => {
    const step = (p: Params): unknown => valueAndGrad(loss)(p, 2);
    test('leaves exactly the value and one gradient a leaf', () => {
      const p = params();
      const before = tensorCount();
      const result = step(p);
      expect(tensorCount() - before).toBe(4);
      dispose(result);
      expect(tensorCount()).toBe(before);
      dispose(p);
    });
    test('leaves nothing when the function throws, and the next gradient works', () => {
      const p = params();
      const broken = (): unknown =>
        valueAndGrad((q: Params) => {
          loss(q, 1);
          throw new Error('halfway');
        })(p);
      expect(tensorsLeft(() => expect(broken).toThrow('halfway'))).toBe(0);
      tidy(() => expect(grad((x: Tensor) => sum(square(x)))(p.w)).toBeClose([2, -4], TOLERANCE.exact));
      dispose(p);
    });
    test('parameters stay the caller’s, also inside tidy', () => {
      const p = params();
      tidy(() => step(p));
      expect(values(p.w)).toEqual(Float32Array.of(1, -2));
      dispose(p);
    });
    test('intermediate results may be disposed by hand in the middle', () =>
      tidy(() => {
        const f = (x: Tensor): Tensor => {
          const y = tanh(x);
          const z = sum(square(y));
          y.dispose();
          return z;
        };
        const expected = 2 * Math.tanh(1) * (1 - Math.tanh(1) ** 2);
        expect(grad(f)(tensor([1]))).toBeClose([expected], TOLERANCE.product);
      }));
    test('a thousand steps leak no tensor', () => {
      const x = tensor([[0.1, 0.2, -0.3, 0.4]]);
      const train = (p: Params): Params => {
        const { value, grads: g } = valueAndGrad((q: Params) => {
          const h = tanh(matMul(x, matMul(tensor([1, 2, 3, 4], [4, 1]), tensor([[0.1, 0.2]]))));
          return mean(square(sub(mul(h, q.w), where(greater(h, 0), q.layers[0]?.b as Tensor, 0))));
        })(p);
        const next = tidy(() => ({
          w: sub(p.w, mul(g.w, 0.01)),
          layers: p.layers.map(({ b }) => ({ b: neg(neg(b)) })),
        }));
        dispose([value, g, p]);
        return next;
      };
      let p = params();
      const before = tensorCount();
      for (let i = 0; i < 1000; i++) p = train(p);
      expect(tensorCount()).toBe(before);
      dispose([p, x]);
    });
  });

  test('errors name the leaf and what f returned', () =>
    tidy(() => {
      const f = valueAndGrad((p: Params) => p.w);
      expect(() => f(params())).toThrow('valueAndGrad: f must return a float32 scalar [], got [2]');
      const integer = { w: tensor([1], [1], 'int32') };
      expect(() => grad((p: typeof integer) => sum(p.w))(integer)).toThrow(
        'grad: params.w must be float32, got [1] int32',
      );
      expect(() => grad((p: { n: number }) => scalar(p.n))({ n: 5 })).toThrow(
        'grad: params.n must be a tensor, got 5',
      );
      expect(() =>
        valueAndGrad((x: Tensor) => sum(x) as unknown as [Tensor, 1], { hasAux: true })(scalar(1)),
      ).toThrow('valueAndGrad: f must return [value, aux] with hasAux, got []');
      const promise = (async () => scalar(1)) as unknown as (x: Tensor) => Tensor;
      expect(() => grad(promise)(scalar(1))).toThrow('grad: f must be synchronous, got a Promise');
      const gone = tensor([1]);
      gone.dispose();
      expect(() => grad((x: Tensor) => sum(x))(gone)).toThrow(
        'grad: params must be alive, got a disposed [1]',
      );
    }));

  test('the caller may reorder the list that an operation returned', () => {
    const first = (x: Tensor): Tensor => unstack(x).reverse()[0] as Tensor;
    expect([...values(grad(first)(tensor([1, 2, 3])))]).toEqual([0, 0, 1]);
  });
});
