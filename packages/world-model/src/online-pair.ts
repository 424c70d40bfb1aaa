// Two recurrent nets that run continually and learn at every step: M foretells what will be felt, C sees to it through M.
//
// Gradients are carried forward in time, exactly but for what weights have changed meanwhile. Those of C go through its own
// past, through M's frozen weights and M's past, and through what M has foretold, which both nets see as an input.
// Source: Schmidhuber 1990, "Making the world differentiable".
import { split } from '@saccade/math';
import type { Key } from '@saccade/math';
import { carrier } from './carry-forward.ts';
import type { Sensitivity } from './carry-forward.ts';
import { gatherSources, initLogisticNet, sourceCount, tick } from './logistic-net.ts';
import type { LogisticNet, LogisticNetOptions } from './logistic-net.ts';
import { onlineDescent } from './online-descent.ts';
import type { OnlineDescent, OnlineDescentOptions } from './online-descent.ts';

/** One net of a pair. */
export type PairedNetOptions = Omit<LogisticNetOptions, 'inputs'> & OnlineDescentOptions;

/** Options of {@link onlinePair}. */
export interface OnlinePairOptions {
  /** `F`, kinds of pain and pleasure, each a number in 0..1. */
  readonly feelings: number;
  /** What C should feel, `[F]`: 0 of a pain, 1 of a pleasure. Default: pains. */
  readonly desired?: readonly number[];
  /** `X` */
  readonly observations: number;
  /** `A`: the first units of C are its actions, in 0..1. */
  readonly actions: number;
  /**
   * What the first units of M foretell: feelings alone, for observations that nobody could foretell, or `all`: feelings,
   * then observations. Default `all`.
   */
  readonly foretells?: 'feelings' | 'all';
  readonly controller: PairedNetOptions;
  readonly model: PairedNetOptions;
}

/** Which nets learn from a step. Sequential training: first M alone, then C alone; parallel: both. */
export interface Learners {
  readonly model: boolean;
  readonly controller: boolean;
}

/** C and M in a life without a break. Each step of it is `act`, `foretell`, what the world does, and `learn`. */
export interface OnlinePair {
  readonly controller: LogisticNet;
  readonly model: LogisticNet;
  /** What C says to `seen [F + X]`, feelings first: `[A]`. */
  act(seen: Float32Array): Float32Array;
  /**
   * What M expects when these actions `[A]` are done, `[F]` or `[F + X]`. They may differ from what C said, by chance:
   * what was added counts as a constant.
   */
  foretell(actions: Float32Array): Float32Array;
  /** One step of learning, from what came, `[F + X]`. */
  learn(came: Float32Array, learners: Learners): void;
  /** All that goes on from step to step, by name: to be stored, and written over to go on from there. */
  readonly memory: Readonly<Record<string, Float32Array | Float64Array>>;
}

/** A net with its activity and where that leads. */
interface Living {
  readonly net: LogisticNet;
  readonly activity: Float32Array;
  readonly sources: Float32Array;
  readonly descent: OnlineDescent;
  readonly gradient: Float64Array;
}

/**
 * A pair at its beginning, all units at 0.
 * @param key - consumed.
 */
