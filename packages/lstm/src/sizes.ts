/**
 * Refuses sizes that are no whole numbers ≥ 1.
 * @throws RangeError `lstmCell: hidden must be a whole number ≥ 1, got 0`.
 */
export function checkSizes(name: string, sizes: Readonly<Record<string, number>>): void {
  for (const [size, value] of Object.entries(sizes)) {
    if (!(Number.isInteger(value) && value >= 1))
      throw new RangeError(`${name}: ${size} must be a whole number ≥ 1, got ${value}`);
  }
}

/** Refuses biases and scales that are no numbers. */
export function checkFinite(name: string, numbers: Readonly<Record<string, number>>): void {
  for (const [argument, value] of Object.entries(numbers)) {
    if (!Number.isFinite(value)) throw new RangeError(`${name}: ${argument} must be finite, got ${value}`);
  }
}
