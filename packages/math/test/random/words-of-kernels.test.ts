import { expect, test } from 'vitest';
import { key, randomBits, start } from '../../src/index.ts';

const COUNTS = [1, 31, 32, 33, 34, 35, 36, 37, 2047, 2048, 2049, 65_535, 65_536, 65_537];

test('words are the same before and after the kernels are loaded, and belong to the caller', async () => {
  const draw = (): Uint32Array[] => COUNTS.map((count, i) => randomBits(key(2 ** 40 + i), count));
  const before = draw();
  await start();
  const after = draw();
  expect(after).toEqual(before);
  for (const words of after) expect(words.byteLength).toBe(words.buffer.byteLength);
});
