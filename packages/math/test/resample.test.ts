import { fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { grad, grads, mul, resample, sum, tensor, tidy } from '../src/index.ts';
import type { Tensor } from '../src/index.ts';
import { TOLERANCE, checkGrads, eachBackend, tensorsLeft } from '../src/testing/index.ts';

const B = 2;
const [H, W] = [5, 6];
const pixel = (b: number, y: number, x: number): number => ((b * 97 + y * 31 + x * 17) % 23) / 11 - 1;
const images = (): Tensor =>
  tensor(
    Array.from({ length: B * H * W }, (_, i) => pixel(Math.floor(i / (H * W)), Math.floor(i / W) % H, i % W)),
    [B, H, W],
  );

/** Bilinear interpolation by its definition, in float64, pixel by pixel. */
function resample64(
  centres: readonly (readonly [number, number])[],
  scale: number,
  [height, width]: readonly [number, number],
  fill: number,
): number[] {
  const at = (b: number, y: number, x: number): number =>
    y >= 0 && y < H && x >= 0 && x < W ? Math.fround(pixel(b, y, x)) : fill;
  const out: number[] = [];
  centres.forEach(([cx, cy], b) => {
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) {
        const y = cy + scale * (i + 0.5 - height / 2) - 0.5;
        const x = cx + scale * (j + 0.5 - width / 2) - 0.5;
        const [y0, x0] = [Math.floor(y), Math.floor(x)];
        const [v, u] = [y - y0, x - x0];
        out.push(
          (1 - v) * ((1 - u) * at(b, y0, x0) + u * at(b, y0, x0 + 1)) +
            v * ((1 - u) * at(b, y0 + 1, x0) + u * at(b, y0 + 1, x0 + 1)),
        );
      }
    }
  });
  return out;
}

// Quarters, so that float32 holds every point exactly and both sides see the same one.
const quarter = fc.integer({ min: -12, max: 40 }).map((n) => n / 4);
const centre = fc.tuple(quarter, quarter);

