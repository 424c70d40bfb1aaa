import { fc, test as property } from '@fast-check/vitest';
import { beforeAll, expect, test } from 'vitest';
import { fill, leavesOf, matches, patternOf } from '../../src/compile/arguments.ts';
import { key, start, tidy, zeros } from '../../src/index.ts';

beforeAll(async () => {
  await start();
});

/** Trees of tensors of a few shapes, keys and plain values. */
const tree: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc
      .constantFrom([], [1], [2, 3], [3, 2])
      .chain((shape) => fc.constantFrom('float32', 'int32').map((dtype) => ({ shape, dtype }))),
    fc.integer({ min: 0, max: 9 }).map((seed) => key(seed)),
    fc.constantFrom(0, -0, 1.5, NaN, 'a', true, null, undefined),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('node'), { maxKeys: 3 }),
  ),
})).node;

/** The tree with tensors in the places of their descriptions. */
const withTensors = (part: unknown): unknown => {
  if (typeof part !== 'object' || part === null || 'words' in part) return part;
  if ('dtype' in part && 'shape' in part)
    return zeros(part.shape as number[], part.dtype as 'float32' | 'int32');
  if (Array.isArray(part)) return part.map(withTensors);
  return Object.fromEntries(Object.entries(part).map(([name, child]) => [name, withTensors(child)]));
};

property.prop([tree], { seed: 1990, numRuns: 300 })(
  'a tree matches its own pattern, with its leaves in order, and is what the pattern filled with them is',
  (description) => {
    tidy(() => {
      const made = withTensors(description);
      const leaves: ReturnType<typeof leavesOf> = [];
      expect(matches(patternOf(made), made, leaves)).toBe(true);
      expect(leaves).toEqual(leavesOf(made));
      let next = 0;
      const again = fill(patternOf(made), () => leaves[next++]);
      expect(next).toBe(leaves.length);
      expect(again).toEqual(made);
      expect(leavesOf(again).every((leaf, i) => leaf === leaves[i])).toBe(true);
    });
  },
);

property.prop([tree, tree], { seed: 1991, numRuns: 1000 })(
  'two trees match each other exactly when their descriptions without the words of keys are the same',
  (one, other) => {
    const text = (part: unknown): string =>
      JSON.stringify(part, (name, value: unknown) =>
        name === 'words'
          ? ''
          : Object.is(value, -0) || Number.isNaN(value) || value === undefined
            ? `${typeof value} ${Object.is(value, -0) ? '-0' : String(value)}`
            : value,
      );
    tidy(() => {
      const [a, b] = [withTensors(one), withTensors(other)];
      expect(matches(patternOf(a), b, [])).toBe(text(one) === text(other));
    });
  },
);

test.each([
  [[1, 2], { 0: 1, 1: 2 }],
  [
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ],
  [{ a: 1 }, { a: 1, b: undefined }],
  [0, -0],
  [[], null],
])('%j does not match the pattern of %j', (one, other) => {
  expect(matches(patternOf(one), other, [])).toBe(false);
  expect(matches(patternOf(other), one, [])).toBe(false);
});

test.each([new Float32Array(2), () => 1, Symbol('s'), 1n])('%s can be no part of arguments', (part) => {
  expect(() => patternOf({ a: [part] })).toThrow('compile: arguments must be tensors, keys, numbers');
});
