import { BINARY_CODES } from '@saccade/kernels';
import { expect, test } from 'vitest';
import { bindOutputs } from '../../src/compile/bind.ts';
import type { OutputPlan } from '../../src/compile/bind.ts';
import type { Block, Place } from '../../src/compile/places.ts';
import { copy } from '../../src/compile/steps.ts';
import type { Step } from '../../src/compile/steps.ts';
import { at, block, kernel, made } from './by-hand.ts';

const { add } = BINARY_CODES;
const argument = (input: number): Block => block(16, { kind: 'input', input });
const unary = (x: Block, out: Block): Step => kernel('unary', 1, x, out, 4);

/** Binds outputs at these places; `donors` are the blocks of donated arguments that outputs may take over. */
function bind(
  steps: readonly Step[],
  outputs: readonly Place[],
  donors: readonly (Block | undefined)[] = [],
) {
  const plans = outputs.map((_, i): OutputPlan => {
    const given = donors[i];
    const input = given?.holder.kind === 'input' ? given.holder.input : undefined;
    return { value: made().value, input, block: given };
  });
  return bindOutputs({ steps, inputs: [], outputs }, plans);
}

test('an output that is made in a block of its own has that block', () => {
  const [x, t, y] = [argument(0), block(16), block(16)];
  const steps = [unary(x, t), unary(t, y)];
  const bound = bind(steps, [at(y)]);
  expect(bound).toEqual({ steps, blocks: [y] });
  expect([t.holder, y.holder]).toEqual([{ kind: 'arena' }, { kind: 'output', output: 0 }]);
});

test.each([
  ['an argument', at(argument(0))],
  ['a constant', at(block(16, { kind: 'constant', bytes: new Uint8Array(16) }))],
  ['a part of something', at(block(64), 16)],
  ['the beginning of something', at(block(64))],
])('an output that is %s is copied', (_, place) => {
  const holder = place.block.holder;
  const { steps, blocks } = bind([], [place]);
  expect(steps).toEqual([copy(place, at(blocks[0]), 16)]);
  expect(blocks[0].holder).toEqual({ kind: 'output', output: 0 });
  expect(place.block.holder).toBe(holder);
});

test('one value that is two outputs is copied to the second', () => {
  const [x, y] = [argument(0), block(16)];
  const { steps, blocks } = bind([unary(x, y)], [at(y), at(y)]);
  expect(steps).toEqual([unary(x, y), copy(at(y), at(blocks[1]), 16)]);
  expect(blocks[0]).toBe(y);
  expect(blocks[1]).not.toBe(y);
});

test('a result is written where the donated argument lies, when only its writer reads that', () => {
  const [w, g, next] = [argument(0), argument(1), block(16)];
  const { steps, blocks } = bind([kernel('binary', add, w, g, next, 4)], [at(next)], [w]);
  expect(steps).toEqual([kernel('binary', add, w, g, w, 4)]);
  expect(blocks).toEqual([w]);
  expect(w.holder).toEqual({ kind: 'donated', input: 0, output: 0 });
});

test('a result that is made before the argument is read for the last time moves there at the end', () => {
  const [w, next, after] = [argument(0), block(16), block(16)];
  const steps = [unary(w, next), unary(w, after)];
  const bound = bind(steps, [at(next), at(after)], [w, undefined]);
  expect(bound.steps).toEqual([...steps, copy(at(next), at(w), 16)]);
  expect(bound.blocks).toEqual([w, after]);
  expect(next.holder).toEqual({ kind: 'arena' });
});

test('a product of the donated argument is not written where it lies', () => {
  const [w, x, next] = [argument(0), argument(1), block(16)];
  const product = kernel('matmul', w, x, 0, next, block(0), 1, 2, 2, 2, 0, 0, 0, 0, 1, 0, 0);
  expect(bind([product], [at(next)], [w]).steps).toEqual([product, copy(at(next), at(w), 16)]);
});

test('donated arguments that change places do so by way of others', () => {
  const [a, b] = [argument(0), argument(1)];
  const { steps, blocks } = bind([], [at(b), at(a)], [a, b]);
  expect(blocks).toEqual([a, b]);
  const memory = new Map<Block, string>([
    [a, 'a'],
    [b, 'b'],
  ]);
  for (const step of steps) {
    const [from, to] = (step as Extract<Step, { kind: 'kernel' }>).args as [Place, Place];
    memory.set(to.block, memory.get(from.block) as string);
  }
  expect([memory.get(a), memory.get(b)]).toEqual(['b', 'a']);
});

test('a donated argument that is handed on stays where it is and what it is', () => {
  const [a, x, y] = [argument(0), argument(1), block(16)];
  const { steps, blocks } = bind([unary(x, y), unary(a, x)], [at(a), at(y)], [a, undefined]);
  expect(blocks).toEqual([a, y]);
  // Out of it before, into it at the end: its numbers come back unchanged.
  const copies = steps.slice(2).map((step) => (step as Extract<Step, { kind: 'kernel' }>).args);
  expect(copies.map(([from, to]) => [(from as Place).block, (to as Place).block])).toEqual([
    [a, expect.anything()],
    [expect.anything(), a],
  ]);
});
