// Programs over many runs, beside others, and where memory moves or a run fails.
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  adam,
  add,
  compile,
  dispose,
  exp,
  key,
  matMul,
  mean,
  mul,
  normal,
  reshape,
  scan,
  sin,
  square,
  start,
  sub,
  sum,
  tanh,
  tensor,
  tensorCount,
  tidy,
  valueAndGrad,
  values,
  zeros,
} from '../../src/index.ts';
import type { OptimiserState, Tensor } from '../../src/index.ts';
import { ENGINE } from '../../src/engine/internals.ts';
import type { WasmBackend } from '../../src/engine/internals.ts';
import { leftToHost } from './left-to-host.ts';

beforeAll(async () => {
  await start();
});
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const numbers = (tensors: readonly Tensor[]): number[][] => tensors.map((each) => [...values(each)]);
const wasm = (): WasmBackend['wasm'] => (ENGINE.backendInstance as WasmBackend).wasm;
const memory = (): WebAssembly.Memory => wasm().asm.memory;

/** Takes memory until it has moved: views on it are detached. It grows by a fifth each time. */
function moveMemory(): void {
  const { buffer } = memory();
  const taken: Tensor[] = [];
  while (memory().buffer === buffer) taken.push(zeros([1 << 20]));
  dispose(taken);
}

interface Learner {
  readonly params: { readonly w: Tensor; readonly b: Tensor };
  readonly state: OptimiserState;
}
const optimiser = adam({ learningRate: 0.01 });

function begin(): Learner {
  const params = { w: normal(key(1), [3, 2]), b: tensor([0.1, -0.1]) };
  return { params, state: optimiser.init(params) };
}

/** One step of a recurrent net: a loop, its gradient, an optimiser. */
function trainStep({ params, state }: Learner, xs: Tensor) {
  const loss = ({ w, b }: Learner['params']): Tensor => {
    const [last] = scan((h: Tensor, x: Tensor) => [tanh(add(matMul(x, w), add(h, b))), x], zeros([4, 2]), xs);
    return mean(square(last));
  };
  const { value, grads } = valueAndGrad(loss)(params);
  return { learner: optimiser.update(grads, state, params), loss: value };
}

describe('over many runs', () => {
  test('10,000 runs of a training step take no tensor, no byte and no new program', () => {
    const compiled = compile(trainStep, { donate: [0] });
    const xs = normal(key(2), [5, 4, 3]);
    let learner = begin();
    const run = (times: number): void => {
      for (let i = 0; i < times; i++) {
        const next = compiled(learner, xs);
        next.loss.dispose();
        learner = next.learner;
      }
    };
    run(10);
    const [tensors, bytes, heap] = [tensorCount(), memory().buffer.byteLength, heapInUse()];
    const allocations = vi.spyOn(wasm(), '_malloc');
    const engine = vi.spyOn(ENGINE, 'makeTensorFromTensorInfo');
    run(10);
    const [mallocs, made] = [allocations.mock.calls.length, engine.mock.calls.length];
    vi.restoreAllMocks();
    run(10_000);
    expect([tensorCount(), memory().buffer.byteLength]).toEqual([tensors, bytes]);
    expect(heapInUse() - heap).toBeLessThan(10_000 * BYTES_OF_A_LEAK);
    // The last ten runs do as much as the first.
    const later = vi.spyOn(wasm(), '_malloc');
    const laterEngine = vi.spyOn(ENGINE, 'makeTensorFromTensorInfo');
    run(10);
    expect([later.mock.calls.length, laterEngine.mock.calls.length]).toEqual([mallocs, made]);
    expect(compiled.explain().split('bytes of program')).toHaveLength(2);
    dispose([learner, xs]);
    compiled.dispose();
  });

  test('compiling and disposing over and over gives all memory back', () => {
    const once = (): void => {
      const compiled = compile((x: Tensor) => sum(exp(x)));
      const x = zeros([1 << 16]);
      dispose([compiled(x), compiled(x), x]);
      compiled.dispose();
    };
    once();
    const [tensors, bytes] = [tensorCount(), memory().buffer.byteLength];
    for (let i = 0; i < 2000; i++) once();
    expect([tensorCount(), memory().buffer.byteLength]).toEqual([tensors, bytes]);
  });

  test('a result that the caller keeps stays as it is', () => {
    const compiled = compile((s: Tensor, x: Tensor) => ({ s: add(s, x), twice: mul(x, 2) }), { donate: [0] });
    const kept = [0, 1, 2, 3].map((call) => compiled(tensor([1, call]), tensor([10, 20])));
    expect(kept.flatMap(({ s, twice }) => numbers([s, twice]))).toEqual(
      [0, 1, 2, 3].flatMap((call) => [
        [11, 20 + call],
        [20, 40],
      ]),
    );
    compiled.dispose();
    expect(numbers([kept[3].s])).toEqual([[11, 23]]);
  });

  test('L4 a donated tensor that is seen under another handle is copied first', () => {
    const compiled = compile((s: Tensor) => mul(s, 2), { donate: [0] });
    for (let call = 0; call < 3; call++) {
      const s = tensor([1, call]);
      const seen = reshape(s, [2, 1]);
      expect(numbers([compiled(s), seen])).toEqual([
        [2, 2 * call],
        [1, call],
      ]);
    }
    compiled.dispose();
  });
});