eachBackend(['cpu', 'wasm'], () => {
  test('A5 equals bilinear interpolation by its definition, inside and outside', () =>
    fc.assert(
      fc.property(
        fc.tuple(centre, centre),
        fc.integer({ min: -6, max: 10 }).map((n) => n / 4),
        fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
        fc.constantFrom(0, 1, -0.5),
        (centres, scale, size, fill) =>
          tidy(() => {
            const got = resample(images(), tensor(centres), { size, scale, fill });
            expect(got.shape).toEqual([B, ...size]);
            expect(got).toBeClose(Float64Array.from(resample64(centres, scale, size, fill)), {
              rtol: 1e-5,
              atol: 2e-6, // A pixel and the fill are subtracted and added again.
            });
          }),
      ),
      { seed: 1991, numRuns: 200 },
    ));

  test('A5 the middle of the image at its own size is the image, bit for bit', () =>
    tidy(() => {
      const x = images();
      const middle = tensor([
        [W / 2, H / 2],
        [W / 2, H / 2],
      ]);
      expect(resample(x, middle, { size: [H, W] })).toEqualTensor(x);
    }));

  test('A5 far outside there is nothing but the fill, and no gradient', () =>
    tidy(() => {
      const far = tensor([
        [-100, 2],
        [3, 1e9],
      ]);
      const look = (at: Tensor): Tensor => resample(images(), at, { size: 2, fill: 0.5 });
      expect(look(far)).toBeClose(new Float32Array(8).fill(0.5), TOLERANCE.exact);
      expect(grad((at: Tensor) => sum(look(at)))(far)).toBeClose(new Float32Array(4), TOLERANCE.exact);
    }));

  test('N2 NaN positions give NaN, not the fill', () =>
    tidy(() => {
      const got = resample(
        images(),
        tensor([
          [NaN, 1],
          [3, 2],
        ]),
        { size: 1 },
      );
      expect(got).toBeClose(
        [
          [[NaN]],
          [
            [
              resample64(
                [
                  [0, 0],
                  [3, 2],
                ],
                1,
                [1, 1],
                0,
              )[1],
            ],
          ],
        ],
        TOLERANCE.product,
      );
    }));

  describe('gradients', () => {
    const at = (): Tensor =>
      tensor([
        [2.8, 2.3],
        [0.4, 4.6],
      ]);
    test('are right by images, centre and scale, for each image', () =>
      tidy(() => {
        const params = { images: images(), centre: at(), scale: tensor([0.83, 1.37]) };
        checkGrads(
          (p: typeof params) => resample(p.images, p.centre, { size: [3, 4], scale: p.scale, fill: 0.25 }),
          params,
        );
      }));
    test('are right to second order where images and positions mix', () =>
      tidy(() => {
        const params = { images: images(), centre: at() };
        const energy = (p: typeof params): Tensor => {
          const y = resample(p.images, p.centre, { size: 3, scale: 0.9 });
          return sum(mul(y, mul(y, y)));
        };
        checkGrads((p: typeof params) => grad(energy)(p), params);
      }));
    test('A5 at whole positions are the central difference over one pixel, not 0', () =>
      tidy(() => {
        const value = (c: Tensor): Tensor => sum(resample(images(), c, { size: 1 }));
        const whole = tensor([
          [2.5, 1.5],
          [3.5, 3.5],
        ]);
        const slopes = [
          [(pixel(0, 1, 3) - pixel(0, 1, 1)) / 2, (pixel(0, 2, 2) - pixel(0, 0, 2)) / 2],
          [(pixel(1, 3, 4) - pixel(1, 3, 2)) / 2, (pixel(1, 4, 3) - pixel(1, 2, 3)) / 2],
        ];
        expect(grad(value)(whole)).toBeClose(slopes, TOLERANCE.product);
      }));
    test('of one number as scale equal those of a tensor of it', () =>
      tidy(() => {
        const by = (scale: number | Tensor) => (x: Tensor, c: Tensor) =>
          sum(resample(x, c, { size: 3, scale }));
        const [number, learned] = [by(1.5), by(tensor([1.5, 1.5]))].map((f) => grads(f)(images(), at()));
        expect(number).toBeClose(learned, TOLERANCE.exact);
      }));
  });

  test('O1 leaves one tensor', () => {
    const [x, c, s] = [
      images(),
      tensor([
        [1, 2],
        [3, 4],
      ]),
      tensor([1, 2]),
    ];
    for (const options of [{ size: 3 }, { size: 3, fill: 1 }, { size: 3, scale: s }]) {
      let result: Tensor | undefined;
      expect(tensorsLeft(() => (result = resample(x, c, options)))).toBe(1);
      result?.dispose();
    }
    for (const one of [x, c, s]) one.dispose();
  });

  test('refuses arguments that do not fit, with the reason', () =>
    tidy(() => {
      const [x, c] = [
        images(),
        tensor([
          [1, 2],
          [3, 4],
        ]),
      ];
      expect(() => resample(tensor([[1]]), c, { size: 2 })).toThrow(
        'resample: images must be [B, H, W], got [1, 1]',
      );
      expect(() => resample(x, tensor([[1, 2]]), { size: 2 })).toThrow(
        'resample: centre must be [B=2, 2], got [1, 2]',
      );
      expect(() => resample(x, c, { size: 0 })).toThrow(
        'resample: size must be an integer ≥ 1 or [height, width], got 0',
      );
      expect(() => resample(x, c, { size: [2, 1.5] })).toThrow('got 1.5');
      expect(() => resample(x, c, { size: 2, scale: NaN })).toThrow(
        'resample: scale must be finite, got NaN',
      );
      expect(() => resample(x, c, { size: 2, scale: tensor([1]) })).toThrow(
        'resample: scale must be [B=2], got [1]',
      );
      expect(() => resample(x, c, { size: 2, fill: Infinity })).toThrow(
        'resample: fill must be a finite number, got Infinity',
      );
    }));
});
