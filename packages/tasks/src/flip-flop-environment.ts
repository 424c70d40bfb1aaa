// The flip-flop stream as a world: it never says what would have been right, it hurts.
import { foldIn } from '@saccade/math';
import type { Key } from '@saccade/math';
import { checkActions, whole } from './check.ts';
import type { Environment } from './environment.ts';
import { armedAfter, FLIP_FLOP_EVENTS, flipFlopTarget } from './flip-flop.ts';
import { firstWord, nextWord, pickFrom, wordAt } from './word-source.ts';
import type { WordPlace } from './word-source.ts';

/** `B` streams. Read only. */
export interface FlipFlopState {
  /** Where the streams are: their present events. */
  readonly places: readonly WordPlace[];
  /** Whether an A has come since the last B, before the present event, `[B]`. */
  readonly armed: readonly boolean[];
  /** One-hot present events, `[B·3]`. */
  readonly observation: Float32Array;
  /** `[B]` */
  readonly reward: Float32Array;
}

/** An endless stream. What is right at the present event is known here, and to nobody who acts. */
export interface FlipFlopEnvironment extends Environment<FlipFlopState> {
  /** 1 where the present event is the first B after an A, otherwise 0, `[B]`: for judging. */
  targets(state: FlipFlopState): Float32Array;
}

/**
 * The stream of {@link flipFlopStream}, stream `i` of its key with `i` folded in, which an action in 0..1 answers to. After
 * it there is pain, reward −(target − action)²: −1 after an output that is wrong, 0 after one that is right. It never ends.
 *
 * Source: Schmidhuber 1990, whose pain unit is on after a wrong output; the square is ours, for outputs in between.
 */
export function flipFlopEnvironment(): FlipFlopEnvironment {
  return {
    observationSize: FLIP_FLOP_EVENTS.length,
    actionSize: 1,
    observationBounds: { low: 0, high: 1 },
    actionBounds: { low: 0, high: 1 },
    reset: begin,
    observe: (state) => state.observation,
    step: react,
    reward: (state) => state.reward,
    targets,
  };
}

function begin(key: Key, batch: number): FlipFlopState {
  const rows = Array.from({ length: whole('flipFlopEnvironment.reset', 'batch', batch, 1) }, (_, i) => i);
  const places = rows.map((i) => firstWord(foldIn(key, i)));
  return stateAt(
    places,
    places.map(() => false),
    new Float32Array(batch),
  );
}

function react(state: FlipFlopState, actions: Float32Array): FlipFlopState {
  const { places, armed } = state;
  checkActions('flipFlopEnvironment.step', actions, places.length, { low: 0, high: 1 });
  const reward = targets(state);
  for (let b = 0; b < reward.length; b++) {
    const error = reward[b] - actions[b];
    reward[b] = 0 - error * error;
  }
  const after = places.map((place, b) => armedAfter(armed[b], eventAt(place)));
  return stateAt(places.map(nextWord), after, reward);
}

function stateAt(
  places: readonly WordPlace[],
  armed: readonly boolean[],
  reward: Float32Array,
): FlipFlopState {
  const events = FLIP_FLOP_EVENTS.length;
  const observation = new Float32Array(places.length * events);
  for (let b = 0; b < places.length; b++) observation[b * events + eventAt(places[b])] = 1;
  return { places, armed, observation, reward };
}

function targets({ places, armed }: FlipFlopState): Float32Array {
  const wanted = new Float32Array(places.length);
  for (let b = 0; b < wanted.length; b++) wanted[b] = flipFlopTarget(armed[b], eventAt(places[b]));
  return wanted;
}

function eventAt(place: WordPlace): number {
  return pickFrom(wordAt(place), FLIP_FLOP_EVENTS.length);
}
