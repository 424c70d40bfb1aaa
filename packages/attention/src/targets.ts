import { scenePoint } from '@saccade/tasks';
import type { Placed, Scene } from '@saccade/tasks';

/** Where the named point of each scene's first object lies, `[B·2]`: x, y in pixels. */
export function targetPoints(scenes: readonly Scene[], name = 'centre'): Float64Array {
  const points = new Float64Array(2 * scenes.length);
  for (const [b, scene] of scenes.entries()) {
    const { x, y } = scenePoint(firstOf(scene), name);
    points[2 * b] = x;
    points[2 * b + 1] = y;
  }
  return points;
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

function firstOf(scene: Scene): Placed {
  const object = scene.objects[0];
  if (!object) throw new RangeError('targetPoints: each scene must have an object, got none');
  return object;
}
