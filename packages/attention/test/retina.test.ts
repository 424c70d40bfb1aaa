import fc from 'fast-check';
import { expect, test } from 'vitest';
import { disc, makeRetina, ringRetina } from '../src/index.ts';

test('R1 a disc holds exactly the pixels whose centre is inside', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 30, noNaN: true }), (radius) => {
      const { top, left, right, pixels, minX, maxX } = disc(radius);
      const held = new Set<string>();
      left.forEach((from, i) => {
        for (let x = from; x < right[i]; x++) held.add(`${x},${top + i}`);
      });
      let expected = 0;
      for (let y = -31; y < 31; y++) {
        for (let x = -31; x < 31; x++) {
          // Four times the squared distance keeps halves whole.
          const inside = (2 * x + 1) * (2 * x + 1) + (2 * y + 1) * (2 * y + 1) <= 4 * radius * radius;
          if (inside) expected++;
          expect(held.has(`${x},${y}`)).toBe(inside);
        }
      }
      expect(pixels).toBe(expected);
      expect([minX, maxX]).toEqual([Math.min(...left), Math.max(...right)]);
    }),
    { seed: 40, numRuns: 25 },
  );
});

test('R1 discs of the default radii have these pixels', () => {
  expect([4, 6, 8, 10].map((radius) => disc(radius).pixels)).toEqual([52, 112, 208, 316]);
});

test('R2 the default retina has 40 fields of radius 4 to 10 that grow outwards, as wide as the object', () => {
  const { fields, diameter } = ringRetina();
  const distance = ({ x, y }: { x: number; y: number }): number => Math.sqrt(x * x + y * y);
  expect(fields.length).toBe(40);
  expect(Math.abs(diameter - 100)).toBeLessThan(2);
  const sorted = [...fields].sort((a, b) => distance(a) - distance(b));
  expect(sorted.map(({ radius }) => radius)).toEqual(fields.map(({ radius }) => radius));
  expect([sorted[0].radius, sorted.at(-1)!.radius]).toEqual([4, 10]);
  expect(new Set(fields.map(({ x, y }) => `${x},${y}`)).size).toBe(40);
});

test('R3 the default layout never changes and is its own mirror image', () => {
  const { fields } = ringRetina();
  expect(fields.map(({ x, y }) => `${x},${y}`).join(' ')).toMatchInlineSnapshot(
    `"0,0 0,-8 7,-4 7,4 0,8 -7,4 -7,-4 0,-18 12,-14 18,-3 16,9 6,17 -6,17 -16,9 -18,-3 -12,-14 0,-28 14,-24 24,-14 28,0 24,14 14,24 0,28 -14,24 -24,14 -28,0 -24,-14 -14,-24 0,-40 20,-35 35,-20 40,0 35,20 20,35 0,40 -20,35 -35,20 -40,0 -35,-20 -20,-35"`,
  );
  const places = new Set(fields.map(({ x, y }) => `${x},${y}`));
  for (const { x, y } of fields) expect(places.has(`${x === 0 ? 0 : -x},${y}`)).toBe(true);
});

test('R4 scale multiplies all lengths', () => {
  const { fields, diameter } = ringRetina({ scale: 0.5 });
  expect([...new Set(fields.map(({ radius }) => radius))]).toEqual([2, 3, 4, 5]);
  expect(Math.abs(diameter - 50)).toBeLessThan(2);
});

test('R5 a retina without a middle is possible, as are other rings', () => {
  const { fields } = ringRetina({ centreRadius: 0, counts: [4], distances: [10], radii: [3] });
  expect(fields.map(({ x, y }) => [x, y])).toEqual([
    [0, -10],
    [10, 0],
    [0, 10],
    [-10, 0],
  ]);
});

test('R6 bad options are shown together', () => {
  expect(() => ringRetina({ counts: [6, 1.5], radii: [4], scale: 0 })).toThrow(
    'ringRetina: counts must be whole numbers in 1..1000, got [6, 1.5]; ' +
      'scale must be above 0 and at most 1024, got 0; ' +
      'counts, distances and radii must have one entry per ring, got 2, 4 and 1',
  );
  expect(() => makeRetina([])).toThrow('makeRetina: fields must not be empty');
  expect(() => makeRetina([{ x: 0.5, y: 0, radius: 0 }])).toThrow(
    'makeRetina: field 0: x and y must be whole numbers, got (0.5, 0); field 0: radius must be in 1..1024 px, got 0',
  );
});
