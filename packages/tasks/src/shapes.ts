// The four drawn objects. All are exact: integer geometry, integer ink.
import { reportProblems } from './check.ts';
import { coverage } from './coverage.ts';
import type { Inside } from './coverage.ts';
import { makeSprite } from './sprite.ts';
import type { Sprite, SpritePoints } from './sprite.ts';

/** Options of every drawn shape. */
export interface ShapeOptions {
  /** Longer side in pixels, even, 2..4096. Default 100. */
  readonly size?: number;
  /** Grey edges by covered area instead of pixels that are black or white. Default true. */
  readonly antiAlias?: boolean;
}

/** Options of the shapes that are made of strokes. */
export interface StrokeOptions extends ShapeOptions {
  /** Width of the stroke in pixels, even, 2..size. Default: see the shape. */
  readonly stroke?: number;
}

/**
 * A triangle that points up: base and height are `size`, the corner at the top is the sharpest (53°).
 * Its centre is the centroid. Points: `centre`, `top`, `left`, `right`.
 */
export function triangle(options: ShapeOptions = {}): Sprite {
  const { size, antiAlias } = checked('triangle', options, 1);
  const points = {
    centre: { x: size / 2, y: (2 * size) / 3 },
    top: { x: size / 2, y: 0 },
    left: { x: 0, y: size },
    right: { x: size, y: size },
  };
  const inside: Inside = (x, y, unit) => Math.abs(2 * x - size * unit) <= y;
  return drawn('triangle', size, size, points, inside, antiAlias);
}

/** An upright cross of two bars, each `stroke` (default 30 % of the size) wide. Points: `centre` and its tips `north`, `south`, `east`, `west`. */
export function cross(options: StrokeOptions = {}): Sprite {
  const { size, stroke, antiAlias } = checked('cross', options, 0.3);
  const inside: Inside = (x, y, unit) =>
    Math.min(Math.abs(2 * x - size * unit), Math.abs(2 * y - size * unit)) <= stroke * unit;
  return drawn('cross', size, size, compass(size, 0), inside, antiAlias);
}

/** A ring whose band is `stroke` (default 20 % of the size) wide. Points: `centre` and, amid the band, `north`, `south`, `east`, `west`. */
export function ring(options: StrokeOptions = {}): Sprite {
  const { size, stroke, antiAlias } = checked('ring', options, 0.2);
  const inside: Inside = (x, y, unit) => {
    const dx = 2 * x - size * unit;
    const dy = 2 * y - size * unit;
    const distance2 = dx * dx + dy * dy;
    const outer = size * unit;
    const inner = Math.max(0, size - 2 * stroke) * unit;
    return distance2 <= outer * outer && distance2 >= inner * inner;
  };
  return drawn('ring', size, size, compass(size, stroke / 2), inside, antiAlias);
}

/** A level bar, `size` long and `stroke` (default 24 % of the size) high. Points: `centre` and its ends `left`, `right`. */
export function bar(options: StrokeOptions = {}): Sprite {
  const { size, stroke, antiAlias } = checked('bar', options, 0.24);
  const y = stroke / 2;
  const points = { centre: { x: size / 2, y }, left: { x: 0, y }, right: { x: size, y } };
  return drawn('bar', size, stroke, points, () => true, antiAlias);
}

function drawn(
  name: string,
  width: number,
  height: number,
  points: SpritePoints,
  inside: Inside,
  antiAlias: boolean,
): Sprite {
  return makeSprite({ name, width, height, points, ink: () => coverage(width, height, inside, antiAlias) });
}

/** The centre and the four points at `inset` from the rim. */
function compass(size: number, inset: number): SpritePoints {
  const middle = size / 2;
  return {
    centre: { x: middle, y: middle },
    north: { x: middle, y: inset },
    south: { x: middle, y: size - inset },
    east: { x: size - inset, y: middle },
    west: { x: inset, y: middle },
  };
}

function checked(where: string, options: StrokeOptions, share: number): Required<StrokeOptions> {
  const { size = 100, antiAlias = true } = options;
  const { stroke = Math.max(2, 2 * Math.round((share * size) / 2)) } = options;
  const problems: string[] = [];
  if (!isEven(size, 4096)) problems.push(`size must be an even number in 2..4096, got ${size}`);
  else if (!isEven(stroke, size)) problems.push(`stroke must be an even number in 2..${size}, got ${stroke}`);
  reportProblems(where, problems);
  return { size, stroke, antiAlias };
}

function isEven(value: number, max: number): boolean {
  return value % 2 === 0 && value >= 2 && value <= max;
}