/** A tensor, a handle or a closure takes at least so many bytes of the heap. */
const BYTES_OF_A_LEAK = 60;

function heapInUse(): number {
  const { gc, process } = globalThis as unknown as {
    gc?: () => void;
    process: { memoryUsage: () => { heapUsed: number } };
  };
  gc?.();
  return gc === undefined ? 0 : process.memoryUsage().heapUsed;
}

describe('one tensor, given twice', () => {
  test('is read as it was where it is donated once', () => {
    const compiled = compile((s: Tensor, x: Tensor) => [add(s, 1), sub(s, mul(x, 3))], { donate: [0] });
    for (let call = 0; call < 3; call++) {
      const x = tensor([1, call]);
      expect(numbers(compiled(x, x))).toEqual([
        [2, call + 1],
        [-2, 0 - 2 * call],
      ]);
      expect(x.isDisposed).toBe(true);
    }
    compiled.dispose();
  });

  test('is read as it was where both are donated and one result takes over', () => {
    const compiled = compile(({ a, b }: Record<'a' | 'b', Tensor>) => add(a, mul(b, 2)), { donate: [0] });
    for (let call = 0; call < 3; call++) {
      const x = tensor([1, call]);
      expect(numbers([compiled({ a: x, b: x })])).toEqual([[3, 3 * call]]);
    }
    compiled.dispose();
  });
});

describe('two programs', () => {
  test('that hand one state to and fro behave as eager does', () => {
    const updates = [
      (s: Record<'w' | 'v', Tensor>, x: Tensor) => ({ w: add(s.w, mul(s.v, x)), v: s.v }),
      (s: Record<'w' | 'v', Tensor>, x: Tensor) => ({ w: s.v, v: sub(mul(s.w, 0.5), x) }),
    ];
    const look = (s: Record<'w' | 'v', Tensor>): Tensor => sum(mul(s.w, s.v));
    const [programs, looks] = [updates.map((f) => compile(f, { donate: [0] })), compile(look)];
    const make = (): Record<'w' | 'v', Tensor> => ({ w: normal(key(1), [5]), v: normal(key(2), [5]) });
    let [eager, fast] = [make(), make()];
    const before = tensorCount();
    for (let i = 0; i < 20; i++) {
      const x = normal(key(10 + i), [5]);
      eager = tidy(() => updates[i % 2](eager, x));
      fast = programs[i % 2](fast, x);
      expect(numbers([fast.w, fast.v, looks(fast)])).toEqual(numbers([eager.w, eager.v, look(eager)]));
    }
    expect(tensorCount()).toBeGreaterThan(before);
    for (const program of [...programs, looks]) program.dispose();
  });

  test('of which one gives away what the other still reads: the reader keeps its handle', () => {
    const next = compile((w: Tensor) => mul(w, 3), { donate: [0] });
    const read = compile((w: Tensor) => add(w, 1));
    let w: Tensor = tensor([1, 2]);
    for (let i = 0; i < 3; i++) {
      const own = reshape(w, [2]);
      const before = numbers([w])[0];
      w = next(w);
      expect(numbers([read(own), w])).toEqual([before.map((x) => x + 1), before.map((x) => 3 * x)]);
    }
  });
});

test('L8 what is left to the host is listed, and said once', () => {
  const warnings = vi.spyOn(console, 'warn');
  leftToHost(
    'Sin',
    () => undefined,
    () => {
      for (const f of [(x: Tensor) => sin(x), (x: Tensor) => mul(sin(x), 2)]) {
        const compiled = compile(f);
        dispose([compiled(tensor([1])), compiled(tensor([1, 2]))]);
        expect(compiled.explain()).toContain('left to the host: Sin');
        compiled.dispose();
      }
    },
  );
  expect(warnings.mock.calls).toEqual([
    ['compile: programs leave Sin to the host, which is slower; explain() shows where'],
  ]);
});

