import { expect, test } from 'vitest';
import { GOLDEN, goldenHashes } from './golden.ts';

test('G1 a key always gives the same episodes and drawings', () => {
  expect(goldenHashes()).toEqual(GOLDEN);
});
