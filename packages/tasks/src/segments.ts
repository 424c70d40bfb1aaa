// Straight ways and circles, exactly, in float64: the truth beside which evaluators of ways stand.
import { log } from '@saccade/math/portable';
import type { PlaneTasks } from './plane-tasks.ts';

/** Distance of a point (x, y) from the nearest point of the segment from (ax, ay) to (bx, by). */
export function pointSegmentDistance(
  x: number,
  y: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): number {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const t = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0;
  const [ex, ey] = [ax + t * dx - x, ay + t * dy - y];
  return Math.sqrt(ex * ex + ey * ey);
}

/**
 * What it costs to walk straight from (ax, ay) to (bx, by) through a swamp: the area between the way and its image on a
 * cone over the circle, `∫ max(0, h (1 − d/r)) dl`, d the distance from the centre.
 *
 * In closed form: with p the distance of the line from the centre, and l counted from the foot of that perpendicular,
 * `∫ √(p² + l²) dl = ½ (l √(p² + l²) + p² asinh(l / p))`.
 *
 * Source: Schmidhuber & Wahnsiedler 1992, "Planning simple trajectories using neural subgoal generators".
 * @param swamp - x, y and radius of the circle; radius 0 costs nothing.
 * @param height - h, of the cone.
 */
export function swampCost(
  swamp: readonly [x: number, y: number, radius: number],
  height: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): number {
  const [x, y, radius] = swamp;
  const [dx, dy] = [bx - ax, by - ay];
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length === 0 || radius === 0) return 0;
  const from = ((ax - x) * dx + (ay - y) * dy) / length;
  const p = Math.abs((ax - x) * dy - (ay - y) * dx) / length;
  if (p >= radius) return 0;
  const half = Math.sqrt(radius * radius - p * p);
  const a = Math.min(half, Math.max(-half, from));
  const b = Math.min(half, Math.max(-half, from + length));
  return height * (b - a - (distanceIntegral(b, p) - distanceIntegral(a, p)) / radius);
}

/** `∫₀ˡ √(p² + t²) dt`, an odd function of l. */
function distanceIntegral(l: number, p: number): number {
  const far = Math.sqrt(p * p + l * l);
  const bent = p === 0 || l === 0 ? 0 : p * p * Math.sign(l) * log((Math.abs(l) + far) / p);
  return (l * far + bent) / 2;
}

/**
 * How far ways keep from the circles, `[B]`: the least distance of the polyline through start, places and goal from the
 * border of a circle, less than 0 where it goes through one; and less than 0 by how far it leaves the square.
 *
 * @param places - `[B·K·2]`, K ≥ 0 places for each of the `B` tasks.
 */
export function clearances(tasks: PlaneTasks, places: Float32Array): Float64Array {
  const batch = tasks.starts.length / 2;
  const count = places.length / batch / 2;
  return Float64Array.from({ length: batch }, (_, b) => {
    const { starts, goals, size } = tasks;
    const way = [
      ...starts.subarray(2 * b, 2 * b + 2),
      ...places.subarray(2 * b * count, 2 * (b + 1) * count),
      ...goals.subarray(2 * b, 2 * b + 2),
    ];
    // A start may lie on the wall; only beyond it is outside.
    const inside = Math.min(...way.map((value) => Math.min(value, size - value)));
    return Math.min(inside < 0 ? inside : Infinity, wayClearance(tasks, b, way));
  });
}

function wayClearance({ circles, starts }: PlaneTasks, b: number, way: readonly number[]): number {
  const slots = circles.length / (starts.length / 2) / 3;
  let nearest = Infinity;
  for (let d = b * slots; d < (b + 1) * slots; d++) {
    const [x, y, radius] = circles.subarray(3 * d, 3 * d + 3);
    if (radius === 0) continue;
    for (let s = 0; s + 3 < way.length; s += 2)
      nearest = Math.min(
        nearest,
        pointSegmentDistance(x, y, way[s], way[s + 1], way[s + 2], way[s + 3]) - radius,
      );
  }
  return nearest;
}

/** The cost of ways through swamps, `[B]`: of the polyline through start, places `[B·K·2]` and goal. See {@link swampCost}. */
export function swampCosts(tasks: PlaneTasks, places: Float32Array, height: number): Float64Array {
  const batch = tasks.starts.length / 2;
  const [count, slots] = [places.length / batch / 2, tasks.circles.length / batch / 3];
  return Float64Array.from({ length: batch }, (_, b) => {
    const way = [
      ...tasks.starts.subarray(2 * b, 2 * b + 2),
      ...places.subarray(2 * b * count, 2 * (b + 1) * count),
      ...tasks.goals.subarray(2 * b, 2 * b + 2),
    ];
    let total = 0;
    for (let d = b * slots; d < (b + 1) * slots; d++) {
      const [x, y, radius] = tasks.circles.subarray(3 * d, 3 * d + 3);
      for (let s = 0; s + 3 < way.length; s += 2)
        total += swampCost([x, y, radius], height, way[s], way[s + 1], way[s + 2], way[s + 3]);
    }
    return total;
  });
}
