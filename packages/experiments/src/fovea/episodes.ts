// Episodes that judge a controller: from fresh scenes, without learning.
import { distances, randomActions } from '@saccade/attention';
import type { FoveaState } from '@saccade/attention';
import { foldIn, item, split, tensor, tidy } from '@saccade/math';
import type { Key, Tensor2D } from '@saccade/math';
import { controllerPolicy, modelLoss, rollout } from '@saccade/world-model';
import type { MlpParams, Policy } from '@saccade/world-model';
import { asRows } from './training.ts';
import type { FoveaWorld } from './world.ts';

/** Saccades after which an episode ends. */
const MOST_SACCADES = 20;

/** How a batch of episodes went with regard to a point of each scene. */
export interface Outcome {
  /** Saccades until the fovea first was at the point, `[B]`; -1: never. */
  readonly hits: Int32Array;
  /** 1 where the fovea is at the point after the last saccade, `[B]`. */
  readonly held: Uint8Array;
}

/** Looks along trajectories for being within `radius` px of given points `[B·2]`. */
export function outcomeOf(states: readonly FoveaState[], points: Float64Array, radius: number): Outcome {
  const hits = new Int32Array(points.length / 2).fill(-1);
  const held = new Uint8Array(hits.length);
  for (const [t, { positions }] of states.entries()) {
    for (const [b, distance] of distances(positions, points).entries()) {
      const near = distance <= radius;
      if (near && hits[b] < 0) hits[b] = t;
      held[b] = near ? 1 : 0;
    }
  }
  return { hits, held };
}

/** Share of episodes that hit. */
export function hitRate({ hits }: Outcome): number {
  return hits.filter((saccades) => saccades >= 0).length / hits.length;
}

/** Mean number of saccades until the hit; a miss counts as {@link MOST_SACCADES}. */
export function meanSaccades({ hits }: Outcome): number {
  return hits.reduce((sum, saccades) => sum + (saccades < 0 ? MOST_SACCADES : saccades), 0) / hits.length;
}

/** Share of episodes that end at the point. */
export function holdRate({ held }: Outcome): number {
  return held.reduce((sum, each) => sum + each, 0) / held.length;
}

/** The trajectories of a policy. */
export function watch(world: FoveaWorld, start: FoveaState, policy: Policy<FoveaState>): FoveaState[] {
  return rollout(world.testing, start, policy, MOST_SACCADES);
}

/** A controller as a policy; `goal [B·G]` where the experiment has goal inputs. */
export function policyOf(world: FoveaWorld, controller: MlpParams, goal?: Float32Array): Policy<FoveaState> {
  return controllerPolicy(controller, world.testing, goal);
}

/** Moves at random. The key is consumed. */
export function randomPolicy(key: Key): Policy<FoveaState> {
  return (state, t) => randomActions(foldIn(key, t), state.scenes.length);
}

/**
 * M's squared error on random movements as a share of that of expecting no change: 0 perfect, 1 no better than that.
 * The key is consumed.
 */
export function modelErrorShare(world: FoveaWorld, model: MlpParams, key: Key, episodes: number): number {
  const [kReset, kActions] = split(key, 2);
  const state = world.testing.reset(kReset, episodes);
  const actions = randomActions(kActions, episodes);
  const next = world.testing.step(state, actions).observation;
  const error = tidy(() => {
    const moved = tensor<Tensor2D>(actions, [episodes, actions.length / episodes]);
    return item(modelLoss(model, asRows(state.observation, episodes), moved, asRows(next, episodes)));
  });
  const change = next.reduce(
    (sum, value, i) => sum + (value - state.observation[i]) * (value - state.observation[i]),
    0,
  );
  return error / (change / episodes);
}

/** At most this many episodes run side by side, so that memory does not grow with their number. */
export const CHUNK = 1000;
