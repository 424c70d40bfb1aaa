import type { FootprintSet } from '@saccade/tasks';
import { reportProblems } from './check.ts';
import { disc } from './disc.ts';

/** A receptive field: a disc at whole (x, y) from the fovea's centre. Pixels, y downwards. */
export interface Field {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Receptive fields that move together. */
export interface Retina {
  readonly fields: readonly Field[];
  /** Of the smallest circle about the centre that holds all fields, in pixels. */
  readonly diameter: number;
  /** The pixels of each field, relative to the fovea's centre. Fields of equal radius share a footprint. */
  readonly discs: FootprintSet;
}

/** A retina of your own layout: at least one field; whole x and y; radii of 1..1024 pixels. */
export function makeRetina(fields: readonly Field[]): Retina {
  const problems = fields.flatMap(({ x, y, radius }, i) => [
    ...(Number.isInteger(x) && Number.isInteger(y)
      ? []
      : [`field ${i}: x and y must be whole numbers, got (${x}, ${y})`]),
    ...(radius >= 1 && radius <= 1024 ? [] : [`field ${i}: radius must be in 1..1024 px, got ${radius}`]),
  ]);
  if (fields.length === 0) problems.push('fields must not be empty');
  reportProblems('makeRetina', problems);
  const byRadius = new Map(fields.map(({ radius }) => [radius, disc(radius)]));
  return {
    fields,
    diameter: 2 * Math.max(...fields.map(({ x, y, radius }) => Math.sqrt(x * x + y * y) + radius)),
    discs: {
      footprints: fields.map(({ radius }) => byRadius.get(radius)!),
      x: Int32Array.from(fields, ({ x }) => x),
      y: Int32Array.from(fields, ({ y }) => y),
    },
  };
}
