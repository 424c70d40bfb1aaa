import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bar, greyPicture, outline, ring, triangle } from '../src/index.ts';
import type { Point } from '../src/index.ts';
import { inkAt } from './fixtures.ts';

/** Even-odd rule: a ray to the right crosses the polygons an odd number of times. */
function inside(polygons: readonly Point[][], { x, y }: Point): boolean {
  let odd = false;
  for (const polygon of polygons) {
    polygon.forEach((a, i) => {
      const b = polygon[(i + 1) % polygon.length];
      if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) odd = !odd;
    });
  }
  return odd;
}

/** Positive if the polygon runs clockwise on the screen, where y points down. */
function signedArea(polygon: readonly Point[]): number {
  return polygon.reduce((sum, a, i) => {
    const b = polygon[(i + 1) % polygon.length];
    return sum + (a.x * b.y - b.x * a.y) / 2;
  }, 0);
}

test('O1 exactly the pixels that are more than half black have their centre inside', () => {
  const ink = fc.uint8Array({ minLength: 56, maxLength: 56 });
  const crisp = ink.map((values) => values.map((value) => (value > 127 ? 255 : 0)));
  fc.assert(
    fc.property(fc.oneof(ink, crisp), (values) => {
      const picture = greyPicture(8, 7, values);
      const polygons = outline(picture, 0);
      for (let y = 0; y < 7; y++) {
        for (let x = 0; x < 8; x++) {
          expect(inside(polygons, { x: x + 0.5, y: y + 0.5 })).toBe(inkAt(picture, x, y) > 127.5);
        }
      }
    }),
    { seed: 1987 },
  );
});

test('O2 areas of outlines are areas of shapes, holes negative', () => {
  const areas = outline(ring()).map(signedArea);
  expect(areas.length).toBe(2);
  expect(Math.abs(areas[0]) / (3.141592653589793 * 2500)).toBeCloseTo(1, 2);
  expect(Math.abs(areas[1]) / (3.141592653589793 * 900)).toBeCloseTo(1, 2);
  expect(areas[0] * areas[1]).toBeLessThan(0);
  expect(Math.abs(signedArea(outline(triangle())[0]))).toBeCloseTo(5000, -2);
});

test('O3 straight sides keep only their ends', () => {
  expect(outline(triangle())[0].length).toBeLessThanOrEqual(8);
  expect(outline(bar())[0].length).toBeLessThanOrEqual(8);
});

test('O4 no ink has no outline', () => {
  expect(outline(greyPicture(3, 3, new Uint8Array(9)))).toEqual([]);
});
