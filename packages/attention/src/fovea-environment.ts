import { split, uniformValues } from '@saccade/math';
import type { Key } from '@saccade/math';
import { sampleScenes } from '@saccade/tasks';
import type { Environment, Picture, Scene, SceneOptions } from '@saccade/tasks';
import { lookBatch } from './look.ts';
import type { Retina } from './retina.ts';
import { startPositions } from './start-positions.ts';
import { firstObject, targetsOf } from './targets.ts';
import type { TargetOf } from './targets.ts';

/** `B` foveas over `B` pictures. Read only. */
export interface FoveaState<P extends Picture = Scene> {
  readonly scenes: readonly P[];
  /** Centres of the foveas, `[B·2]`: x, y in pixels. */
  readonly positions: Float64Array;
  /** What the retinas see there, `[B·F]`. */
  readonly observation: Float32Array;
}

/** Options of {@link foveaEnvironment}. */
export interface FoveaOptions {
  /** The scenes of an episode: options of `sampleScenes`, or any keyed sampler of `batch` scenes. */
  readonly scenes: SceneOptions | ((key: Key, batch: number) => readonly Scene[]);
  readonly retina: Retina;
  /** Pixels that an action of 1 moves the fovea, 0 < maxStep ≤ 1024. Default 20, Schmidhuber & Huber 1991. */
  readonly maxStep?: number;
  /** The object that some receptive field sees at the start. Default: the scene's first. */
  readonly target?: TargetOf;
}

/** A fovea that is moved over still scenes; each action is `[north, south, east, west]`, 0..1. */
export interface FoveaEnvironment extends Environment<FoveaState> {
  readonly retina: Retina;
  readonly maxStep: number;
  /** Begins episodes over pictures of your own at given positions `[B·2]`, clamped to the pictures. */
  startAt<P extends Picture>(pictures: readonly P[], positions: ArrayLike<number>): FoveaState<P>;
  step<P extends Picture = Scene>(state: FoveaState<P>, actions: Float32Array): FoveaState<P>;
}

/** Outputs of the controller: north, south, east, west. */
export const FOVEA_ACTIONS = 4;

/**
 * The fovea of Schmidhuber & Huber 1991: four outputs in 0..1, each scaled to 0..`maxStep` pixels and summed as vectors,
 * move its centre; the centre stays within the picture. `x += (east − west)·maxStep`, `y += (south − north)·maxStep`.
 * The start is uniform over the whole positions from which some receptive field sees the target.
 */
export function foveaEnvironment(options: FoveaOptions): FoveaEnvironment {
  const { scenes, retina, maxStep = 20, target = firstObject } = options;
  if (!(maxStep > 0 && maxStep <= 1024)) {
    throw new RangeError(`foveaEnvironment: maxStep must be above 0 and at most 1024 px, got ${maxStep}`);
  }
  const sample = typeof scenes === 'function' ? scenes : sceneSampler(scenes);
  const at = <P extends Picture>(pictures: readonly P[], positions: Float64Array): FoveaState<P> => ({
    scenes: pictures,
    positions,
    observation: lookBatch(retina, pictures, positions),
  });
  return {
    retina,
    maxStep,
    observationSize: retina.fields.length,
    actionSize: FOVEA_ACTIONS,
    reset: (key, batch) => {
      const [kScenes, kStarts] = split(key, 2);
      const drawn = sample(kScenes, batch);
      return at(
        drawn,
        startPositions(retina, drawn, targetsOf('foveaEnvironment.reset', drawn, target), kStarts),
      );
    },
    observe: (state) => state.observation,
    step: (state, actions) => at(state.scenes, move(state, actions, maxStep)),
    startAt: (pictures, positions) => at(pictures, clampAll(pictures, positions)),
  };
}

/** Actions drawn uniformly from 0..1, `[batch · 4]`: the paper's random trajectories that teach the world model. */
export function randomActions(key: Key, batch: number): Float32Array {
  return uniformValues(key, batch * FOVEA_ACTIONS, { min: 0, max: 1 });
}

function sceneSampler(options: SceneOptions): (key: Key, batch: number) => readonly Scene[] {
  return (key, batch) => sampleScenes(options, key, batch);
}

function move(state: FoveaState<Picture>, actions: Float32Array, maxStep: number): Float64Array {
  const { scenes, positions } = state;
  const expected = scenes.length * FOVEA_ACTIONS;
  if (actions.length !== expected) {
    throw new RangeError(`foveaEnvironment.step: actions must be [B·A=${expected}], got [${actions.length}]`);
  }
  const moved = new Float64Array(positions.length);
  for (let b = 0, a = 0; b < scenes.length; b++, a += FOVEA_ACTIONS) {
    checkAction(actions, a);
    const x = positions[2 * b] + (actions[a + 2] - actions[a + 3]) * maxStep;
    const y = positions[2 * b + 1] + (actions[a + 1] - actions[a]) * maxStep;
    moved[2 * b] = clamp(x, scenes[b].width);
    moved[2 * b + 1] = clamp(y, scenes[b].height);
  }
  return moved;
}

function checkAction(actions: Float32Array, at: number): void {
  for (let a = at; a < at + FOVEA_ACTIONS; a++) {
    const value = actions[a];
    if (!(value >= 0 && value <= 1)) {
      throw new RangeError(`foveaEnvironment.step: actions must be in 0..1, got ${value} at ${a}`);
    }
  }
}

function clampAll(pictures: readonly Picture[], positions: ArrayLike<number>): Float64Array {
  if (positions.length !== 2 * pictures.length) {
    throw new RangeError(
      `foveaEnvironment.startAt: positions must be [B·2=${2 * pictures.length}], got [${positions.length}]`,
    );
  }
  const clamped = new Float64Array(positions);
  for (const [b, { width, height }] of pictures.entries()) {
    clamped[2 * b] = clamp(clamped[2 * b], width);
    clamped[2 * b + 1] = clamp(clamped[2 * b + 1], height);
  }
  return clamped;
}

function clamp(value: number, max: number): number {
  return Math.min(Math.max(value, 0), max);
}
