import { expect, test } from 'vitest';
import { start } from '../src/index.ts';
import { arrayBits } from './array-bits.ts';
import reference from './reference/array-bits.json' with { type: 'json' };

test('N6 array operations and their gradients give the bits that Node gives', async () => {
  await start();
  expect(await arrayBits()).toBe(reference.sha256);
});
