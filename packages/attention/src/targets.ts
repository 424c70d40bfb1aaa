import { scenePoint } from '@saccade/tasks';
import type { Placed, Scene } from '@saccade/tasks';
import { lookBatch } from './look.ts';
import type { Retina } from './retina.ts';

/** Chooses the object of a scene that is to be found. */
export type TargetOf = (scene: Scene) => Placed | undefined;

/** The usual target: the scene's first object. */
export function firstObject(scene: Scene): Placed | undefined {
  return scene.objects[0];
}

/** Where a named point of each scene's target lies, `[B·2]`: x, y in pixels. */
export function targetPoints(
  scenes: readonly Scene[],
  name = 'centre',
  target: TargetOf = firstObject,
): Float64Array {
  const points = new Float64Array(2 * scenes.length);
  for (const [b, placed] of targetsOf('targetPoints', scenes, target).entries()) {
    const { x, y } = scenePoint(placed, name);
    points[2 * b] = x;
    points[2 * b + 1] = y;
  }
  return points;
}

/** What the retina sees of each scene while that point is fixated, `[B·F]`: the desired inputs, or goal inputs. */
export function targetViews(
  retina: Retina,
  scenes: readonly Scene[],
  name = 'centre',
  target: TargetOf = firstObject,
): Float32Array {
  return lookBatch(retina, scenes, targetPoints(scenes, name, target));
}

/** Distances in pixels between `B` pairs of points, each `[B·2]`. */
export function distances(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  if (a.length !== b.length)
    throw new RangeError(`distances: b must be [B·2=${a.length}], got [${b.length}]`);
  return Float64Array.from({ length: a.length / 2 }, (_, i) => {
    const dx = a[2 * i] - b[2 * i];
    const dy = a[2 * i + 1] - b[2 * i + 1];
    return Math.sqrt(dx * dx + dy * dy);
  });
}

/** The targets of scenes that must have one. */
export function targetsOf(where: string, scenes: readonly Scene[], target: TargetOf): Placed[] {
  return scenes.map((scene, b) => {
    const object = target(scene);
    if (object) return object;
    throw new RangeError(`${where}: scene ${b} must have a target object, got none`);
  });
}
