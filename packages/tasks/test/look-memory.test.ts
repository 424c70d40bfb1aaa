import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeScene, makeSprite, meanInkUnderEach, meetsInk, reachOf } from '../src/index.ts';
import type { FootprintSet, Picture, Sprite } from '../src/index.ts';
import { footprintOf } from './fixtures.ts';

const size = fc.integer({ min: 1, max: 7 });
const ink = fc.constantFrom(0, 0, 0, 1, 200, 255);
const sprite = fc
  .tuple(size, size)
  .chain(([width, height]) =>
    fc
      .array(ink, { minLength: width * height, maxLength: width * height })
      .map((pixels) => ({ pixels, width, sprite: spriteOf(width, height, pixels) })),
  );
const offset = fc.integer({ min: -5, max: 5 });
const rows = fc.array(fc.tuple(fc.integer({ min: -4, max: 0 }), fc.integer({ min: 1, max: 4 })), {
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

function spriteOf(width: number, height: number, pixels: readonly number[]): Sprite {
  const points = { centre: { x: 0, y: 0 } };
  return makeSprite({ name: 'any', width, height, points, ink: () => Uint8Array.from(pixels) });
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

/** What a picture shows, by itself and row by row. */
function views(picture: Picture, laid: FootprintSet, x: number, y: number): [Float32Array, Float32Array] {
  const [own, byRows] = [new Float32Array(laid.x.length), new Float32Array(laid.x.length)];
  meanInkUnderEach(picture, laid, x, y, own, 0);
  const { width, height, rowInk } = picture;
  meanInkUnderEach({ width, height, rowInk }, laid, x, y, byRows, 0);
  return [own, byRows];
}

test('P2 a scene of one object or two shows at the first look what it shows when all is remembered', () => {
  fc.assert(
    fc.property(
      sprite,
      sprite,
      set,
      fc.boolean(),
      fc.boolean(),
      ({ sprite: one }, { sprite: other }, laid, two, light) => {
        const objects = [{ sprite: one, x: 2, y: 3 }, ...(two ? [{ sprite: other, x: 9, y: 1 }] : [])];
        const scene = makeScene({ width: 20, height: 16, objects, polarity: light ? 'light' : 'dark' });
        for (let pass = 0; pass < 2; pass++) {
          for (const [x, y] of places) {
            const [own, byRows] = views(scene, laid, x, y);
            expect(own).toEqual(byRows);
          }
        }
        const memory = one.grid.memory.get(laid);
        expect(memory?.table !== undefined).toBe(true);
        expect(memory?.tones[0]?.views !== undefined).toBe(!two);
      },
    ),
    { seed: 1991, numRuns: 25 },
  );
});

test('P2 a set of footprints meets ink where some sum is not 0, at the first look and when all is remembered', () => {
  fc.assert(
    fc.property(sprite, set, ({ sprite: { grid }, pixels, width }, laid) => {
      for (let pass = 0; pass < 3; pass++)
        for (const [x, y] of places)
          expect(meetsInk(grid, laid, x, y)).toBe(
            plainSums(pixels, width, laid, x, y).some((sum) => sum > 0),
          );
      expect(grid.memory.get(laid)?.meets !== undefined).toBe(true);
    }),
    { seed: 1991, numRuns: 25 },
  );
});

test('P2 a grid that is seen now and then remembers nothing', () => {
  const { grid } = spriteOf(7, 7, new Array<number>(49).fill(255));
  const laid = { footprints: [footprintOf(0, [[0, 1]])], x: Int32Array.of(0), y: Int32Array.of(0) };
  // One footprint of one pixel: as many sums as places, 7 × 7.
  for (let look = 0; look < 49; look++) meetsInk(grid, laid, 0, 0);
  expect(grid.memory.get(laid)?.meets).toBe(undefined);
  meetsInk(grid, laid, 0, 0);
  expect(grid.memory.get(laid)?.meets).toHaveLength(49);
});

test('P2 what is kept for a set of footprints has a limit, and what is seen beyond it is the same', () => {
  const fields = 50_000;
  const pixel = footprintOf(0, [[0, 1]]);
  const laid = {
    footprints: new Array<typeof pixel>(fields).fill(pixel),
    x: new Int32Array(fields),
    y: new Int32Array(fields),
  };
  const means = new Float32Array(fields);
  const kept = Array.from({ length: 100 }, () => {
    const sprite = spriteOf(4, 4, new Array<number>(16).fill(51));
    const scene = makeScene({ width: 4, height: 4, objects: [{ sprite, x: 0, y: 0 }], polarity: 'dark' });
    for (let look = 0; look < 20; look++) meanInkUnderEach(scene, laid, 0, 0, means, 0);
    expect(means[fields - 1]).toBe(Math.fround(0.2));
    return sprite.grid.memory.get(laid)?.tones[0]?.views?.byteLength ?? 0;
  });
  const bytes = kept.reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(2 ** 27);
  expect(bytes).toBeLessThan(2 ** 28 + 16 * 4 * fields);
  expect(kept.at(-1)).toBe(0);
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
