const floats = new Float64Array(1);
const integers = new BigInt64Array(floats.buffer);

/** Float64 values in order as integers: neighbours differ by 1, −0 and 0 coincide. */
function ordinal(x: number): bigint {
  floats[0] = x;
  return integers[0] < 0n ? -(integers[0] & 0x7fffffffffffffffn) : integers[0];
}

/** How many float64 steps lie between two numbers. */
export function ulpsBetween(a: number, b: number): number {
  const steps = Number(ordinal(a) - ordinal(b));
  return steps < 0 ? -steps : steps;
}
