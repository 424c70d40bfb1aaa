import { beforeAll, expect, test } from 'vitest';
import {
  add,
  compile,
  dispose,
  gather,
  grad,
  mul,
  scan,
  start,
  sum,
  tensor,
  tensorCount,
  tidy,
  values,
  zeros,
} from '../../src/index.ts';
import { ENGINE } from '../../src/engine/internals.ts';
import type { Tensor } from '../../src/index.ts';

beforeAll(async () => {
  await start();
});

const table = (): Tensor => tensor([1, 2, 3, 4, 5, 6], [3, 2]);
const indices = (...list: number[]): Tensor => tensor(Int32Array.from(list));
const MESSAGE = /^gather: indices must be ≥ 0 and < 3, got 7$/;

/** A step that changes its table; the table is given away. */
const step = (x: Tensor, chosen: Tensor): Tensor[] => {
  const slope = grad((p: Tensor) => sum(mul(gather(p, chosen), 2)))(x);
  return [add(x, slope), sum(gather(x, chosen))];
};

test('a bad index is the same error in a compiled function, which loses nothing', () => {
  const compiled = compile(step, { donate: [0] });
  const [good, bad] = [indices(2, 0), indices(2, 7)];
  expect(() => step(table(), bad)).toThrow(MESSAGE);
  for (let call = 0; call < 3; call++) {
    const x = table();
    const before = tensorCount();
    expect(() => compiled(x, bad)).toThrow(MESSAGE);
    expect(tensorCount()).toBe(before);
    expect([...values(x)]).toEqual([1, 2, 3, 4, 5, 6]);
    const [next, total] = compiled(x, good);
    expect([...values(next)]).toEqual([3, 4, 3, 4, 7, 8]);
    expect([...values(total)]).toEqual([14]);
    expect(x.isDisposed).toBe(true);
    dispose([next, total]);
  }
  expect(compiled.explain()).toContain('and 0 calls of the host');
  compiled.dispose();
});

test('a loop that ends so begins anew at the next call', () => {
  const f = (x: Tensor, rows: Tensor): Tensor[] => {
    const [last, ys] = scan(
      (total: Tensor, chosen: Tensor) => {
        const row = gather(x, chosen);
        return [add(total, row), row];
      },
      zeros([1, 2]),
      rows,
    );
    return [last, ys];
  };
  const compiled = compile(f);
  const rows = (...list: number[]): Tensor => tensor(Int32Array.from(list), [list.length, 1]);
  const x = table();
  for (const list of [
    [0, 1, 2],
    [0, 7, 2],
    [2, 2, 1],
    [1, 0, 7],
    [1, 1, 0],
  ]) {
    // prettier-ignore
    const call = (run: typeof f): number[][] => tidy(() => run(x, rows(...list)).map((each) => [...values(each)]));
    if (list.includes(7)) expect(() => call(compiled)).toThrow(MESSAGE);
    else expect(call(compiled)).toEqual(call(f));
  }
  compiled.dispose();
});

test('an operation that throws leaves no memory behind', () => {
  const [x, bad] = [table(), indices(7)];
  const held = (): number => (ENGINE.backendInstance as unknown as { numDataIds(): number }).numDataIds();
  const before = held();
  for (let i = 0; i < 3; i++) expect(() => gather(x, bad)).toThrow(MESSAGE);
  expect(held()).toBe(before);
});

test('indices that are constant are not checked again: the table keeps its memory', () => {
  const f = (x: Tensor): Tensor[] => [add(x, gather(x, indices(2, 1, 0)))];
  const compiled = compile(f, { donate: [0] });
  dispose(compiled(table()));
  expect(compiled.explain()).toContain('in0→out0');
  expect([...values(compiled(table())[0])]).toEqual([6, 8, 6, 8, 6, 8]);
  compiled.dispose();
});