export function onlinePair(options: OnlinePairOptions, key: Key): OnlinePair {
  const { feelings, observations, actions, foretells = 'all' } = options;
  const seenSize = feelings + observations;
  const foretold = foretells === 'all' ? seenSize : feelings;
  const desired = options.desired ?? Array.from({ length: feelings }, () => 0);
  checkSizes(options, foretold, desired.length);
  const [kController, kModel] = split(key, 2);
  const controller = born({ ...options.controller, inputs: seenSize }, kController);
  const model = born({ ...options.model, inputs: seenSize + actions }, kModel);
  const width = controller.net.weights.length;
  // How M's last forecasts, which are what both nets see now, depended on C's weights.
  const seenBy = { width, rows: new Float32Array(foretold * width) };
  const seenInputs = Array.from({ length: foretold }, (_, i) => ({ input: i, row: i, of: seenBy }));
  const byOwn = {
    controller: carrier(controller.net, width, seenInputs),
    model: carrier(model.net, model.net.weights.length),
  };
  // And how M's units do.
  const acts = Array.from({ length: actions }, (_, i) => ({
    ...{ input: seenSize + i, row: i, of: byOwn.controller.present },
  }));
  const through = carrier(model.net, width, [...seenInputs, ...acts]);
  const modelInput = new Float32Array(seenSize + actions);
  return {
    controller: controller.net,
    model: model.net,
    act: (seen) => {
      checkLength('act', 'seen', seen, seenSize);
      modelInput.set(seen);
      live(controller, seen, ({ activity, sources }) => byOwn.controller.carry(activity, sources));
      return controller.activity.slice(0, actions);
    },
    foretell: (done) => {
      checkLength('foretell', 'actions', done, actions);
      modelInput.set(done, seenSize);
      live(model, modelInput, ({ activity, sources }) => {
        byOwn.model.carry(activity, sources);
        through.carry(activity);
      });
      seenBy.rows.set(through.present.rows.subarray(0, foretold * width));
      return model.activity.slice(0, foretold);
    },
    learn: (came, learners) => {
      checkLength('learn', 'came', came, seenSize);
      const expected = model.activity;
      if (learners.controller)
        descend(controller, through.present, (i) => expected[i] - desired[i], feelings);
      if (learners.model) descend(model, byOwn.model.present, (i) => expected[i] - came[i], foretold);
    },
    memory: {
      ...named('controller', controller, byOwn.controller.present),
      ...named('model', model, byOwn.model.present),
      'model.byController': through.present.rows,
      'seen.byController': seenBy.rows,
    },
  };
}

function born(
  { rate, method, ...options }: PairedNetOptions & { readonly inputs: number },
  key: Key,
): Living {
  const net = initLogisticNet(options, key);
  const size = net.weights.length;
  return {
    ...{ net, activity: new Float32Array(net.units), sources: new Float32Array(sourceCount(net)) },
    ...{ descent: onlineDescent({ rate, method }, size), gradient: new Float64Array(size) },
  };
}

/** All ticks of a step; `carry` is called after each. */
function live(living: Living, x: Float32Array, carry: (living: Living) => void): void {
  const { net, activity, sources } = living;
  for (let i = 0; i < net.ticks; i++) {
    gatherSources(net, sources, x, activity);
    tick(net, sources, activity);
    carry(living);
  }
}

/** A step down `½ Σ error²` of the first `count` units. */
function descend(
  { net, descent, gradient }: Living,
  { width, rows }: Sensitivity,
  errorOf: (unit: number) => number,
  count: number,
): void {
  gradient.fill(0);
  for (let i = 0; i < count; i++) {
    const error = errorOf(i);
    for (let p = 0; p < width; p++) gradient[p] += error * rows[i * width + p];
  }
  descent.step(net.weights, gradient);
}

function named(
  name: string,
  { net, activity, descent }: Living,
  { rows }: Sensitivity,
): Record<string, Float32Array | Float64Array> {
  const remembered = Object.entries(descent.memory).map(([part, array]) => [`${name}.${part}`, array]);
  return {
    [`${name}.weights`]: net.weights,
    [`${name}.activity`]: activity,
    [`${name}.sensitivity`]: rows,
    ...Object.fromEntries(remembered),
  };
}

function checkSizes(
  { feelings, observations, actions, controller, model }: OnlinePairOptions,
  foretold: number,
  desired: number,
): void {
  for (const [name, value] of Object.entries({ feelings, observations, actions })) {
    if (!(Number.isInteger(value) && value >= 1))
      throw new RangeError(`onlinePair: ${name} must be a whole number ≥ 1, got ${value}`);
  }
  if (desired !== feelings)
    throw new RangeError(`onlinePair: desired must be [F=${feelings}], got [${desired}]`);
  if (!(controller.units >= actions))
    throw new RangeError(`onlinePair: controller.units must be ≥ A=${actions}, got ${controller.units}`);
  if (!(model.units >= foretold))
    throw new RangeError(
      `onlinePair: model.units must be ≥ ${foretold}, what it foretells, got ${model.units}`,
    );
}

function checkLength(call: string, argument: string, array: Float32Array, length: number): void {
  if (array.length !== length)
    throw new RangeError(`onlinePair.${call}: ${argument} must be [${length}], got [${array.length}]`);
}
