import type { Bounds } from './environment.ts';

/** The argument itself if it is a whole number in `min ≤ value ≤ max`; otherwise an error that names it. */
export function whole(where: string, name: string, value: number, min: number, max = 16_777_216): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new RangeError(`${where}: ${name} must be a whole number in ${min}..${max}, got ${value}`);
}

/** Throws one error that lists all problems, if there are any. */
export function reportProblems(where: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new RangeError(`${where}: ${problems.join('; ')}`);
}

/** Throws unless there are `length` actions, each within bounds. */
export function checkActions(
  where: string,
  actions: Float32Array,
  length: number,
  { low, high }: Bounds,
): void {
  if (actions.length !== length) {
    throw new RangeError(`${where}: actions must be [B·A=${length}], got [${actions.length}]`);
  }
  const bad = actions.findIndex((action) => !(action >= low && action <= high));
  if (bad >= 0)
    throw new RangeError(`${where}: actions must be in ${low}..${high}, got ${actions[bad]} at ${bad}`);
}
