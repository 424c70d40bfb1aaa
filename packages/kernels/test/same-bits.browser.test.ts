import { expect, test } from 'vitest';
import { hashOfDraws, hashOfFunctions, hashOfProducts, hashOfRows } from './same-bits.ts';
import reference from './reference/same-bits.json' with { type: 'json' };

test('products have the bits that Node gives', async () =>
  expect(await hashOfProducts()).toBe(reference.sha256));

test('elementwise functions have the bits that Node gives', async () =>
  expect(await hashOfFunctions()).toBe(reference.functions));

test('random draws have the bits that Node gives', async () =>
  expect(await hashOfDraws()).toBe(reference.draws));

test('functions of rows have the bits that Node gives', async () =>
  expect(await hashOfRows()).toBe(reference.rows));
