import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addFootprintSums } from '../src/footprint-sum.ts';
import { makeSprite, meetsInk, reachOf } from '../src/index.ts';
import type { FootprintSet, InkGrid } from '../src/index.ts';
import { footprintOf } from './fixtures.ts';

const size = fc.integer({ min: 1, max: 7 });
const ink = fc.constantFrom(0, 0, 0, 1, 200, 255);
const grid = fc
  .tuple(size, size)
  .chain(([width, height]) =>
    fc
      .array(ink, { minLength: width * height, maxLength: width * height })
      .map((pixels) => ({ pixels, width, grid: gridOf(width, height, pixels) })),
  );
const offset = fc.integer({ min: -5, max: 5 });
const rows = fc.array(fc.tuple(fc.integer({ min: -4, max: 0 }), fc.integer({ min: 0, max: 4 })), {
  minLength: 1,
  maxLength: 4,
});
const footprints = fc.array(
  fc.tuple(offset, rows).map(([top, runs]) => footprintOf(top, runs)),
  { minLength: 1, maxLength: 3 },
);
// Some twice, as the fields of a retina are.
const set = footprints.chain((different) =>
  fc
    .array(fc.tuple(fc.constantFrom(...different), offset, offset), { minLength: 1, maxLength: 5 })
    .map((fields) => ({
      footprints: fields.map(([footprint]) => footprint),
      x: Int32Array.from(fields, ([, x]) => x),
      y: Int32Array.from(fields, ([, , y]) => y),
    })),
);

function gridOf(width: number, height: number, pixels: readonly number[]): InkGrid {
  const points = { centre: { x: 0, y: 0 } };
  return makeSprite({ name: 'any', width, height, points, ink: () => Uint8Array.from(pixels) }).grid;
}

/** The sums by their definition: pixel by pixel. */
function plainSums(pixels: readonly number[], width: number, laid: FootprintSet, x: number, y: number) {
  const inkAt = (i: number, j: number): number => (i >= 0 && i < width ? (pixels[j * width + i] ?? 0) : 0);
  return laid.footprints.map(({ top, left, right }, f) => {
    let sum = 0;
    for (let row = 0; row < left.length; row++)
      for (let i = left[row]; i < right[row]; i++) sum += inkAt(x + laid.x[f] + i, y + laid.y[f] + top + row);
    return sum;
  });
}

const SIDE = 51;
const places = Array.from({ length: SIDE * SIDE }, (_, i) => [(i % SIDE) - 25, Math.floor(i / SIDE) - 25]);

test('P2 sums under footprints equal the loop over their pixels, at the first look and when all are remembered', () => {
  fc.assert(
    fc.property(grid, set, ({ grid: laidOn, pixels, width }, laid) => {
      const sums = new Float64Array(laid.footprints.length);
      for (const pass of [1, 2]) {
        for (const [x, y] of places) {
          sums.fill(pass);
          addFootprintSums(laidOn, laid, x, y, sums);
          expect([...sums]).toEqual(plainSums(pixels, width, laid, x, y).map((sum) => pass + sum));
        }
        expect(laidOn.memory.get(laid)?.table !== undefined).toBe(true);
      }
    }),
    { seed: 1991, numRuns: 25 },
  );
});

test('P2 a set of footprints meets ink where some sum is not 0, at the first look and when all are remembered', () => {
  fc.assert(
    fc.property(grid, set, ({ grid: laidOn, pixels, width }, laid) => {
      for (let pass = 0; pass < 2; pass++)
        for (const [x, y] of places)
          expect(meetsInk(laidOn, laid, x, y)).toBe(
            plainSums(pixels, width, laid, x, y).some((sum) => sum > 0),
          );
    }),
    { seed: 1991, numRuns: 25 },
  );
});

test('the reach of a set is the box around all its pixels', () => {
  const laid = {
    footprints: [
      footprintOf(-2, [
        [-1, 1],
        [-3, 2],
      ]),
      footprintOf(0, [[0, 4]]),
    ],
    x: Int32Array.of(10, -7),
    y: Int32Array.of(5, 20),
  };
  expect(reachOf(laid)).toEqual({ left: -7, right: 12, top: 3, bottom: 21 });
});
