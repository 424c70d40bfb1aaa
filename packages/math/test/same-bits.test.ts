import { expect, test } from 'vitest';
import { start, tensorCount } from '../src/index.ts';
import reference from './reference/training-loop.json' with { type: 'json' };
import { trainAndHash } from './training-loop.ts';

test('N6 a training gives the committed bits, twice, and leaks nothing', async () => {
  await start({ backend: 'wasm' });
  const before = tensorCount();
  expect(await trainAndHash()).toBe(reference.sha256);
  expect(await trainAndHash()).toBe(reference.sha256);
  expect(tensorCount()).toBe(before);
});
