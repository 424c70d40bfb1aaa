// What nets do whose weights stay: in the world, beside it, and in M alone.
import { uniformValues } from '@saccade/math';
import type { Key } from '@saccade/math';
import { FLIP_FLOP_EVENTS, flipFlopEnvironment } from '@saccade/tasks';
import type { FlipFlopState } from '@saccade/tasks';
import { runLogisticNet } from '@saccade/world-model';
import type { LogisticNet, OnlinePair } from '@saccade/world-model';

const EVENTS = FLIP_FLOP_EVENTS.length;
export const WORLD = flipFlopEnvironment();

/** Steps at the beginning of a fresh stream that do not count: nets begin at nothing. */
export const WARM_UP = 50;

/** Pain, then events: what both nets see of stream `b`. */
export function seenOf(state: FlipFlopState, b = 0): Float32Array {
  const seen = new Float32Array(1 + EVENTS);
  seen[0] = -state.reward[b];
  seen.set(state.observation.subarray(b * EVENTS, (b + 1) * EVENTS), 1);
  return seen;
}

/** Whether an output is on the wrong side of ½. */
export function isWrong(output: number, target: number): boolean {
  return output > 0.5 !== target > 0.5;
}

/** How many fresh streams C goes through without a wrong output, in so many steps after {@link WARM_UP}. */
export function errorFreeStreams(controller: LogisticNet, start: FlipFlopState, steps: number): number {
  let state = start;
  const streams = start.places.length;
  const activities = Array.from({ length: streams }, () => new Float32Array(controller.units));
  const free = new Set(activities.keys());
  for (let t = 0; t < WARM_UP + steps && free.size > 0; t++) {
    const targets = WORLD.targets(state);
    const outputs = new Float32Array(streams);
    for (const b of free) {
      runLogisticNet(controller, activities[b], seenOf(state, b));
      outputs[b] = activities[b][0];
      if (t >= WARM_UP && isWrong(outputs[b], targets[b])) free.delete(b);
    }
    state = WORLD.step(state, outputs);
  }
  return free.size;
}

/** A stream as it went by, a number for each step. */
export interface Watched {
  /** One-hot, `[T·3]`. */
  readonly events: number[];
  readonly targets: number[];
  readonly actions: number[];
  readonly pain: number[];
  /** By M, who sees what really came. */
  readonly foretold: number[];
  /** By M, who from some step on sees the pain that it has foretold itself. */
  readonly openLoop: number[];
}

/**
 * C acts in a fresh stream, M foretells.
 * @param key - consumed.
 * @param explore - share of steps in which chance acts in place of C.
 * @param open - the step from which on M is left to itself.
 */
export function watchStream(
  { controller, model }: Pick<OnlinePair, 'controller' | 'model'>,
  key: Key,
  { steps, explore, open }: { readonly steps: number; readonly explore: number; readonly open: number },
): Watched {
  const chance = uniformValues(key, 2 * steps);
  const watched: Watched = { events: [], targets: [], actions: [], pain: [], foretold: [], openLoop: [] };
  const activity = new Float32Array(controller.units);
  const [forced, free] = [new Float32Array(model.units), new Float32Array(model.units)];
  let state = WORLD.reset(key, 1);
  for (let t = 0; t < steps; t++) {
    const seen = seenOf(state);
    runLogisticNet(controller, activity, seen);
    const action = chance[2 * t] < explore ? chance[2 * t + 1] : activity[0];
    runLogisticNet(model, forced, Float32Array.of(...seen, action));
    const own = t > open ? watched.openLoop[t - 1] : seen[0];
    runLogisticNet(model, free, Float32Array.of(own, ...seen.subarray(1), action));
    watched.events.push(...seen.subarray(1));
    watched.targets.push(WORLD.targets(state)[0]);
    watched.actions.push(action);
    state = WORLD.step(state, Float32Array.of(action));
    watched.pain.push(-state.reward[0]);
    watched.foretold.push(forced[0]);
    watched.openLoop.push(free[0]);
  }
  return watched;
}

/**
 * What C does in M alone, and what it feels there, step by step: both see the pain that M foretells. Events are those of
 * {@link watchStream}, as nobody foretells them.
 * @param key - consumed.
 */
export function dreamStream(
  { controller, model }: Pick<OnlinePair, 'controller' | 'model'>,
  key: Key,
  steps: number,
): Pick<Watched, 'actions' | 'pain'> {
  const [activity, dreamer] = [new Float32Array(controller.units), new Float32Array(model.units)];
  const [actions, pain]: [number[], number[]] = [[], []];
  let state = WORLD.reset(key, 1);
  for (let t = 0; t < steps; t++) {
    const seen = seenOf(state);
    seen[0] = t === 0 ? 0 : pain[t - 1];
    runLogisticNet(controller, activity, seen);
    runLogisticNet(model, dreamer, Float32Array.of(...seen, activity[0]));
    actions.push(activity[0]);
    pain.push(dreamer[0]);
    state = WORLD.step(state, activity.slice(0, 1));
  }
  return { actions, pain };
}
