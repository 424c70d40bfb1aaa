// Where a fovea learns and where it is judged: scenes, retina, and the points to fixate.
import { foveaEnvironment, lookBatch, ringRetina } from '@saccade/attention';
import type { FoveaEnvironment, Retina } from '@saccade/attention';
import { integerValues } from '@saccade/math';
import type { Key } from '@saccade/math';
import { bar, cross, digitSet, parseIdxImages, ring, scenePoint, triangle } from '@saccade/tasks';
import type { Placed, Point, Polarity, Scene, SpriteSet } from '@saccade/tasks';
import type { DataSets } from '../contract/types.ts';

/** A place of an object, by the object as it is placed. */
export type PointOf = (placed: Placed) => Point;

/** Everything about an experiment with one fovea that is not learned. */
export interface FoveaWorld {
  readonly retina: Retina;
  /** Scenes to learn from. */
  readonly training: FoveaEnvironment;
  /** Scenes to be judged on. For digits, training sees none of them. */
  readonly testing: FoveaEnvironment;
  /** The points that episodes may ask for; with more than one, the controller gets a goal input. */
  readonly points: readonly PointOf[];
  /** A fovea this near to the point has hit, px. */
  readonly hitRadius: number;
}

interface WorldOptions {
  readonly scene: string;
  readonly polarity: Polarity | 'both';
  readonly size: number;
}

// The set keeps as many enlarged digits as these; more would be enlarged again and again.
const TRAINING_DIGITS = 1000;

const SHAPES = { triangle, cross, ring, bar };

/** The middle of the object. */
export const centreOf: PointOf = (placed) => scenePoint(placed);

/** The world of these options. `points`: see {@link FoveaWorld}. */
export function foveaWorld(options: WorldOptions, points: readonly PointOf[], data: DataSets): FoveaWorld {
  const retina = ringRetina();
  const { training, testing } = spriteSets(options, data);
  const environment = (sprites: SpriteSet): FoveaEnvironment =>
    foveaEnvironment({ retina, scenes: { sprites, polarity: options.polarity } });
  return {
    retina,
    training: environment(training),
    testing: environment(testing),
    points,
    hitRadius: options.scene === 'digits' ? 12 : 10,
  };
}

function spriteSets(
  { scene, size }: WorldOptions,
  { mnist }: DataSets,
): { training: SpriteSet; testing: SpriteSet } {
  if (scene === 'digits') {
    const [train, test] = [parseIdxImages(mnist.trainImages), parseIdxImages(mnist.testImages)];
    return { training: digitSet(train, { size, to: TRAINING_DIGITS }), testing: digitSet(test, { size }) };
  }
  const sprites = [SHAPES[scene as keyof typeof SHAPES]({ size })];
  return { training: sprites, testing: sprites };
}

/** What `B` episodes ask for. */
export interface Aims {
  /** Number of the point of each episode, `[B]`. */
  readonly chosen: Int32Array;
  /** Where these points lie, `[B·2]`, px. */
  readonly positions: Float64Array;
  /** What the retina sees there, `[B·F]`: the desired last input, and the goal input. */
  readonly views: Float32Array;
}

/** Draws a point for each scene; the key is consumed. */
export function drawAims(world: FoveaWorld, scenes: readonly Scene[], key: Key): Aims {
  return aimsAt(world, scenes, integerValues(key, scenes.length, 0, world.points.length));
}

/** The aims of given points. */
export function aimsAt({ points, retina }: FoveaWorld, scenes: readonly Scene[], chosen: Int32Array): Aims {
  const positions = new Float64Array(2 * scenes.length);
  for (const [b, scene] of scenes.entries()) {
    const { x, y } = points[chosen[b]](scene.objects[0]);
    positions[2 * b] = x;
    positions[2 * b + 1] = y;
  }
  return { chosen, positions, views: lookBatch(retina, scenes, positions) };
}
