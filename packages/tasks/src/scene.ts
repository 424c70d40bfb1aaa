import { reportProblems } from './check.ts';
import { rowSum } from './ink-grid.ts';
import { meanInkOf } from './mean-ink.ts';
import type { Picture, Point } from './picture.ts';
import type { Sprite } from './sprite.ts';

const DARK = { ground: 0, sign: 1 } as const;
const LIGHT = { ground: 255, sign: -1 } as const;

/** `dark`: dark objects on white; `light`: white objects on black. */
export type Polarity = 'dark' | 'light';

/** A sprite whose left upper corner is at whole (x, y). */
export interface Placed {
  readonly sprite: Sprite;
  readonly x: number;
  readonly y: number;
}

/** A field with objects: a few numbers and references to sprites. No pixel exists before it is looked at. */
export interface Scene extends Picture {
  readonly objects: readonly Placed[];
  readonly polarity: Polarity;
}

/** What a scene is made from. */
export interface SceneParts {
  /** Pixels. Default 512. */
  readonly width?: number;
  /** Pixels. Default 512. */
  readonly height?: number;
  /** Wholly inside the field, bounding boxes disjoint. */
  readonly objects: readonly Placed[];
  /** Default `dark`. */
  readonly polarity?: Polarity;
}

/** A scene of your own arrangement. Objects that overlap or leave the field are an error. */
export function makeScene(parts: SceneParts): Scene {
  const { width = 512, height = 512, objects, polarity = 'dark' } = parts;
  reportProblems('makeScene', [
    ...objects.flatMap((placed, i) => placeProblems(placed, i, width, height)),
    ...objects.flatMap((placed, i) => overlapProblems(objects, placed, i)),
  ]);
  return arrangedScene(width, height, objects, polarity);
}

/** As {@link makeScene} for an arrangement that is known to be right. */
export function arrangedScene(
  width: number,
  height: number,
  objects: readonly Placed[],
  polarity: Polarity,
): Scene {
  const light = polarity === 'light';
  const rowInk = (y: number, x0: number, x1: number): number => {
    if (x1 <= x0) return 0;
    let sum = 0;
    for (const placed of objects)
      sum += rowSum(placed.sprite.grid, y - placed.y, x0 - placed.x, x1 - placed.x);
    return light ? 255 * (x1 - x0) - sum : sum;
  };
  const meanInkUnderEach = meanInkOf(objects, light ? LIGHT : DARK);
  return { width, height, objects, polarity, rowInk, meanInkUnderEach };
}

/** Where a named point of a placed sprite lies in the scene. */
export function scenePoint({ sprite, x, y }: Placed, name = 'centre'): Point {
  if (Object.hasOwn(sprite.points, name)) {
    const point = sprite.points[name];
    return { x: x + point.x, y: y + point.y };
  }
  const names = Object.keys(sprite.points).join(', ');
  throw new RangeError(`scenePoint: name must be one of ${names} for ${sprite.name}, got ${name}`);
}

function placeProblems({ sprite, x, y }: Placed, i: number, width: number, height: number): string[] {
  const inside =
    Number.isInteger(x) &&
    Number.isInteger(y) &&
    x >= 0 &&
    y >= 0 &&
    x + sprite.width <= width &&
    y + sprite.height <= height;
  if (inside) return [];
  const box = `${sprite.width}×${sprite.height} at (${x}, ${y})`;
  return [`object ${i} must lie at whole pixels inside ${width}×${height}, got ${box}`];
}

function overlapProblems(objects: readonly Placed[], placed: Placed, i: number): string[] {
  return objects
    .slice(0, i)
    .flatMap((earlier, j) => (overlap(earlier, placed) ? [`objects ${j} and ${i} must not overlap`] : []));
}

function overlap(a: Placed, b: Placed): boolean {
  return (
    a.x < b.x + b.sprite.width &&
    b.x < a.x + a.sprite.width &&
    a.y < b.y + b.sprite.height &&
    b.y < a.y + a.sprite.height
  );
}
