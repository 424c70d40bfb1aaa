/**
 * Bilinear interpolation between pixel centres, in integers: the result of each pixel is the exact rational value,
 * rounded half up. Beyond the outermost centres the outermost pixels continue.
 *
 * @param source - `[height · width]`, 0..255.
 * @returns `[newHeight · newWidth]`. Sizes up to 4096 stay exact.
 */
export function enlarge(
  source: Uint8Array,
  width: number,
  height: number,
  newWidth: number,
  newHeight: number,
): Uint8Array {
  const columns = taps(width, newWidth);
  const rows = taps(height, newHeight);
  const mixed = new Float64Array(width);
  const result = new Uint8Array(newWidth * newHeight);
  for (let y = 0; y < newHeight; y++) {
    mixRows(mixed, source, width, rows.first[y], rows.second[y], rows.weight[y], 2 * newHeight);
    fillRow(result, y * newWidth, newWidth, mixed, columns, 4 * newWidth * newHeight);
  }
  return result;
}

/** Two pixels along one axis for each new pixel, and the weight of the second in units of 1 / (2 · newSize). */
interface Taps {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly weight: Int32Array;
}

function taps(size: number, newSize: number): Taps {
  const first = new Int32Array(newSize);
  const second = new Int32Array(newSize);
  const weight = new Int32Array(newSize);
  const unit = 2 * newSize;
  for (let i = 0; i < newSize; i++) {
    const place = (2 * i + 1) * size - newSize;
    const whole = Math.floor(place / unit);
    first[i] = Math.min(Math.max(whole, 0), size - 1);
    second[i] = Math.min(Math.max(whole + 1, 0), size - 1);
    weight[i] = place - whole * unit;
  }
  return { first, second, weight };
}

function mixRows(
  mixed: Float64Array,
  source: Uint8Array,
  width: number,
  upper: number,
  lower: number,
  weight: number,
  unit: number,
): void {
  for (let x = 0; x < width; x++) {
    mixed[x] = source[upper * width + x] * (unit - weight) + source[lower * width + x] * weight;
  }
}

function fillRow(
  result: Uint8Array,
  at: number,
  newWidth: number,
  mixed: Float64Array,
  { first, second, weight }: Taps,
  denominator: number,
): void {
  for (let x = 0; x < newWidth; x++) {
    const left = mixed[first[x]];
    const right = mixed[second[x]];
    // Most of a digit's image is white.
    if (left === 0 && right === 0) continue;
    const numerator = left * (2 * newWidth - weight[x]) + right * weight[x];
    result[at + x] = Math.floor((2 * numerator + denominator) / (2 * denominator));
  }
}
