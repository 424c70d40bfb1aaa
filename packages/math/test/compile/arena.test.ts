import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { planArena } from '../../src/compile/arena.ts';
import type { ArenaPlan } from '../../src/compile/arena.ts';
import type { Block } from '../../src/compile/places.ts';
import type { HostCall, Step } from '../../src/compile/steps.ts';
import { block, host, repeat } from './by-hand.ts';

/** What a block says of itself in the arena: one number per byte. */
type Memory = Map<number, number>;

/** Draws whole numbers from a list, over and over. */
function drawer(numbers: readonly number[]): (limit: number) => number {
  let next = 0;
  return (limit) => numbers[next++ % numbers.length] % limit;
}

/** Random steps, loops in loops among them, that read only what has been written before. */
function randomSteps(numbers: readonly number[]): Step[] {
  const draw = drawer(numbers);
  const blocks = Array.from({ length: 3 + draw(12) }, () => block(draw(70)));
  const constant = block(20, { kind: 'constant', bytes: new Uint8Array(20) });
  const list = (written: Set<Block>, depth: number): Step[] =>
    Array.from({ length: 1 + draw(6) }, (): Step => {
      // What a loop writes has been written after it, as every loop has a round.
      if (depth < 2 && draw(4) === 0) return repeat({ count: 1 + draw(3) }, ...list(written, depth + 1));
      const readable = [...written, constant];
      const reads = Array.from({ length: draw(3) }, () => readable[draw(readable.length)]);
      const target = blocks[draw(blocks.length)];
      written.add(target);
      return host(reads, [target]);
    });
  return list(new Set(), 0);
}

/** Every call in the order of a run. */
function trace(steps: readonly Step[]): HostCall[] {
  return steps.flatMap((step): HostCall[] => {
    if (step.kind === 'kernel' || step.kind === 'fused') return [];
    if (step.kind === 'host') return [step];
    return Array.from({ length: step.rounds.count }, () => trace(step.body)).flat();
  });
}

/** What each read of a run sees, first and last byte, where a call fills its output with its number in the run. */
function seen(steps: readonly Step[], offsetOf: (block: Block) => number): (number | undefined)[][] {
  const memory: Memory = new Map();
  return trace(steps).flatMap(({ inputs, outputs }, call) => {
    const found = inputs
      .filter(({ block: { bytes, holder } }) => bytes > 0 && holder.kind === 'arena')
      .map(({ block: { bytes }, block: own }) =>
        Array.from({ length: bytes }, (_, i) => memory.get(offsetOf(own) + i)),
      );
    for (const { block: own } of outputs)
      for (let i = 0; i < own.bytes; i++) memory.set(offsetOf(own) + i, call);
    return found;
  });
}

const blocksIn = (steps: readonly Step[]): Set<Block> =>
  new Set(trace(steps).flatMap(({ inputs, outputs }) => [...inputs, ...outputs].map((place) => place.block)));

const offset = ({ offsets }: ArenaPlan, own: Block): number => offsets.get(own) as number;

property.prop([fc.array(fc.nat(1000), { minLength: 20, maxLength: 60 })], { seed: 1961, numRuns: 1000 })(
  'in the arena every read sees what it would see if no memory were shared, in loops too',
  (numbers) => {
    const steps = randomSteps(numbers);
    const apart = new Map([...blocksIn(steps)].map((own, i) => [own, 1000 * i]));
    const plan = planArena(steps);
    expect(seen(steps, (own) => offset(plan, own))).toEqual(seen(steps, (own) => apart.get(own) as number));
    for (const own of blocksIn(steps)) {
      expect(offset(plan, own) % 16).toBe(0);
      expect(offset(plan, own) + own.bytes).toBeLessThanOrEqual(plan.bytes);
    }
  },
);

test('a chain of temporaries takes turns in two places', () => {
  const blocks = Array.from({ length: 10 }, () => block(64));
  const steps = blocks.map((own, i) => host(blocks.slice(Math.max(i - 1, 0), i), [own]));
  const plan = planArena(steps);
  expect(plan.bytes).toBe(128);
  expect(blocks.map((own) => offset(plan, own))).toEqual([0, 64, 0, 64, 0, 64, 0, 64, 0, 64]);
});

test('what a step reads does not lie where it writes', () => {
  const [a, b] = [block(16), block(16)];
  const plan = planArena([host([], [a]), host([a], [b])]);
  expect(offset(plan, a)).not.toBe(offset(plan, b));
});

test('gaps that touch become one, and the smallest that fits is taken', () => {
  const [a, b, wall, gap, end] = [block(16), block(16), block(16), block(64), block(16)];
  const [large, small] = [block(32), block(48)];
  const plan = planArena([
    host([], [a, b, wall, gap, end]),
    // a and b are free from here on, a gap of 32; then one of 64.
    host([gap, wall, end], []),
    host([wall, end], [small]),
    host([wall, end, small], [large]),
  ]);
  expect(offset(plan, small)).toBe(offset(plan, gap));
  expect(offset(plan, large)).toBe(offset(plan, a));
  expect(plan.bytes).toBe(16 * 4 + 64);
});

test('what is used in a loop and after it keeps its bytes through all rounds', () => {
  const [carry, early, late] = [block(16), block(16), block(16)];
  const plan = planArena([
    host([], [carry]),
    repeat({ count: 5 }, host([carry], [early]), host([early], [late])),
    host([carry], []),
  ]);
  expect([early, late].map((own) => offset(plan, own))).not.toContain(offset(plan, carry));
});

test('what is only used within one round shares bytes with what comes later in the round', () => {
  const [a, b, c] = [block(16), block(16), block(16)];
  const plan = planArena([repeat({ count: 5 }, host([], [a]), host([a], [b]), host([b], [c]))]);
  expect(offset(plan, a)).toBe(offset(plan, c));
});

test('constants and keys have bytes of their own, from the beginning to the end', () => {
  const [constant, key] = [
    block(20, { kind: 'constant', bytes: new Uint8Array(20) }),
    block(8, { kind: 'key', input: 0 }),
  ];
  const [a, b] = [block(16), block(16)];
  const plan = planArena([host([], [a]), host([a, constant], [b]), host([b, key], [a])]);
  expect([constant, key, a, b].map((own) => offset(plan, own))).toEqual([0, 32, 48, 64]);
});

test('blocks of tensors are not in the arena', () => {
  const blocks = [
    block(16, { kind: 'input', input: 0 }),
    block(16, { kind: 'output', output: 0 }),
    block(16, { kind: 'donated', input: 1, output: 1 }),
  ];
  expect(planArena([host(blocks, blocks)])).toEqual({ offsets: new Map(), bytes: 0 });
});
