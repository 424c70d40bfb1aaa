import fc from 'fast-check';
import { expect, test } from 'vitest';
import { greyPicture, meanInkUnderEach } from '../src/index.ts';
import { footprintOf, meansUnder } from './fixtures.ts';

const size = fc.integer({ min: 1, max: 12 });
const picture = fc.tuple(size, size).chain(([width, height]) =>
  fc.record({
    width: fc.constant(width),
    height: fc.constant(height),
    ink: fc.uint8Array({ minLength: width * height, maxLength: width * height }),
    background: fc.integer({ min: 0, max: 255 }),
  }),
);
const offset = fc.integer({ min: -20, max: 20 });
const rows = fc
  .array(fc.tuple(fc.integer({ min: -9, max: 0 }), fc.integer({ min: 0, max: 9 })), {
    minLength: 1,
    maxLength: 9,
  })
  .filter((runs) => runs.some(([left, right]) => left < right));

function bruteRow(
  width: number,
  height: number,
  ink: Uint8Array,
  background: number,
  y: number,
  x0: number,
  x1: number,
): number {
  let sum = 0;
  for (let x = x0; x < x1; x++)
    sum += x >= 0 && x < width && y >= 0 && y < height ? ink[y * width + x] : background;
  return sum;
}

test('P1 a row sum equals the loop over its pixels, background included', () => {
  fc.assert(
    fc.property(picture, offset, offset, offset, ({ width, height, ink, background }, y, x0, x1) => {
      const sum = greyPicture(width, height, ink, background).rowInk(y, x0, x1);
      expect(sum).toBe(bruteRow(width, height, ink, background, y, x0, x1));
    }),
    { seed: 1991 },
  );
});

test('P2 mean ink under a footprint equals the sum of its rows over their pixels, black = 1', () => {
  fc.assert(
    fc.property(
      picture,
      rows,
      offset,
      offset,
      offset,
      ({ width, height, ink, background }, runs, top, x, y) => {
        const grey = greyPicture(width, height, ink, background);
        const footprint = footprintOf(top, runs);
        const byRows = meansUnder(
          { width, height, rowInk: (...row) => grey.rowInk(...row) },
          footprint,
          x,
          y,
        );
        expect(meansUnder(grey, footprint, x, y)).toEqual(byRows);
        const mean = (dx: number, dy: number): number => {
          const sums = runs.map(([left, right], i) =>
            bruteRow(width, height, ink, background, y + dy + top + i, x + dx + left, x + dx + right),
          );
          return Math.fround(sums.reduce((a, b) => a + b, 0) / (255 * footprint.pixels));
        };
        expect(byRows).toEqual([mean(0, 0), mean(3, -2)]);
      },
    ),
    { seed: 1991 },
  );
});

test('P2 looking over and over does not change what is seen', () => {
  fc.assert(
    fc.property(picture, rows, offset, ({ width, height, ink, background }, runs, top) => {
      const grey = greyPicture(width, height, ink, background);
      const set = { footprints: [footprintOf(top, runs)], x: Int32Array.of(0), y: Int32Array.of(0) };
      const places = Array.from({ length: 61 * 61 }, (_, i) => [(i % 61) - 30, Math.floor(i / 61) - 30]);
      const means = () => {
        const seen = new Float32Array(places.length);
        for (const [i, [x, y]] of places.entries()) meanInkUnderEach(grey, set, x, y, seen, i);
        return seen;
      };
      const first = means();
      // More looks than there are places: what they see is remembered now.
      expect(means()).toEqual(first);
    }),
    { seed: 1991, numRuns: 20 },
  );
});

test('a picture does not change when the ink that made it is overwritten', () => {
  const ink = Uint8Array.of(1, 2, 3, 4);
  const grey = greyPicture(2, 2, ink);
  ink.fill(0);
  expect(grey.rowInk(1, 0, 2)).toBe(7);
});

test('bad arguments are named', () => {
  expect(() => greyPicture(2, 3, new Uint8Array(5))).toThrow(
    'greyPicture: ink must be [height=3 · width=2], got [5]',
  );
  expect(() => greyPicture(0, 3, new Uint8Array(0))).toThrow(
    'greyPicture: width must be a whole number in 1..',
  );
  expect(() => greyPicture(1, 1, new Uint8Array(1), 256)).toThrow(
    'greyPicture: background must be a whole number in 0..255, got 256',
  );
});
