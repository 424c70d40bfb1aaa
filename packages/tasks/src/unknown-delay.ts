// Bits that are shown once and asked for after a time that nobody tells.
import { integerValues, randomBits, split } from '@saccade/math';
import type { Key } from '@saccade/math';
import { reportProblems, whole } from './check.ts';

/** Options of {@link unknownDelays}. */
export interface UnknownDelayOptions {
  /** Bits to remember. Default 4. */
  readonly bits?: number;
  /** Steps between showing and asking: the least … */
  readonly from: number;
  /** … and the most. Each as likely as the others. */
  readonly to: number;
}

/** A batch of such sequences, of `T = to + 2` steps. `B` batch, `N` bits. */
export interface UnknownDelays {
  /** `T` */
  readonly steps: number;
  /**
   * `[T·B·(N + 2)]`, time first. N lines of bits, −1 or 1; then 1 at the step that shows what to remember, which is the first
   * one; then 1 at the step that asks for it. At all other steps the lines hold other bits, at random.
   */
  readonly inputs: Float32Array;
  /** The bits to remember, 0 or 1, `[B·N]`. */
  readonly bits: Float32Array;
  /** Steps between showing and asking, `[B]`: it is asked at step `delays[b] + 1`, and what comes afterwards does not count. */
  readonly delays: Int32Array;
}

/**
 * Random bits to keep for random times, among distractors on the same lines.
 *
 * Source: the unknown time lags of Schmidhuber 1992, "Learning to control fast-weight memories"; sizes are the caller's.
 * Sequence `b` depends on the key, the options and `b` alone.
 * @param key - consumed.
 * @throws RangeError listing all bad options.
 */
export function unknownDelays(options: UnknownDelayOptions, key: Key, batch: number): UnknownDelays {
  const { bits: count = 4, from, to } = options;
  checkOptions(count, from, to);
  whole('unknownDelays', 'batch', batch, 1);
  const [kBits, kDelays] = split(key, 2);
  const [steps, width] = [to + 2, count + 2];
  const delays = integerValues(kDelays, batch, from, to + 1);
  const words = randomBits(kBits, steps * batch);
  const inputs = new Float32Array(steps * batch * width);
  const bits = new Float32Array(batch * count);
  for (let b = 0; b < batch; b++) {
    for (let t = 0; t < steps; t++) {
      const lines = Array.from({ length: count }, (_, n) => (words[b * steps + t] >>> n) & 1);
      if (t === 0) bits.set(lines, b * count);
      inputs.set(
        [...lines.map((bit) => 2 * bit - 1), t === 0 ? 1 : 0, t === delays[b] + 1 ? 1 : 0],
        (t * batch + b) * width,
      );
    }
  }
  return { steps, inputs, bits, delays };
}

function checkOptions(bits: number, from: number, to: number): void {
  const problems: string[] = [];
  const inside = (value: number, min: number, max: number): boolean =>
    Number.isInteger(value) && value >= min && value <= max;
  if (!inside(bits, 1, 32)) problems.push(`bits must be a whole number in 1..32, got ${bits}`);
  if (!inside(from, 0, 65536)) problems.push(`from must be a whole number in 0..65536, got ${from}`);
  if (!inside(to, from, 65536)) problems.push(`to must be a whole number in ${from}..65536, got ${to}`);
  reportProblems('unknownDelays', problems);
}
