import { fc, test as property } from '@fast-check/vitest';
import { createHash } from 'node:crypto';
import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FailedError } from '../src/errors.ts';
import type { StampedCheckpoint } from '../src/runs/checkpoint-file.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../src/runs/checkpoint-file.ts';
import { openCheckpoints } from '../src/runs/checkpoint-store.ts';
import { listCheckpoints, readLatestCheckpoint, writeCheckpoint } from '../src/runs/checkpoints.ts';
import { scratchFolder } from './fixtures.ts';

/** A checkpoint after `step` steps, with a score where one is given. */
function checkpointOf(step: number, score?: number): StampedCheckpoint {
  const identity = { format: 1, saccade: '0.0.0', experiment: 'toy', seed: 3, options: 'ab'.repeat(32) };
  const data = Float32Array.from({ length: 40 }, (_, index) => step + index / 7);
  return {
    checkpoint: {
      tensors: { weight: { dtype: 'F32', shape: [4, 10], data } },
      metadata: { step: String(step), zeros: '0'.repeat(64) },
    },
    stamp: { ...identity, step, seconds: step / 10, ...(score === undefined ? {} : { score }) },
  };
}

const whole = encodeCheckpoint(checkpointOf(20));

test('a checkpoint is read as it was written', () => {
  expect(decodeCheckpoint(whole)).toEqual(checkpointOf(20));
  expect(decodeCheckpoint(encodeCheckpoint(checkpointOf(20, -0.5)))).toEqual(checkpointOf(20, -0.5));
});

property.prop([fc.nat(whole.length - 1)], { seed: 1991, numRuns: 300 })(
  'a checkpoint cut anywhere is refused',
  (length) => {
    expect(() => decodeCheckpoint(whole.subarray(0, length))).toThrow(Error);
  },
);

test('a checkpoint with any one bit changed is refused', () => {
  for (let bit = 0; bit < 8 * whole.length; bit++) {
    const flipped = Uint8Array.from(whole);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    expect(() => decodeCheckpoint(flipped), `bit ${bit}`).toThrow(Error);
  }
});

property.prop([fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 })], {
  seed: 1992,
  numRuns: 300,
})('a checkpoint with some bytes overwritten is refused, or it is the same', (writes) => {
  const changed = Uint8Array.from(whole);
  for (const [at, value] of writes) changed[at] = value;
  if (Buffer.compare(changed, whole) === 0) expect(decodeCheckpoint(changed)).toEqual(checkpointOf(20));
  else expect(() => decodeCheckpoint(changed)).toThrow(Error);
});

property.prop([fc.uint8Array({ maxLength: 400 })], { seed: 1993, numRuns: 300 })(
  'whatever bytes are there, the checkpoint before them is found',
  (bytes) => {
    const folder = scratchFolder();
    writeCheckpoint(folder, checkpointOf(10));
    const path = writeCheckpoint(folder, checkpointOf(20));
    writeFileSync(path, bytes);
    const found = readLatestCheckpoint(folder)!;
    expect(found.stamp.step).toBe(10);
    expect(found.checkpoint).toEqual(checkpointOf(10).checkpoint);
    expect(found.broken.map((each) => each.path)).toEqual([path]);
  },
);

test('where no checkpoint is whole, one line names the newest and what is wrong with it', () => {
  const folder = scratchFolder();
  const paths = [10, 20, 30].map((step) => writeCheckpoint(folder, checkpointOf(step)));
  for (const path of paths) truncateSync(path, 100);
  expect(() => readLatestCheckpoint(folder)).toThrow(FailedError);
  expect(() => readLatestCheckpoint(folder)).toThrow(
    new RegExp(`^cannot read ${paths[2]}, nor any of the 2 before: .*truncated$`),
  );
  expect(readLatestCheckpoint(scratchFolder())).toBeUndefined();
  expect(readLatestCheckpoint(join(folder, 'none'))).toBeUndefined();
});

const stepsIn = (folder: string) => readdirSync(folder).map((name) => Number(/\d+/.exec(name)![0]));

test('the last few checkpoints stay, and the best', () => {
  const folder = scratchFolder();
  const write = openCheckpoints(folder, { keep: 2, better: 'lower' });
  const kept = [undefined, 5, 3, 4, 3, 6, undefined].map((score, index) => {
    write(checkpointOf(10 * (index + 1), score));
    return stepsIn(folder);
  });
  expect(kept).toEqual([[10], [10, 20], [20, 30], [30, 40], [30, 40, 50], [30, 50, 60], [30, 60, 70]]);
});

test('the best of an earlier process stays, where higher is better too', () => {
  const folder = scratchFolder();
  openCheckpoints(folder, { keep: 1, better: 'higher' })(checkpointOf(10, 0.9));
  const write = openCheckpoints(folder, { keep: 1, better: 'higher' });
  for (const step of [20, 30]) write(checkpointOf(step, 0.8));
  expect(stepsIn(folder)).toEqual([10, 30]);
});

test('without a good way only the last few stay', () => {
  const folder = scratchFolder();
  const write = openCheckpoints(folder, { keep: 3 });
  for (const step of [10, 20, 30, 40, 50]) write(checkpointOf(step, 1));
  expect(stepsIn(folder)).toEqual([30, 40, 50]);
  expect(listCheckpoints(folder)).toHaveLength(3);
});

test('the SHA-256 in a checkpoint is that of its bytes with zeros in its place', () => {
  const text = Buffer.from(whole).toString('latin1');
  const [, digest] = /sha256\\":\\"([0-9a-f]{64})\\"/.exec(text)!;
  const zeroed = Buffer.from(text.replace(digest!, '0'.repeat(64)), 'latin1');
  expect(createHash('sha256').update(zeroed).digest('hex')).toBe(digest);
});
