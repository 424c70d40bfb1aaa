import { expect, test } from 'vitest';
import { GOLDEN, quickHash } from './quick.ts';

test('R1 a seed gives the same weights in the browser as in Node', async () => {
  expect(await quickHash()).toBe(GOLDEN);
});
