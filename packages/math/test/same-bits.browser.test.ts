import { expect, test } from 'vitest';
import { start } from '../src/index.ts';
import reference from './reference/training-loop.json' with { type: 'json' };
import { trainAndHash } from './training-loop.ts';

test('S5 start() works in a browser, without files to find', async () => {
  const info = await start();
  expect(info).toMatchObject({ backend: 'wasm', simd: true, threads: 1, host: 'browser' });
  expect(info.hostVersion).toContain('Chrome');
});

test('N6 a training gives the bits that Node gives', async () => {
  await start();
  expect(await trainAndHash()).toBe(reference.sha256);
});
