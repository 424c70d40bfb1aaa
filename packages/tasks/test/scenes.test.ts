import { key } from '@saccade/math';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bar, cross, makeScene, ring, sampleScenes, scenePoint, triangle } from '../src/index.ts';
import type { Placed, Scene, SceneOptions } from '../src/index.ts';
import { footprintOf, hash, meansUnder } from './fixtures.ts';

const all = [triangle({ size: 20 }), cross({ size: 16 }), ring({ size: 24 }), bar({ size: 30 })];
const small: SceneOptions = { sprites: all, count: 3, width: 90, height: 70 };
const seed = fc.nat(1e6);

const places = (scenes: readonly Scene[]): number[] =>
  scenes.flatMap(({ objects }) => objects.flatMap(({ sprite, x, y }) => [sprite.width, x, y]));

function bruteInk(objects: readonly Placed[], x: number, y: number): number {
  return objects.reduce(
    (sum, { sprite, x: left, y: top }) => sum + sprite.rowInk(y - top, x - left, x - left + 1),
    0,
  );
}

test('C1 a pixel has the ink of the object that covers it; a light scene is the exact complement', () => {
  fc.assert(
    fc.property(
      seed,
      fc.integer({ min: -5, max: 74 }),
      fc.integer({ min: -9, max: 99 }),
      fc.nat(40),
      (s, y, x0, n) => {
        const { objects } = sampleScenes(small, key(s), 1)[0];
        const dark = makeScene({ width: 90, height: 70, objects });
        const light = makeScene({ width: 90, height: 70, objects, polarity: 'light' });
        const brute = Array.from({ length: n }, (_, i) => bruteInk(objects, x0 + i, y));
        const sum = brute.reduce((a, b) => a + b, 0);
        expect(dark.rowInk(y, x0, x0 + n)).toBe(sum);
        expect(light.rowInk(y, x0, x0 + n)).toBe(255 * n - sum);
        expect(light.rowInk(y, x0, x0 - n)).toBe(0);
      },
    ),
    { seed: 512 },
  );
});

test('C2 mean ink under a footprint is the same by the fast path and row by row', () => {
  const footprint = footprintOf(-2, [
    [-1, 1],
    [-4, 5],
    [-6, 6],
    [-2, 3],
  ]);
  fc.assert(
    fc.property(
      seed,
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: -9, max: 99 }),
      fc.integer({ min: -9, max: 79 }),
      (s, count, x, y) => {
        const [scene] = sampleScenes({ ...small, count, polarity: 'both' }, key(s), 1);
        const slow = { width: 90, height: 70, rowInk: scene.rowInk };
        expect(meansUnder(scene, footprint, x, y)).toEqual(meansUnder(slow, footprint, x, y));
      },
    ),
    { seed: 512 },
  );
});

test('C3 objects lie wholly inside, without overlap, each sprite at most once', () => {
  const scenes = sampleScenes({ ...small, count: 4 }, key(3), 200);
  for (const { width, height, objects, polarity } of scenes) {
    expect(() => makeScene({ width, height, objects, polarity })).not.toThrow();
    expect(new Set(objects.map(({ sprite }) => sprite)).size).toBe(4);
  }
  const first = new Set(scenes.map(({ objects }) => objects[0].sprite));
  expect(first.size).toBe(4);
});

test('C4 scene i depends on the key and i alone', () => {
  const options: SceneOptions = { ...small, polarity: 'both' };
  const batch = sampleScenes(options, key(7), 9);
  expect(places(sampleScenes(options, key(7), 4))).toEqual(places(batch.slice(0, 4)));
  expect(places(sampleScenes(options, key(8), 9))).not.toEqual(places(batch));
});

test('C5 a key always gives the same scenes', () => {
  const scenes = sampleScenes({ ...small, polarity: 'both' }, key(1991), 50);
  expect(
    hash([...places(scenes), ...scenes.map(({ polarity }) => Number(polarity === 'light'))]),
  ).toMatchInlineSnapshot(`"5fd090dd"`);
});

