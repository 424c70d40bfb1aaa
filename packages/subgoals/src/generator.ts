// S, the generator of subgoals: one net that says where to go first, used in two ways.
//
// Static (architecture 1): all subgoals at once, each asked for by its share of the way. Recurrent (architecture 2): one at a
// time, the last one being the next start. The share of the way that is asked for is an input, so that one net makes any
// number of subgoals; and both ways are the same at one subgoal.
//
// S looks along the way: it sees all places from the start, turned so that the goal is straight ahead, and answers so.
// It sums over the circles what it makes of each, so that their number and order do not matter.
//
// Whether to pass on the left or on the right is no smooth function of what is in the way, but a net is one. So S may have
// several proposals, of which E takes the best (multiple choice learning, Guzman-Rivera, Batra & Kohli 2012).
import {
  add,
  checkShapes,
  concat,
  full,
  matMul,
  mul,
  pad,
  reshape,
  split,
  stack,
  tensor,
  tidy,
  tile,
} from '@saccade/math';
import type { Key, Tensor2D, Tensor4D } from '@saccade/math';
import type { MlpParams } from '@saccade/world-model';
import { repeatRows } from './chain.ts';
import type { Situation } from './chain.ts';
import { applyNet, initNet } from './net.ts';
import { CIRCLE_INPUTS, look, turned, UNIT, WAY_INPUTS } from './view.ts';
import type { Seen } from './view.ts';

/** Options of {@link initGenerator}. */
export interface GeneratorOptions {
  /** Hidden units that look at each circle. Default 32. */
  readonly lookers?: number;
  /** Hidden units in each of two layers that propose a place. Default 40, as Schmidhuber & Wahnsiedler 1992 have in all. */
  readonly hidden?: number;
  /** M, plans to choose from. Default 1. */
  readonly proposals?: number;
}

/** What the generator has learned. A tree of tensors, which its maker owns. */
export interface GeneratorParams {
  /** What to make of a circle. */
  readonly look: MlpParams;
  /** Where to go. */
  readonly propose: MlpParams;
}

/**
 * `M` plans of `K` subgoals for each of `B` situations, `[B, M, K, 2]`; K = `count` is a whole number ≥ 1. The caller
 * disposes them.
 */
export type Planner<Params = GeneratorParams> = (
  params: Params,
  situation: Situation,
  count: number,
) => Tensor4D;

/** Proposals begin near their places in the fan, not where chance would have all of them. */
const FIRST_ANSWERS = 0.1;

/** @param key - consumed. */
export function initGenerator(options: GeneratorOptions, key: Key): GeneratorParams {
  const { lookers = 32, hidden = 40, proposals = 1 } = options;
  const [kLook, kPropose] = split(key, 2);
  return {
    look: initNet([CIRCLE_INPUTS + WAY_INPUTS, lookers, lookers], kLook),
    propose: initNet([WAY_INPUTS + lookers + 1 + proposals, hidden, hidden, 2], kPropose, FIRST_ANSWERS),
  };
}

/** All subgoals at once. Source: Schmidhuber & Wahnsiedler 1992, architecture 1. */
export function staticPlan(params: GeneratorParams, situation: Situation, count: number): Tensor4D {
  const { B, M } = checkPlan('staticPlan', params, situation, count);
  return tidy(() => {
    const seen = look(params.look, situation);
    const shares = tensor<Tensor2D>(
      Float32Array.from({ length: count }, (_, k) => (k + 1) / (count + 1)),
      [count, 1],
    );
    const asked = concat<Tensor2D>([tile(shares, [M, 1]), repeatRows(choices(M), count)], 1);
    const places = propose(params, repeated(seen, M * count), tile(asked, [B, 1]));
    return reshape<Tensor4D>(places, [B, M, count, 2]);
  });
}

/** One subgoal after the other, each seen from the last. Source: Schmidhuber & Wahnsiedler 1992, architecture 2. */
export function recurrentPlan(params: GeneratorParams, situation: Situation, count: number): Tensor4D {
  const { B, M } = checkPlan('recurrentPlan', params, situation, count);
  return tidy(() => {
    const { start, goal, circles } = situation;
    const all = { goal: repeatRows(goal, M), circles: repeatRows(circles, M) };
    let seen = repeated(look(params.look, { start, goal, circles }), M);
    const plan = Array.from({ length: count }, (_, k): Tensor2D => {
      const share = full([M, 1], 1 / (count - k + 1));
      const place = propose(params, seen, tile(concat([share, choices(M)], 1), [B, 1]));
      if (k + 1 < count) seen = look(params.look, { start: place, ...all });
      return place;
    });
    return reshape<Tensor4D>(stack(plan, 1), [B, M, count, 2]);
  });
}

function checkPlan(name: string, params: GeneratorParams, situation: Situation, count: number) {
  if (!(Number.isInteger(count) && count >= 1))
    throw new RangeError(`${name}: count must be a whole number ≥ 1, got ${count}`);
  const { start, goal, circles } = situation;
  const { B } = checkShapes(name, {
    start: [start, 'B 2'],
    goal: [goal, 'B 2'],
    circles: [circles, 'B D 3'],
  });
  const lookers = params.look.layers[params.look.layers.length - 1].b.size;
  return { B, M: params.propose.layers[0].w.shape[0] - WAY_INPUTS - lookers - 1 };
}

/** Which proposal is asked for, `[M, M]`. */
function choices(count: number): Tensor2D {
  const rows = new Float32Array(count * count);
  for (let m = 0; m < count; m++) rows[m * count + m] = 1;
  return tensor<Tensor2D>(rows, [count, count]);
}

function repeated({ start, way, ahead, view }: Seen, times: number): Seen {
  return {
    start: repeatRows(start, times),
    way: repeatRows(way, times),
    ahead: repeatRows(ahead, times),
    view: repeatRows(view, times),
  };
}

/** Where to be after a share of the way, by a proposal: `asked [N, 1 + M]`. Places `[N, 2]`. */
function propose(params: GeneratorParams, { start, way, ahead, view }: Seen, asked: Tensor2D): Tensor2D {
  const [N, columns] = asked.shape;
  const [share, choice] = split(asked, [1, columns - 1], 1);
  const net = applyNet(params.propose, concat([view, asked], 1));
  const fanned = pad(matMul(choice, fan(columns - 1)), [
    [0, 0],
    [1, 0],
  ]);
  const aside = mul(add(net, reshape(fanned, [N, 2])), UNIT / 2);
  return add(add(start, mul(way, share)), turned(aside, ahead, 1)) as Tensor2D;
}

/** How far aside, to the right of the way and to the left, proposals begin: evenly within ±1, `[M, 1]`. */
function fan(count: number): Tensor2D {
  const sides = Float32Array.from({ length: count }, (_, m) => (2 * m + 1) / count - 1);
  return tensor<Tensor2D>(sides, [count, 1]);
}
