// The flip-flop stream: an output that has to come on exactly at the first B after an A.
import type { Key } from '@saccade/math';
import { whole } from './check.ts';
import { pickFrom, wordSource } from './word-source.ts';

/** Events, in the order of their inputs. C, the distractor, says nothing. */
export const FLIP_FLOP_EVENTS = 'ABC';

/** Some steps of a flip-flop stream. `T` steps. */
export interface FlipFlopSteps {
  /** One-hot events, `[T·3]`. */
  readonly inputs: Float32Array;
  /** 1 at the first B after an A, otherwise 0, `[T]`. */
  readonly targets: Float32Array;
}

/** A stream of events without an end or a mark. */
export interface FlipFlopStream {
  /** The next `count` steps, count ≥ 1. */
  take(count: number): FlipFlopSteps;
}

/**
 * Events A, B and C, each with probability ⅓ at each step, and never a reset: who wants to be right has to know whether an
 * A has come since the last B, however long ago. What it writes depends on the key alone, not on how it is asked.
 *
 * Source: Schmidhuber 1992, "Learning to control fast-weight memories"; with X for C, Schmidhuber 1990.
 * @param key - consumed.
 */
export function flipFlopStream(key: Key): FlipFlopStream {
  const word = wordSource(key);
  const events = FLIP_FLOP_EVENTS.length;
  let armed = false;
  return {
    take: (count) => {
      const targets = new Float32Array(whole('flipFlopStream', 'count', count, 1));
      const inputs = new Float32Array(count * events);
      for (let t = 0; t < count; t++) {
        const event = pickFrom(word(), events);
        inputs[t * events + event] = 1;
        targets[t] = flipFlopTarget(armed, event);
        armed = armedAfter(armed, event);
      }
      return { inputs, targets };
    },
  };
}

/** What is right at an event: 1 at a B that an A came before, otherwise 0. */
export function flipFlopTarget(armed: boolean, event: number): number {
  return armed && event === 1 ? 1 : 0;
}

/** Whether an A has come since the last B, after an event. */
export function armedAfter(armed: boolean, event: number): boolean {
  return event === 0 || (armed && event !== 1);
}
