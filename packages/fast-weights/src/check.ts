/** Throws a RangeError unless `min ≤ value ≤ max`. */
export function checkRange(name: string, option: string, value: number, min: number, max: number): void {
  if (value >= min && value <= max) return;
  throw new RangeError(`${name}: ${option} must be a number in ${min}..${max}, got ${value}`);
}

/** Throws a RangeError unless each of the options is a whole number ≥ 1. */
export function checkCounts(name: string, options: Readonly<Record<string, number>>): void {
  for (const [option, value] of Object.entries(options)) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw new RangeError(`${name}: ${option} must be a whole number ≥ 1, got ${value}`);
  }
}
