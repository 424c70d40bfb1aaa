import { expect, test } from 'vitest';
import { GOLDEN, quickHash } from './quick.ts';

test('R1 a seed always gives the same weights', async () => {
  expect(await quickHash()).toBe(GOLDEN);
});
