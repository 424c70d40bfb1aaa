import { FailedError } from '../errors.ts';
import type { Contender, Work } from './types.ts';

/**
 * Calls that are compared. The first compiled one is a capture, the others are replays. A second loss tells whether gradients
 * and update are right, which is all that there is time for with tfjs.
 */
const CALLS: Readonly<Record<string, number>> = { compiled: 4, tfjs: 2, torch: 4 };

/** Largest relative difference: compiled code does the arithmetic of uncompiled, other libraries sum in other orders. */
const TOLERANCE: Readonly<Record<string, number>> = { compiled: 1e-5, tfjs: 1e-4, torch: 1e-4 };

/**
 * Lets all contenders make the first calls and compares what they give with the first one's.
 * @throws {@link FailedError} naming work, contender and numbers when they do not do the same.
 */
export async function requireAgreement(
  { name }: Work,
  contenders: Readonly<Record<string, Contender>>,
): Promise<void> {
  const [[reference, first], ...others] = Object.entries(contenders) as [
    [string, Contender],
    ...[string, Contender][],
  ];
  const calls = Math.max(...others.map(([other]) => CALLS[other]!));
  const results = await first.first(calls);
  for (const [other, contender] of others) {
    const got = await contender.first(CALLS[other]!);
    const expected = results.slice(0, (results.length / calls) * CALLS[other]!);
    const wrong = expected.findIndex((value, i) => !(difference(value, got[i]!) <= TOLERANCE[other]!));
    if (wrong < 0 && got.length === expected.length) continue;
    const numbers = `${expected[wrong]} (${reference}) and ${got[wrong]} (${other})`;
    throw new FailedError(`${name}: contenders must agree, got ${numbers} as result ${wrong + 1}`);
  }
}

/** Relative to the expected value; results are of the order of 1, so that smaller ones count as 0.1. */
function difference(expected: number, got: number): number {
  return Math.abs(got - expected) / Math.max(Math.abs(expected), 0.1);
}
