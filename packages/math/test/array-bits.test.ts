import { expect, test } from 'vitest';
import { start, tensorCount } from '../src/index.ts';
import { arrayBits } from './array-bits.ts';
import reference from './reference/array-bits.json' with { type: 'json' };

test('N6 array operations and their gradients give the committed bits, and leak nothing', async () => {
  await start({ backend: 'wasm' });
  const before = tensorCount();
  expect(await arrayBits()).toBe(reference.sha256);
  expect(tensorCount()).toBe(before);
});
