/** Whether a shape covers the point (x / unit, y / unit); all arguments are whole numbers, so that the answer is exact. */
export type Inside = (x: number, y: number, unit: number) => boolean;

const SAMPLES = 8;

/**
 * Ink of a shape: in each pixel the covered share of its area, times 255, rounded half up. The share is counted over
 * 8 × 8 sample points a pixel (one, the pixel's centre, without `antiAlias`), by integer tests: the same everywhere.
 */
export function coverage(width: number, height: number, inside: Inside, antiAlias: boolean): Uint8Array {
  const samples = antiAlias ? SAMPLES : 1;
  const unit = 2 * samples;
  const all = samples * samples;
  const ink = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const count = countSamples(x * unit + 1, y * unit + 1, samples, unit, inside);
      ink[y * width + x] = Math.floor((510 * count + all) / (2 * all));
    }
  }
  return ink;
}

/** How many of the pixel's samples × samples points are inside; the first is (x, y), in units. */
function countSamples(x: number, y: number, samples: number, unit: number, inside: Inside): number {
  let count = 0;
  for (let j = 0; j < samples; j++) {
    for (let i = 0; i < samples; i++) if (inside(x + 2 * i, y + 2 * j, unit)) count++;
  }
  return count;
}
