// The default layout is our own: the paper's (Schmidhuber & Huber 1991) was only in a figure. It keeps what the text
// says: 40 circular fields, fine in the centre, coarse at the rim, as wide as the object.
import { cos, sin } from '@saccade/math/portable';
import { reportProblems } from './check.ts';
import { makeRetina } from './retina.ts';
import type { Field, Retina } from './retina.ts';

/** Options of {@link ringRetina}. Lengths are pixels; the arrays have one entry per ring, from the inside. */
export interface RingRetinaOptions {
  /** Radius of the field in the middle; 0: there is none. Default 4. */
  readonly centreRadius?: number;
  /** Fields on each ring. Default [6, 9, 12, 12], with the one in the middle 40. */
  readonly counts?: readonly number[];
  /** Distance of the rings' fields from the middle. Default [8, 18, 28, 40]. */
  readonly distances?: readonly number[];
  /** Radius of the rings' fields. Default [4, 6, 8, 10]. */
  readonly radii?: readonly number[];
  /** Factor on all lengths. Default 1, for objects of about 100 px. */
  readonly scale?: number;
}

const TURN = 6.283185307179586; // 2π, nearest double

/**
 * A retina of rings of receptive fields; the first field of each ring is due north, the others follow clockwise at equal
 * angles. Centres are rounded to whole pixels so that every look is an exact integer sum.
 */
export function ringRetina(options: RingRetinaOptions = {}): Retina {
  const { centreRadius = 4, counts = [6, 9, 12, 12], distances = [8, 18, 28, 40] } = options;
  const { radii = [4, 6, 8, 10], scale = 1 } = options;
  checkOptions({ centreRadius, counts, distances, radii, scale });
  const middle = centreRadius > 0 ? [{ x: 0, y: 0, radius: centreRadius * scale }] : [];
  const rings = counts.flatMap((count, i) => ringFields(count, distances[i] * scale, radii[i] * scale));
  return makeRetina([...middle, ...rings]);
}

function ringFields(count: number, distance: number, radius: number): Field[] {
  return Array.from({ length: count }, (_, i) => {
    const angle = (TURN * i) / count;
    return { x: roundAway(distance * sin(angle)), y: roundAway(-distance * cos(angle)), radius };
  });
}

/**
 * To the nearest whole number, halves away from 0, so that mirrored places round to mirrored places. The last bits of
 * the cosine would decide about halves: a hair more than ½ decides for them.
 */
function roundAway(value: number): number {
  const size = Math.floor(Math.abs(value) + 0.5 + 1e-9);
  return value < 0 && size > 0 ? -size : size;
}

function checkOptions({ centreRadius, counts, distances, radii, scale }: Required<RingRetinaOptions>): void {
  const problems: string[] = [];
  const check = (right: boolean, what: string, got: unknown): void => {
    if (!right) problems.push(`${what}, got ${String(got)}`);
  };
  const whole = (count: number): boolean => Number.isInteger(count) && count >= 1 && count <= 1000;
  const length = (value: number): boolean => value > 0 && value <= 1024;
  check(centreRadius === 0 || length(centreRadius), 'centreRadius must be 0 or in 0..1024 px', centreRadius);
  check(counts.every(whole), 'counts must be whole numbers in 1..1000', `[${counts.join(', ')}]`);
  check(
    distances.every(length),
    'distances must be above 0 and at most 1024 px',
    `[${distances.join(', ')}]`,
  );
  check(radii.every(length), 'radii must be above 0 and at most 1024 px', `[${radii.join(', ')}]`);
  check(length(scale), 'scale must be above 0 and at most 1024', scale);
  check(
    counts.length === distances.length && counts.length === radii.length,
    'counts, distances and radii must have one entry per ring',
    `${counts.length}, ${distances.length} and ${radii.length}`,
  );
  reportProblems('ringRetina', problems);
}
