import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digitSet, digitSprite, parseIdxImages } from '../src/index.ts';
import { allInk, idxImages, inkAt } from './fixtures.ts';

/** Bilinear interpolation in BigInt rationals, from the definition. */
function exactPixel(
  source: Uint8Array,
  width: number,
  height: number,
  newWidth: number,
  newHeight: number,
  x: number,
  y: number,
): number {
  const axis = (i: number, size: number, newSize: number): [number, number, bigint, bigint] => {
    const unit = BigInt(2 * newSize);
    const place = BigInt((2 * i + 1) * size - newSize);
    const floor = (place - (((place % unit) + unit) % unit)) / unit;
    const inside = (k: number): number => Math.min(Math.max(k, 0), size - 1);
    return [inside(Number(floor)), inside(Number(floor) + 1), place - floor * unit, unit];
  };
  const [x0, x1, wx, ux] = axis(x, width, newWidth);
  const [y0, y1, wy, uy] = axis(y, height, newHeight);
  const at = (i: number, j: number): bigint => BigInt(source[j * width + i]);
  const sum =
    (at(x0, y0) * (ux - wx) + at(x1, y0) * wx) * (uy - wy) + (at(x0, y1) * (ux - wx) + at(x1, y1) * wx) * wy;
  return Number((2n * sum + ux * uy) / (2n * ux * uy));
}

const images = (width: number, height: number, pixels: ArrayLike<number>, count = 1) =>
  parseIdxImages(idxImages(count, height, width, pixels));

test('D1 enlarging equals the exact rational value, rounded half up', () => {
  const side = fc.integer({ min: 1, max: 6 });
  const source = fc
    .tuple(side, side)
    .chain(([w, h]) =>
      fc.tuple(fc.constant(w), fc.constant(h), fc.uint8Array({ minLength: w * h, maxLength: w * h })),
    );
  fc.assert(
    fc.property(source, fc.integer({ min: 1, max: 20 }), ([width, height, pixels], size) => {
      const sprite = digitSprite(images(width, height, pixels), 0, { size });
      allInk(sprite).forEach((ink, i) => {
        const [x, y] = [i % sprite.width, Math.floor(i / sprite.width)];
        expect(ink).toBe(exactPixel(pixels, width, height, sprite.width, size, x, y));
      });
    }),
    { seed: 28, numRuns: 60 },
  );
});

test('D2 the same size gives the image itself', () => {
  const pixels = Uint8Array.from({ length: 12 }, (_, i) => i * 20);
  expect(allInk(digitSprite(images(3, 4, pixels), 0, { size: 4 }))).toEqual([...pixels]);
});

test('D3 the centre is the centre of mass, or that of the bounding box on request', () => {
  const pixels = new Uint8Array(16);
  pixels[5] = 50; // pixel (1, 1)
  pixels[7] = 150; // pixel (3, 1)
  const digit = images(4, 4, pixels);
  expect(digitSprite(digit, 0, { size: 8 }).points.centre).toEqual({ x: 2 * (1.5 + 2 * 0.75), y: 3 });
  expect(digitSprite(digit, 0, { size: 8, centre: 'box' }).points.centre).toEqual({ x: 5, y: 3 });
  expect(digitSprite(images(4, 4, new Uint8Array(16)), 0).points.centre).toEqual({ x: 50, y: 50 });
});

test('D4 the centre of mass stays with the ink when a digit is enlarged', () => {
  const pixels = new Uint8Array(28 * 28);
  for (let i = 0; i < 10; i++) pixels[(5 + 2 * i) * 28 + 6 + i] = 25 * i + 20;
  const sprite = digitSprite(images(28, 28, pixels), 0);
  const ink = allInk(sprite);
  const mass = ink.reduce((a, b) => a + b, 0);
  const x = ink.reduce((sum, value, i) => sum + value * ((i % 100) + 0.5), 0) / mass;
  expect(Math.abs(x - sprite.points.centre.x)).toBeLessThan(0.05);
});

test('D5 a set holds the chosen images, in order, and the same sprite for the same image', () => {
  const three = images(1, 1, [10, 20, 30], 3);
  const inks = (set: ReturnType<typeof digitSet>) =>
    Array.from({ length: set.length }, (_, i) => inkAt(set.at(i)!, 0, 0));
  expect(inks(digitSet(three))).toEqual([10, 20, 30]);
  expect(inks(digitSet(three, { from: 1 }))).toEqual([20, 30]);
  expect(inks(digitSet(three, { to: 2 }))).toEqual([10, 20]);
  const chosen = digitSet(three, { indices: [2, 0, 2] });
  expect(inks(chosen)).toEqual([30, 10, 30]);
  expect(chosen.at(0)).toBe(chosen.at(2));
  expect(chosen.at(3)).toBeUndefined();
});

test('D6 nothing is enlarged before it is looked at', () => {
  const pixels = Uint8Array.of(10);
  const sprite = digitSprite(images(1, 1, pixels), 0);
  const file = parseIdxImages(idxImages(1, 1, 1, [10]));
  const lazy = digitSprite(file, 0, { size: 2 });
  file.pixels[0] = 99;
  expect(inkAt(lazy, 0, 0)).toBe(99);
  expect(sprite.width).toBe(100);
});

test('D7 a set that forgets old sprites makes equal ones again', () => {
  const many = images(
    1,
    1,
    Uint8Array.from({ length: 1100 }, (_, i) => i % 251),
    1100,
  );
  const set = digitSet(many, { size: 2 });
  const first = set.at(0)!;
  for (let i = 1; i < set.length; i++) set.at(i);
  expect(set.at(0)).not.toBe(first);
  expect(allInk(set.at(0)!)).toEqual(allInk(first));
});

test('D8 bad options are listed', () => {
  const three = images(1, 1, [10, 20, 30], 3);
  expect(() => digitSprite(three, 3)).toThrow('digitSprite: index must be a whole number in 0..2, got 3');
  expect(() => digitSprite(three, 0, { size: 0 })).toThrow(
    'digitSprite: size must be a whole number in 1..4096, got 0',
  );
  expect(() => digitSet(three, { from: 2, to: 2 })).toThrow(
    'digitSet: from < to must be whole numbers in 0..3, got from=2, to=2',
  );
  expect(() => digitSet(three, { indices: [0, 3] })).toThrow(
    'digitSet: indices must be whole numbers below 3, got 3',
  );
  expect(() => digitSet(three, { indices: [] })).toThrow('digitSet: indices must not be empty');
  expect(() => digitSet(three, { indices: [0], to: 2 })).toThrow('not both');
});
