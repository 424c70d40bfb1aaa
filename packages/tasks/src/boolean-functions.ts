// Boolean functions in context: examples with their answers tell which function it is, then it is asked for others.
import { randomBits } from '@saccade/math';
import type { Key } from '@saccade/math';
import { reportProblems, whole } from './check.ts';
import { pickFrom } from './word-source.ts';

/** A function of two bits as its answers for 00, 01, 10 and 11. */
export type TruthTable = readonly [number, number, number, number];

/** Four functions, of which one is linearly inseparable. */
export const BOOLEAN_FUNCTIONS = {
  and: [0, 0, 0, 1],
  or: [0, 1, 1, 1],
  xor: [0, 1, 1, 0],
  nand: [1, 1, 1, 0],
} as const satisfies Readonly<Record<string, TruthTable>>;

const TABLES: readonly TruthTable[] = Object.values(BOOLEAN_FUNCTIONS);
const ROWS = 4;
/** Width of a step: two bits and an answer. */
export const BOOLEAN_INPUTS = 3;

/** Options of {@link booleanSequences}. */
export interface BooleanSequenceOptions {
  /** Examples at the beginning: every four of them are all rows of the table, in random order. Default 4. */
  readonly examples?: number;
  /** Questions after them, each about a random row. Default 4. */
  readonly queries?: number;
}

/** A batch of sequences, of `T = examples + queries` steps. `B` batch. */
export interface BooleanSequences {
  /** `T` */
  readonly steps: number;
  /** `[T·B·3]`, time first: two bits and the answer, −1 or 1 each; the answer is 0 where it is asked for. */
  readonly inputs: Float32Array;
  /** The right answers at all steps, 0 or 1, `[T·B]`. */
  readonly answers: Float32Array;
  /** By sequence, which of {@link BOOLEAN_FUNCTIONS} it is, `[B]`. */
  readonly functions: Int32Array;
}

/**
 * Sequences about one function each, which is never named. Sequence `b` depends on the key, the options
 * and `b` alone.
 *
 * Ours, after the few-shot tasks of Irie et al. 2022.
 * @param key - consumed.
 * @throws RangeError listing all bad options.
 */
export function booleanSequences(
  { examples = ROWS, queries = 4 }: BooleanSequenceOptions,
  key: Key,
  batch: number,
): BooleanSequences {
  checkOptions({ examples, queries });
  whole('booleanSequences', 'batch', batch, 1);
  const steps = examples + queries;
  const words = randomBits(key, batch * (steps + 1));
  const functions = new Int32Array(batch);
  const inputs = new Float32Array(steps * batch * BOOLEAN_INPUTS);
  const answers = new Float32Array(steps * batch);
  for (let b = 0; b < batch; b++) {
    const [first, ...own] = words.subarray(b * (steps + 1), (b + 1) * (steps + 1));
    functions[b] = pickFrom(first, TABLES.length);
    rowsOf(own, examples).forEach((row, t) => {
      const answer = TABLES[functions[b]][row];
      answers[t * batch + b] = answer;
      const shown = t < examples ? sign(answer) : 0;
      inputs.set([sign(row >> 1), sign(row & 1), shown], (t * batch + b) * BOOLEAN_INPUTS);
    });
  }
  return { steps, inputs, answers, functions };
}

/** Rows of the table by a random word each: examples in rounds without replacement, then questions with it. */
function rowsOf(words: readonly number[], examples: number): number[] {
  let left: number[] = [];
  return words.map((word, t) => {
    if (t >= examples) return pickFrom(word, ROWS);
    if (left.length === 0) left = Array.from({ length: ROWS }, (_, row) => row);
    return left.splice(pickFrom(word, left.length), 1)[0];
  });
}

const sign = (bit: number): number => 2 * bit - 1;

function checkOptions(options: Readonly<Record<string, number>>): void {
  const problems = Object.entries(options)
    .filter(([, value]) => !(Number.isInteger(value) && value >= 1 && value <= 65536))
    .map(([name, value]) => `${name} must be a whole number in 1..65536, got ${value}`);
  reportProblems('booleanSequences', problems);
}
