import { expect, test } from 'vitest';
import { hashOfProducts } from './same-bits.ts';
import reference from './reference/same-bits.json' with { type: 'json' };

test('products have the committed bits', async () => expect(await hashOfProducts()).toBe(reference.sha256));
