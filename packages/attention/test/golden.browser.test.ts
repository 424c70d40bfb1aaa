import { expect, test } from 'vitest';
import { GOLDEN, goldenHashes } from './golden.ts';

test('G1 a key gives the same episodes and drawings in the browser as in Node', () => {
  expect(goldenHashes()).toEqual(GOLDEN);
});
