// Where is my car? A variable that is bound for a while, then bound anew.
import type { Key } from '@saccade/math';
import { whole } from './check.ts';
import { pickFrom, wordSource } from './word-source.ts';

/** Places to park, one detector each. */
export const PARKING_SLOTS = 3;
/** Inputs that are 0 or 1 at random. */
const DISTRACTORS = 3;
/** Width of what the slow net sees: detectors, then distractors. */
export const PARKING_INPUTS = PARKING_SLOTS + DISTRACTORS;

/** Some steps of a parking stream. `T` steps. */
export interface ParkingSteps {
  /** Slot detectors, one of which is on for the one step in which the car stops there; then the distractors. `[T·6]` */
  readonly inputs: Float32Array;
  /** 1 where it is asked where the car is, otherwise 0, `[T]`. */
  readonly queries: Float32Array;
  /** The slot of the parked car as one-hot where it is asked for, otherwise zeros, `[T·3]`. */
  readonly targets: Float32Array;
}

/** A stream of drives and stops without an end or a mark. */
export interface ParkingStream {
  /** The next `count` steps, count ≥ 1. */
  take(count: number): ParkingSteps;
}

/**
 * A car that drives about. At each step it stops with probability ¼, at a random slot. It is asked for at random steps
 * afterwards, with probability ½ (ours), until the business is finished, with probability ¼ at each step, and it drives on.
 * What the stream writes depends on the key alone, not on how it is asked.
 *
 * Source: Schmidhuber 1992, "Learning to control fast-weight memories".
 * @param key - consumed.
 */
export function parkingStream(key: Key): ParkingStream {
  const nextWord = wordSource(key);
  let slot = -1;
  return {
    take: (count) => {
      const queries = new Float32Array(whole('parkingStream', 'count', count, 1));
      const inputs = new Float32Array(count * PARKING_INPUTS);
      const targets = new Float32Array(count * PARKING_SLOTS);
      for (let t = 0; t < count; t++) {
        const chance = chanceOf(nextWord());
        inputs.set(chance.distractors, t * PARKING_INPUTS + PARKING_SLOTS);
        if (slot < 0) {
          if (!chance.change) continue;
          slot = chance.slot;
          inputs[t * PARKING_INPUTS + slot] = 1;
        } else {
          queries[t] = chance.query;
          targets[t * PARKING_SLOTS + slot] = chance.query;
          if (chance.change) slot = -1;
        }
      }
      return { inputs, queries, targets };
    },
  };
}

/** All that is random in a step, from different bits of one word: the slot from the highest ones. */
function chanceOf(word: number) {
  return {
    distractors: Array.from({ length: DISTRACTORS }, (_, i) => (word >>> i) & 1),
    query: (word >>> 3) & 1,
    change: ((word >>> 4) & 3) === 0,
    slot: pickFrom(word, PARKING_SLOTS),
  };
}
