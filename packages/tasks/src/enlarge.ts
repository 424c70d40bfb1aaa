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
  const denominator = 4 * newWidth * newHeight;
  const result = new Uint8Array(newWidth * newHeight);
  for (let y = 0, to = 0; y < newHeight; y++) {
    const upper = rows.first[y] * width;
    const lower = rows.second[y] * width;
    const down = rows.weight[y];
    for (let x = 0; x < newWidth; x++) {
      const left = columns.first[x];
      const right = columns.second[x];
      const across = columns.weight[x];
      const above = source[upper + left] * (2 * newWidth - across) + source[upper + right] * across;
      const below = source[lower + left] * (2 * newWidth - across) + source[lower + right] * across;
      const numerator = above * (2 * newHeight - down) + below * down;
      result[to++] = Math.floor((2 * numerator + denominator) / (2 * denominator));
    }
  }
  return result;
}

/** For each new pixel its two neighbours along one axis, and the weight of the second in units of 1 / (2 · newSize). */
function taps(size: number, newSize: number): { first: Int32Array; second: Int32Array; weight: Int32Array } {
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
