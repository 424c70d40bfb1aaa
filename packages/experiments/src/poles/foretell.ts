// What M foretells without seeing, beside what came.
import { split, tensor, tidy, values } from '@saccade/math';
import type { Key, Tensor3D } from '@saccade/math';
import { follow, openLoop, record, toldRows } from '@saccade/world-model';
import type { Episodes } from '@saccade/world-model';
import type { PoleLearner } from './learner.ts';
import { noisyAct } from './world.ts';

/** Steps that M sees before it foretells. */
export const SEEN = 8;
/** Of random pushes, so that there is something to foretell. */
const NOISE = 0.5;

/** Episodes of `SEEN + ahead` steps, and what M said. `B` episodes, `X` numbers of an observation. */
export interface Foretold {
  readonly lived: Episodes;
  /** x̂(SEEN + 1) … without seeing in between, `[ahead, B, X]`. */
  readonly openLoop: Float32Array;
  /** The same while M sees what comes. */
  readonly stepwise: Float32Array;
}

/** C acts, with random pushes, from where poles are judged. The key is consumed. */
export function foretell(learner: PoleLearner, key: Key, batch: number, ahead: number): Foretold {
  const { nets, world } = learner;
  const [kStart, kAct] = split(key, 2);
  const act = noisyAct(learner.act(learner.controller, batch), kAct, batch, NOISE);
  const steps = SEEN + ahead;
  const lived = record(world.judging, world.judging.reset(kStart, batch), act, steps).episodes;
  return tidy(() => {
    const seen = tensor<Tensor3D>(lived.observations.subarray(0, steps * batch * world.size), [
      ...[steps, batch, world.size],
    ]);
    const actions = tensor<Tensor3D>(lived.actions, [steps, batch, 1]);
    const came = { observations: seen, actions };
    const blind = openLoop(nets.model, learner.model, came, SEEN).observations;
    const next = nets.model.observation(toldRows(follow(nets.model, learner.model, came).told));
    const width = batch * world.size;
    const [alone, stepwise] = [blind, next].map((each) => values(each) as Float32Array);
    return { lived, openLoop: alone.subarray(width), stepwise: stepwise.subarray(SEEN * width) };
  });
}

/** The squared error of `openLoop` over that of what was seen last, in steps that were made. */
export function foretellingError({ lived, openLoop }: Foretold, size: number): number {
  const { batch, observations, made } = lived;
  const width = batch * size;
  let [error, change] = [0, 0];
  for (let i = 0; i < openLoop.length; i++) {
    const [t, b] = [Math.floor(i / width), Math.floor((i % width) / size)];
    if (made[(SEEN + t) * batch + b] === 0) continue;
    const came = observations[(SEEN + 1 + t) * width + (i % width)];
    const last = observations[SEEN * width + (i % width)];
    error += (openLoop[i] - came) * (openLoop[i] - came);
    change += (last - came) * (last - came);
  }
  return change > 0 ? error / change : 0;
}