test('C6 a single object is uniform over all its places', () => {
  const sprite = bar({ size: 4, stroke: 2 });
  const scenes = sampleScenes({ sprites: [sprite], width: 7, height: 4 }, key(5), 12_000);
  const counts = new Map<string, number>();
  for (const { objects } of scenes) {
    const at = `${objects[0].x},${objects[0].y}`;
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  // 4 × 3 places, 1,000 expected in each: chi-square with 11 degrees of freedom exceeds 31.3 once in 1,000.
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  expect(counts.size).toBe(12);
  expect(chiSquare).toBeLessThan(31.3);
});

test('C7 a second object is uniform over the places that are left', () => {
  const [a, b] = [bar({ size: 2, stroke: 2 }), bar({ size: 4, stroke: 2 })];
  const scenes = sampleScenes({ sprites: [a, b], count: 2, width: 8, height: 3 }, key(6), 40_000);
  const fixed = scenes.filter(
    ({ objects }) => objects[0].sprite === a && objects[0].x === 1 && objects[0].y === 0,
  );
  // Beside columns 1 and 2 a bar of 4 fits at x = 3, 4 in both rows of places, which both touch row 1.
  const seen = new Map<number, number>();
  for (const { objects } of fixed)
    seen.set(objects[1].x * 10 + objects[1].y, (seen.get(objects[1].x * 10 + objects[1].y) ?? 0) + 1);
  expect([...seen.keys()].sort()).toEqual([30, 31, 40, 41]);
  for (const count of seen.values()) expect(Math.abs(count / fixed.length - 0.25)).toBeLessThan(0.04);
});

test('C8 objects that only just fit are placed, and those that do not are an error', () => {
  const tight = [bar({ size: 8, stroke: 4 }), bar({ size: 8, stroke: 4 })];
  for (const { objects } of sampleScenes({ sprites: tight, count: 2, width: 8, height: 9 }, key(1), 50)) {
    expect(Math.abs(objects[0].y - objects[1].y)).toBeGreaterThanOrEqual(4);
  }
  expect(() => sampleScenes({ sprites: tight, count: 2, width: 8, height: 7 }, key(1), 1)).toThrow(
    'sampleScenes: objects must fit into 8×7 without overlap, got 8×4, 8×4',
  );
});

test('C9 both polarities occur equally often', () => {
  const scenes = sampleScenes({ sprites: all, polarity: 'both' }, key(2), 4000);
  const light = scenes.filter(({ polarity }) => polarity === 'light').length;
  expect(Math.abs(light - 2000)).toBeLessThan(120);
});

test('named points move with their object', () => {
  const placed = { sprite: triangle(), x: 30, y: 40 };
  expect(scenePoint(placed, 'top')).toEqual({ x: 80, y: 40 });
  expect(scenePoint(placed)).toEqual({ x: 80, y: 40 + 200 / 3 });
  expect(() => scenePoint(placed, 'nose')).toThrow(
    'scenePoint: name must be one of centre, top, left, right for triangle, got nose',
  );
});

test('bad options are shown together', () => {
  const bad = { sprites: all, count: 5, polarity: 'grey' as 'dark', width: 0.5 };
  expect(() => sampleScenes(bad, key(0), 1)).toThrow(
    'sampleScenes: count must be a whole number in 0..4, the number of sprites, got 5; ' +
      'polarity must be dark, light or both, got grey; width must be a whole number in 1..65536, got 0.5',
  );
  const [a, b] = [
    { sprite: all[0], x: 0, y: 0 },
    { sprite: all[1], x: 19, y: 5.5 },
  ];
  expect(() => makeScene({ objects: [a, b], width: 90, height: 70 })).toThrow(
    'makeScene: object 1 must lie at whole pixels inside 90×70, got 16×16 at (19, 5.5); objects 0 and 1 must not overlap',
  );
});
