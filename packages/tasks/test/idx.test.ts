import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseIdxImages, parseIdxLabels } from '../src/index.ts';
import { idxImages } from './fixtures.ts';

const file = idxImages(2, 2, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

test('I1 images come back as they were written, without a copy', () => {
  const { count, width, height, pixels } = parseIdxImages(file);
  expect([count, height, width]).toEqual([2, 2, 3]);
  expect([...pixels]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(pixels.buffer).toBe(file.buffer);
});

test('I1 labels come back as they were written', () => {
  expect([...parseIdxLabels(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 7, 2, 1))]).toEqual([7, 2, 1]);
});

test('I1 a file inside a larger buffer is read from its own offset', () => {
  const padded = new Uint8Array([9, 9, 9, ...file]);
  expect([...parseIdxImages(padded.subarray(3)).pixels.subarray(0, 3)]).toEqual([1, 2, 3]);
});

test.each([
  ['no bytes', Uint8Array.of(), 'parseIdxImages: bytes must begin with a magic number, got 0 bytes'],
  [
    'labels',
    Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 0),
    'parseIdxImages: magic number must be 0x00000803, got 0x00000801',
  ],
  ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), 'got 0x1f8b0800 (a gzipped file: decompress it first)'],
  ['a cut header', file.subarray(0, 10), 'parseIdxImages: bytes must hold a header of 16 bytes, got 10'],
  ['missing pixels', file.subarray(0, 27), 'truncated: header announces 2 × 2 × 3 = 12, got 11'],
  ['extra bytes', new Uint8Array([...file, 0]), 'too long: header announces 2 × 2 × 3 = 12, got 13'],
  ['a size of zero', idxImages(2, 0, 3, []), 'parseIdxImages: sizes must be at least 1, got 2 × 0 × 3'],
  ['absurd sizes', idxImages(0xffffffff, 0xffffffff, 1, []), 'truncated'],
])('I2 %s: the error says so', (_, bytes, message) => {
  expect(() => parseIdxImages(bytes)).toThrow(message);
});

test('I3 any bytes are either read in full or refused with a reason', () => {
  const small = fc.integer({ min: 0, max: 3 });
  const nearlyRight = fc
    .tuple(small, small, small, fc.uint8Array({ maxLength: 30 }))
    .map(([count, height, width, pixels]) => idxImages(count, height, width, pixels));
  const magic = fc.uint8Array({ maxLength: 40 }).map((rest) => new Uint8Array([0, 0, 8, 3, ...rest]));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 40 }), magic, nearlyRight), (bytes) => {
      try {
        const { count, width, height, pixels } = parseIdxImages(bytes);
        expect(pixels.length).toBe(count * width * height);
        expect(pixels.length + 16).toBe(bytes.length);
      } catch (error) {
        expect((error as Error).message).toMatch(/^parseIdxImages: (bytes|magic|sizes) .*got /);
      }
    }),
    { seed: 1998, numRuns: 2000 },
  );
});
