import { describe, expect, test } from 'vitest';
import { bar, cross, makeSprite, ring, triangle } from '../src/index.ts';
import type { Sprite } from '../src/index.ts';
import { allInk, hash, inkAt } from './fixtures.ts';

const shapes = { triangle, cross, ring, bar };
const totalInk = (sprite: Sprite): number => allInk(sprite).reduce((a, b) => a + b, 0);

describe.each(Object.entries(shapes))('%s', (name, shape) => {
  test('S1 is the mirror image of itself, to the last grey', () => {
    const sprite = shape();
    for (let y = 0; y < sprite.height; y++) {
      for (let x = 0; x < sprite.width / 2; x++) {
        expect(inkAt(sprite, x, y)).toBe(inkAt(sprite, sprite.width - 1 - x, y));
      }
    }
  });

  test('S2 names its centre and at least three points on itself', () => {
    const { points, width, height } = shape();
    expect(Object.keys(points).length).toBeGreaterThanOrEqual(3);
    for (const { x, y } of Object.values(points)) {
      expect(x >= 0 && x <= width && y >= 0 && y <= height).toBe(true);
    }
  });

  test('S3 has ink of 0 and 255 only without anti-aliasing', () => {
    const ink = new Set(allInk(shape({ antiAlias: false })));
    expect([...ink].every((value) => value === 0 || value === 255)).toBe(true);
  });

  test('S4 names bad sizes', () => {
    expect(() => shape({ size: 51 })).toThrow(`${name}: size must be an even number in 2..4096, got 51`);
    expect(() => shape({ size: Number.NaN })).toThrow(`${name}: size must be`);
  });
});

test('S5 ink totals are the areas', () => {
  const close = (sprite: Sprite, area: number): void => {
    expect(Math.abs(totalInk(sprite) / 255 - area) / area).toBeLessThan(1e-3);
  };
  close(triangle(), 5000);
  close(cross(), 100 * 30 * 2 - 30 * 30);
  close(ring(), 3.141592653589793 * (50 * 50 - 30 * 30));
  close(bar(), 100 * 24);
  expect(totalInk(cross())).toBe(255 * 5100);
});

test('S6 the centroid of the ink is the centre', () => {
  for (const shape of Object.values(shapes)) {
    const sprite = shape();
    const ink = allInk(sprite);
    const mean = (place: (i: number) => number): number =>
      ink.reduce((sum, value, i) => sum + value * (place(i) + 0.5), 0) / totalInk(sprite);
    expect(Math.abs(mean((i) => i % sprite.width) - sprite.points.centre.x)).toBeLessThan(1e-9);
    expect(Math.abs(mean((i) => Math.floor(i / sprite.width)) - sprite.points.centre.y)).toBeLessThan(0.01);
  }
});

test('S7 the triangle is sharpest at the top, which its corners name', () => {
  const { points } = triangle({ size: 40 });
  expect(points).toEqual({
    centre: { x: 20, y: 80 / 3 },
    top: { x: 20, y: 0 },
    left: { x: 0, y: 40 },
    right: { x: 40, y: 40 },
  });
});

test('S8 ink never changes', () => {
  const hashes = Object.entries(shapes).map(([name, shape]) => [name, hash(allInk(shape()))]);
  expect(Object.fromEntries(hashes)).toMatchInlineSnapshot(`
    {
      "bar": "551a42c5",
      "cross": "bbcb6025",
      "ring": "16674605",
      "triangle": "c85add05",
    }
  `);
});

test('S9 a stroke wider than the shape is named', () => {
  expect(() => ring({ size: 20, stroke: 22 })).toThrow(
    'ring: stroke must be an even number in 2..20, got 22',
  );
});

test('S10 a sprite of your own is checked', () => {
  const points = { centre: { x: 1, y: 1 } };
  const short = makeSprite({ name: 'short', width: 2, height: 2, points, ink: () => new Uint8Array(3) });
  expect(() => short.rowInk(0, 0, 1)).toThrow('makeSprite: ink() must give [height=2 · width=2], got [3]');
  expect(() =>
    makeSprite({ name: 'flat', width: 2, height: 0, points, ink: () => new Uint8Array(0) }),
  ).toThrow('makeSprite: height must be a whole number in 1..');
});
