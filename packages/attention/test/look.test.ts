import { key } from '@saccade/math';
import { bar, cross, greyPicture, makeScene, ring, sampleScenes, triangle } from '@saccade/tasks';
import type { SceneOptions } from '@saccade/tasks';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { look, lookBatch, makeRetina, ringRetina, targetView } from '../src/index.ts';
import { bruteLook, hash } from './fixtures.ts';

const retina = ringRetina();
const options: SceneOptions = {
  sprites: [triangle(), cross(), ring(), bar()],
  width: 300,
  height: 260,
  polarity: 'both',
};
const seed = fc.nat(1e6);
const place = fc.double({ min: -80, max: 380, noNaN: true });

test('V1 a look equals the loop over all pixels, on scenes of one and of three objects, inside and beyond the rim', () => {
  fc.assert(
    fc.property(seed, fc.constantFrom(1, 3), place, place, (s, count, x, y) => {
      const [scene] = sampleScenes({ ...options, count }, key(s), 1);
      expect([...look(retina, scene, x, y)]).toEqual(bruteLook(retina, scene, x, y));
    }),
    { seed: 1990, numRuns: 60 },
  );
});

test('V1 a look equals the loop over all pixels, on any picture and retina', () => {
  const fields = fc.array(
    fc.record({
      x: fc.integer({ min: -9, max: 9 }),
      y: fc.integer({ min: -9, max: 9 }),
      radius: fc.double({ min: 1, max: 6, noNaN: true }),
    }),
    { minLength: 1, maxLength: 5 },
  );
  const ink = fc.uint8Array({ minLength: 12 * 9, maxLength: 12 * 9 });
  fc.assert(
    fc.property(
      fields,
      ink,
      fc.nat(255),
      fc.double({ min: -9, max: 20, noNaN: true }),
      (layout, pixels, background, at) => {
        const picture = greyPicture(12, 9, pixels, background);
        const small = makeRetina(layout);
        expect([...look(small, picture, at, 4)]).toEqual(bruteLook(small, picture, at, 4));
      },
    ),
    { seed: 1990 },
  );
});

test('V2 dark view and light view add up to 1', () => {
  fc.assert(
    fc.property(seed, place, place, (s, x, y) => {
      const { objects, width, height } = sampleScenes({ ...options, count: 2 }, key(s), 1)[0];
      const dark = look(retina, makeScene({ objects, width, height }), x, y);
      const light = look(retina, makeScene({ objects, width, height, polarity: 'light' }), x, y);
      // Each of the two is rounded once to float32.
      dark.forEach((value, f) => expect(Math.abs(value + light[f] - 1)).toBeLessThanOrEqual(2 ** -24));
    }),
    { seed: 1990 },
  );
});

test('V3 an object and a fovea that move together leave the view unchanged', () => {
  const shift = fc.integer({ min: 0, max: 412 });
  fc.assert(
    fc.property(shift, shift, shift, shift, place, place, (x0, y0, x1, y1, x, y) => {
      // Quarters of a pixel, so that no sum is rounded.
      const [dx, dy] = [Math.round(x) / 4, Math.round(y) / 4];
      const sprite = triangle();
      const before = look(retina, makeScene({ objects: [{ sprite, x: x0, y: y0 }] }), x0 + dx, y0 + dy);
      const after = look(retina, makeScene({ objects: [{ sprite, x: x1, y: y1 }] }), x1 + dx, y1 + dy);
      expect(after).toEqual(before);
    }),
    { seed: 1990 },
  );
});

test('V4 a mirrored fovea sees the mirrored view of a symmetrical object', () => {
  const scene = makeScene({ objects: [{ sprite: triangle(), x: 206, y: 206 }] });
  const mirror = retina.fields.map(({ x, y }) =>
    retina.fields.findIndex((f) => f.x === (x === 0 ? 0 : -x) && f.y === y),
  );
  const left = look(retina, scene, 256 - 13, 250);
  const right = look(retina, scene, 256 + 13, 250);
  expect(mirror.map((f) => right[f])).toEqual([...left]);
});

test('V5 the centre is rounded to the nearest pixel corner, halves up', () => {
  const picture = greyPicture(
    40,
    40,
    Uint8Array.from({ length: 1600 }, (_, i) => (i * 37) % 256),
  );
  const point = makeRetina([{ x: 0, y: 0, radius: 1 }]);
  const at = (x: number): number => look(point, picture, x, 20)[0];
  expect([at(9.5), at(10.49), at(-0.5)]).toEqual([at(10), at(10), at(0)]);
  expect(at(10.5)).toBe(at(11));
  // Radius 1 holds the four pixels around the corner.
  expect(at(10)).toBe(Math.fround((picture.rowInk(19, 9, 11) + picture.rowInk(20, 9, 11)) / (4 * 255)));
});

test('V6 a batch equals single looks, bit for bit', () => {
  const scenes = sampleScenes(options, key(4), 20);
  const positions = Float64Array.from({ length: 40 }, (_, i) => 17.3 * (i % 13) + 20);
  const singles = scenes.flatMap((scene, b) => [
    ...look(retina, scene, positions[2 * b], positions[2 * b + 1]),
  ]);
  expect([...lookBatch(retina, scenes, positions)]).toEqual(singles);
  expect(() => lookBatch(retina, scenes, positions.subarray(1))).toThrow(
    'lookBatch: positions must be [B·2=40], got [39]',
  );
});

test('V7 what lies outside is background: white around dark objects, black around light ones', () => {
  const objects = [{ sprite: cross(), x: 200, y: 200 }];
  expect([...look(retina, makeScene({ objects }), -200, 900)]).toEqual(Array.from({ length: 40 }, () => 0));
  expect([...look(retina, makeScene({ objects, polarity: 'light' }), -200, 900)]).toEqual(
    Array.from({ length: 40 }, () => 1),
  );
});

test('V8 the view of a target is the look at it, and looks never change', () => {
  const sprite = triangle();
  const views = Object.values(sprite.points).map((point) => targetView(retina, sprite, point));
  expect(views[0]).toEqual(look(retina, makeScene({ objects: [{ sprite, x: 9, y: 9 }] }), 59, 9 + 200 / 3));
  expect(views.map(hash)).toMatchInlineSnapshot(`
    [
      "606aa339",
      "9ca3109a",
      "9b074283",
      "bbabdf5f",
    ]
  `);
});

test('V9 a place that is no number is named', () => {
  expect(() => look(retina, triangle(), Number.NaN, 0)).toThrow(
    'look: x and y must be within ±1000000000 px, got (NaN, 0)',
  );
});