describe('memory that moves', () => {
  const f = (x: Tensor, y: Tensor): Tensor[] => [add(x, exp(y)), mul(x, y)];
  const args = (call: number): [Tensor, Tensor] => [normal(key(call), [7]), normal(key(9 + call), [7])];

  test('between runs is survived', () => {
    const compiled = compile(f);
    for (let call = 0; call < 3; call++) {
      const given = args(call);
      expect(numbers(compiled(...given))).toEqual(numbers(f(...given)));
      moveMemory();
    }
    compiled.dispose();
  });

  test('in the middle of a run, by the host, is survived', () => {
    const expected = [0, 1, 2].map((call) => numbers(f(...args(call))));
    leftToHost('Exp', moveMemory, () => {
      const compiled = compile(f);
      for (let call = 0; call < 3; call++) expect(numbers(compiled(...args(call)))).toEqual(expected[call]);
      expect(compiled.explain()).toContain('left to the host: Exp');
      compiled.dispose();
    });
  });

  test('in the middle of a run on arrays is survived, and between them', () => {
    const expected = [0, 1].map((call) => numbers(f(...args(call))));
    leftToHost('Exp', moveMemory, () => {
      const compiled = compile(f);
      const run = compiled.onArrays(...args(0));
      for (let call = 0; call < 2; call++) {
        const results = run(...args(call).map((each) => values(each)));
        expect(results.map((each) => [...each])).toEqual(expected[call]);
        moveMemory();
      }
      compiled.dispose();
    });
  });

  test('in each round of a loop that the host runs is survived', () => {
    const loop = (h: Tensor, xs: Tensor): Tensor[] => {
      const [last, ys] = scan((c: Tensor, x: Tensor) => [mul(add(c, exp(x)), 0.5), sub(c, x)], h, xs);
      return [last, ys];
    };
    const given = (call: number): [Tensor, Tensor] => [normal(key(call), [3]), normal(key(9 + call), [3, 3])];
    const expected = [0, 1].map((call) => numbers(loop(...given(call))));
    leftToHost('Exp', moveMemory, () => {
      const compiled = compile(loop);
      for (let call = 0; call < 2; call++) expect(numbers(compiled(...given(call)))).toEqual(expected[call]);
      compiled.dispose();
    });
  });
});

describe('a run that fails', () => {
  const loop = (h: Tensor, xs: Tensor): Tensor[] => {
    const [last, ys] = scan((c: Tensor, x: Tensor) => [add(c, exp(x)), add(c, x)], h, xs);
    return [last, ys];
  };
  const args = (call: number): [Tensor, Tensor] => [normal(key(call), [3]), normal(key(9 + call), [5, 3])];

  /** Calls a function whose third round of each run fails while `failing`. */
  function withFailures(check: (fail: (f: () => unknown) => void, expected: number[][][]) => void): void {
    const expected = [0, 1, 2].map((call) => numbers(loop(...args(call))));
    let [failing, count] = [false, 0];
    const failThird = (): void => {
      if (failing && ++count % 3 === 0) throw new Error('third');
    };
    const fail = (f: () => unknown): void => {
      [failing, count] = [true, 0];
      expect(f).toThrow('third');
      failing = false;
    };
    leftToHost('Exp', failThird, () => check(fail, expected));
  }

  test('L6 in the middle of a loop does not change the next ones, and leaves no tensor', () => {
    withFailures((fail, expected) => {
      const compiled = compile(loop);
      const [h, xs] = args(2);
      for (let call = 0; call < 3; call++) {
        expect(numbers(compiled(...args(call)))).toEqual(expected[call]);
        const before = tensorCount();
        fail(() => compiled(h, xs));
        expect(tensorCount()).toBe(before);
      }
      compiled.dispose();
    });
  });

  test('on arrays does not change the next ones', () => {
    withFailures((fail, expected) => {
      const compiled = compile(loop);
      const run = compiled.onArrays(...args(0));
      for (let call = 0; call < 3; call++) {
        const arrays = args(call).map((each) => values(each));
        fail(() => run(...arrays));
        expect(run(...arrays).map((each) => [...each])).toEqual(expected[call]);
      }
      compiled.dispose();
    });
  });

  test('has taken what was donated', () => {
    withFailures((fail) => {
      const compiled = compile(loop, { donate: [0] });
      dispose(compiled(...args(0)));
      const [h, xs] = args(1);
      const before = tensorCount();
      fail(() => compiled(h, xs));
      expect([h.isDisposed, xs.isDisposed, tensorCount()]).toEqual([true, false, before - 1]);
      compiled.dispose();
    });
  });
});
