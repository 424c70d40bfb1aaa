import { expect, test } from 'vitest';
import { hashOfProducts } from './same-bits.ts';
import reference from './reference/same-bits.json' with { type: 'json' };

test('products have the bits that Node gives', async () =>
  expect(await hashOfProducts()).toBe(reference.sha256));
