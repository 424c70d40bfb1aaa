import { beforeAll, expect, test } from 'vitest';
import {
  adam,
  add,
  bernoulli,
  broadcastTo,
  cast,
  categorical,
  compile,
  dispose,
  foldIn,
  integers,
  item,
  key,
  matMul,
  mean,
  mul,
  normal,
  sigmoid,
  split,
  squaredDifference,
  start,
  tensor,
  tensorCount,
  tidy,
  uniform,
  valueAndGrad,
  values,
  zeros,
} from '../../src/index.ts';
import type { Key, OptimiserState, Tensor } from '../../src/index.ts';

beforeAll(async () => {
  await start();
});

interface Net {
  readonly w: Tensor;
  readonly b: Tensor;
}
interface Learner {
  readonly params: Net;
  readonly state: OptimiserState;
}

const optimiser = adam({ learningRate: 0.01 });

function begin(): Learner {
  const params = { w: normal(key(1), [3, 2]), b: tensor([0.1, -0.1]) };
  return { params, state: optimiser.init(params) };
}

function trainStep({ params, state }: Learner, x: Tensor, target: Tensor) {
  const loss = (p: Net): Tensor => mean(squaredDifference(sigmoid(add(matMul(x, p.w), p.b)), target));
  const { value, grads } = valueAndGrad(loss)(params);
  return { learner: optimiser.update(grads, state, params), loss: value };
}

const bits = (tree: unknown): number[][] => {
  const found: number[][] = [];
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if ('dataId' in part) found.push([...values(part as Tensor)]);
    else Object.values(part).forEach(visit);
  };
  visit(tree);
  return found;
};

test('a training step gives the bits of the eager one, call after call', () => {
  const compiled = compile(trainStep, { donate: [0] });
  let [eager, fast] = [begin(), begin()];
  for (let i = 0; i < 5; i++) {
    const [x, target] = [normal(key(10 + i), [4, 3]), uniform(key(20 + i), [4, 2])];
    const one = tidy(() => trainStep(eager, x, target));
    const other = compiled(fast, x, target);
    expect(bits(other)).toEqual(bits(one));
    dispose(eager);
    [eager, fast] = [one.learner, other.learner];
    dispose([x, target, one.loss, other.loss]);
  }
  compiled.dispose();
});

test('L5 random numbers come from the key of the call', () => {
  const f = (k: Key, x: Tensor): Tensor[] => {
    const [a, b] = split(k, 2);
    const drawn = add(mul(normal(a, [5], { mean: 1, sd: 2 }), x), uniform(b, [5], { min: -1, max: 3 }));
    const [c, d] = [foldIn(k, 7), foldIn(a, 4000000000)];
    const classes = categorical(c, broadcastTo(x, [9, 5]));
    return [drawn, cast(bernoulli(d, 0.3, [5]), 'float32'), classes, integers(d, [7], { max: 100 })];
  };
  const compiled = compile(f);
  const x = tensor([1, 2, 3, 4, 5]);
  for (let seed = 0; seed < 4; seed++) {
    expect(bits(compiled(key(seed), x))).toEqual(bits(f(key(seed), x)));
  }
});

test('L3 reading a number inside is refused, with the line', () => {
  const compiled = compile((x: Tensor) => mul(x, item(x)));
  expect(() => compiled(tensor([2]))).toThrow(/compile: item must not read \[1\].*compile\.test\.ts:\d+/);
});

test('nothing is left behind', () => {
  const compiled = compile(trainStep, { donate: [0] });
  let learner = begin();
  const [x, target] = [normal(key(1), [4, 3]), uniform(key(2), [4, 2])];
  const before = tensorCount();
  for (let i = 0; i < 20; i++) {
    const next = compiled(learner, x, target);
    next.loss.dispose();
    learner = next.learner;
    expect(tensorCount()).toBe(before);
  }
});

test('acting on arrays gives the numbers of the tensors, also after the memory has moved', () => {
  const net = begin().params;
  const act = compile((p: Net, x: Tensor) => ({ y: sigmoid(add(matMul(x, p.w), p.b)), twice: mul(x, 2) }), {
    donate: [1],
  });
  const x = normal(key(5), [4, 3]);
  const run = act.onArrays(net, x);
  const bigger: Tensor[] = [];
  for (let i = 0; i < 4; i++) {
    const given = normal(key(30 + i), [4, 3]);
    const expected = bits({ y: sigmoid(add(matMul(given, net.w), net.b)), twice: mul(given, 2) });
    const got = run(values(net.w), values(net.b), values(given));
    expect(got.map((array) => [...array])).toEqual(expected);
    bigger.push(zeros([1 << (20 + i)]));
  }
  expect(values(x)).toHaveLength(12);
  expect(() => run(values(net.w))).toThrow('compile: array 1 must be 2 elements for [2], got none');
  dispose([bigger, x]);
  const before = tensorCount();
  run(values(net.w), values(net.b), new Float32Array(12));
  expect(tensorCount()).toBe(before);
  act.dispose();
});

test('integers are added where they lie, and wrap', () => {
  const f = (x: Tensor, one: Tensor): Tensor[] => [add(x, one), add(add(one, x), x), add(x, 2147483647)];
  const compiled = compile(f);
  for (let call = 0; call < 3; call++) {
    const [x, one] = [tensor(Int32Array.of(call, -5, 2147483647)), tensor(Int32Array.of(3), [])];
    expect(bits(compiled(x, one))).toEqual(bits(f(x, one)));
  }
  compiled.dispose();
});

test('donated tensors may change places, or be handed on', () => {
  const f = ({ a, b, c }: Record<'a' | 'b' | 'c', Tensor>): Tensor[] => [b, a, add(a, c), c];
  const compiled = compile(f, { donate: [0] });
  for (let call = 0; call < 3; call++) {
    const make = (): Record<'a' | 'b' | 'c', Tensor> => ({
      ...{ a: tensor([1, 2, call]), b: tensor([4, 5, 6]), c: tensor([7, call, 9]) },
    });
    expect(bits(compiled(make()))).toEqual(bits(f(make())));
  }
  compiled.dispose();
});

test('one tensor that is donated twice becomes two results', () => {
  const f = (p: { readonly a: Tensor; readonly b: Tensor }): Tensor[] => [mul(p.a, 2), mul(p.b, 3)];
  const compiled = compile(f, { donate: [0] });
  for (let call = 0; call < 3; call++) {
    const x = tensor([1, call]);
    const results = compiled({ a: x, b: x });
    expect(bits(results)).toEqual([
      [2, 2 * call],
      [3, 3 * call],
    ]);
    expect(x.isDisposed).toBe(true);
  }
  compiled.dispose();
});

test('a function that throws leaves nothing behind, and its arguments alone', () => {
  const compiled = compile((x: Tensor) => mul(x, item(x)), { donate: [0] });
  const x = tensor([2]);
  const before = tensorCount();
  expect(() => compiled(x)).toThrow('compile: item must not read');
  expect(tensorCount()).toBe(before);
  expect(x.isDisposed).toBe(false);
});

test('a product may be added to itself', () => {
  const f = (a: Tensor, b: Tensor): Tensor[] => {
    const product = matMul(a, b);
    return [add(product, product)];
  };
  const compiled = compile(f);
  const [a, b] = [normal(key(1), [5, 3]), normal(key(2), [3, 4])];
  for (let call = 0; call < 3; call++) expect(bits(compiled(a, b))).toEqual(bits(f(a, b)));
  compiled.dispose();
});
