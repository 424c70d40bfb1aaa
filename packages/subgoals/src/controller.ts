// C, the low-level controller: pushes a walker to a goal that it is given. Learned from its own walks in hindsight: wherever a walk
// came to, that is where its pushes lead.
//
// Hindsight: Andrychowicz et al. 2017; by imitation of oneself: Ghosh et al. 2019; with the time as a command: Schmidhuber 2019.
import {
  checkShapes,
  concat,
  div,
  mean,
  mul,
  reciprocal,
  split,
  squaredDifference,
  tanh,
  tidy,
} from '@saccade/math';
import type { Key, Scalar, Tensor2D, Tensor3D } from '@saccade/math';
import type { MlpParams } from '@saccade/world-model';
import { applyNet, initNet } from './net.ts';
import { CIRCLE_INPUTS, look, turned, UNIT, WAY_INPUTS, wayTo } from './view.ts';

/** Options of {@link initController}. */
export interface ControllerOptions {
  /** Hidden units that look at each circle; 0: C sees none. Default 0. */
  readonly lookers?: number;
  /** Hidden units in each of two layers. Default 24. */
  readonly hidden?: number;
}

/** What C has learned. A tree of tensors, which its maker owns. */
export interface ControllerParams {
  /** What to make of a circle; none where C does not see circles. */
  readonly look?: MlpParams;
  readonly act: MlpParams;
}

/** Where walkers are and should be. `B` of them, `D` circles for each. */
export interface Command {
  /** `[B, 2]` */
  readonly position: Tensor2D;
  /** `[B, 2]` */
  readonly velocity: Tensor2D;
  /** `[B, 2]` */
  readonly goal: Tensor2D;
  /** Steps to be there, ≥ 1, `[B, 1]`. */
  readonly time: Tensor2D;
  /** `[B, D, 3]`; C may not see them. */
  readonly circles: Tensor3D;
}

/** Commands in hindsight, and how they were fulfilled. */
export interface CommandExamples extends Command {
  /** `[B, 2]` */
  readonly action: Tensor2D;
  /** How much each counts, 0 or 1, `[B, 1]`. */
  readonly weight: Tensor2D;
}

/** Velocity, twice, and what the time asks for. */
const OWN_INPUTS = 4;
/** Velocities are seen in this unit. */
const SPEED = 0.4;

/** @param key - consumed. */
export function initController({ lookers = 0, hidden = 24 }: ControllerOptions, key: Key): ControllerParams {
  const [kLook, kAct] = split(key, 2);
  if (lookers === 0) return { act: initNet([1 + OWN_INPUTS, hidden, hidden, 2], kAct) };
  return {
    look: initNet([CIRCLE_INPUTS + WAY_INPUTS, lookers, lookers], kLook),
    act: initNet([WAY_INPUTS + lookers + OWN_INPUTS, hidden, hidden, 2], kAct),
  };
}

/** How to push, within ±1, `[B, 2]`. C sees the way turned so that the goal is straight ahead. The caller disposes it. */
export function controllerAction(params: ControllerParams, command: Command): Tensor2D {
  const { position, velocity, goal, time, circles } = command;
  checkShapes('controllerAction', {
    position: [position, 'B 2'],
    velocity: [velocity, 'B 2'],
    goal: [goal, 'B 2'],
    time: [time, 'B 1'],
    circles: [circles, 'B D 3'],
  });
  return tidy(() => {
    const { length, ahead } = wayTo(position, goal);
    const way = params.look
      ? look(params.look, { start: position, goal, circles }).view
      : div<Tensor2D>(length, UNIT);
    const moving = div(turned(velocity, ahead, -1), SPEED);
    const pace = div(div(length, time), SPEED);
    const net = applyNet(params.act, concat([way, moving, pace, reciprocal(time)], 1));
    return turned(tanh(net) as Tensor2D, ahead, 1);
  });
}

/** How far C's pushes are from those that led to the goals, mean squared, `[]`. */
export function controllerLoss(params: ControllerParams, examples: CommandExamples): Scalar {
  return tidy(() => {
    const errors = squaredDifference(controllerAction(params, examples), examples.action);
    return mean(mul(errors, examples.weight)) as Scalar;
  });
}
