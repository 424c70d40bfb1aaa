// Rooms with lava on the floor, and a goal that is anywhere.
import { foldIn, randomBits } from '@saccade/math';
import { exp } from '@saccade/math/portable';
import { whole } from './check.ts';
import { parseGrid } from './grid.ts';
import type { Grid } from './grid.ts';
import { walkGrid } from './grid-walk.ts';
import type { GridEnvironment } from './grid-walk.ts';
import { pickFrom } from './word-source.ts';

/** Options of {@link lavaGrid}. */
export interface LavaGridOptions {
  /** An episode is truncated after so many steps, ≥ 1. Default 100. */
  readonly limit?: number;
}

/** The rooms as an environment, and as tables. `N` places, `F` features. */
export interface LavaGrid extends GridEnvironment {
  /** The places without lava, where one can be and want to go, in order. */
  readonly safe: Int32Array;
  /** The room of each place, 0 … 3; −1 in a door, `[N]`. */
  readonly rooms: Int8Array;
  /** `F` */
  readonly featureCount: number;
  /** What a place is like, each number in 0..1, `[N·F]`. */
  readonly features: Float32Array;
  /** What a goal is like: the same, but that units of neighbouring columns and rows overlap, `[N·F]`. */
  readonly goalFeatures: Float32Array;
}

const MAP = `
.......#.......
.~..~..#.~..~..
.......#.......
..~..~...~..~..
.......#.......
.~..~..#..~..~.
.......#.......
###.#######.###
.......#.......
.~..~..#.~..~..
.......#.......
..~..~...~..~..
.......#.......
.~..~..#..~..~.
.......#.......
`;
/** Squares from one room to the next, the wall included. */
const PITCH = 8;
const FEATURES = 2 * PITCH + 4;
/** Standard deviation of the units of goals, squares: who has learned what it takes to go to some goals should know of those between. */
const WIDTH = 1.5;

/**
 * Four rooms of 7 × 7 squares, two by two, with doors in the middle of the walls between them and lava that ends an episode. Start and
 * goal are any two safe places. What is seen, `[2F]`, are the features of the place and of the goal: column and row within the
 * room, one unit for each; the same as numbers; and in which column and row of rooms.
 *
 * Source: the LavaWorld of Schaul et al. 2015, whose maps are not known; this one is ours.
 */
export function lavaGrid({ limit = 100 }: LavaGridOptions = {}): LavaGrid {
  whole('lavaGrid', 'limit', limit, 1);
  const grid = parseGrid(MAP);
  const safe = Int32Array.from(grid.deadly.keys()).filter((place) => grid.deadly[place] === 0);
  const count = FEATURES;
  const features = featuresOf(grid, 0);
  const goalFeatures = featuresOf(grid, WIDTH);
  const environment = walkGrid({
    ...{ name: 'lavaGrid', grid, limit, observationSize: 2 * count },
    begin: (key, b) => {
      const [first, second] = randomBits(foldIn(key, b), 2);
      const start = pickFrom(first, safe.length);
      // Any of the others.
      const goal = (start + 1 + pickFrom(second, safe.length - 1)) % safe.length;
      return [safe[start], safe[goal]];
    },
    see: (place, goal, seen) => {
      seen.set(features.subarray(count * place, count * (place + 1)));
      seen.set(goalFeatures.subarray(count * goal, count * (goal + 1)), count);
    },
  });
  const rooms = Int8Array.from(grid.x, (x, place) => roomOf(x, grid.y[place]));
  return { ...environment, safe, rooms, featureCount: FEATURES, features, goalFeatures };
}

function roomOf(x: number, y: number): number {
  const isDoor = x % PITCH === PITCH - 1 || y % PITCH === PITCH - 1;
  return isDoor ? -1 : Math.floor(x / PITCH) + 2 * Math.floor(y / PITCH);
}

/** @param width - of the units, 0: one unit alone is on. */
function featuresOf({ x, y }: Grid, width: number): Float32Array {
  const features = new Float32Array(FEATURES * x.length);
  for (let place = 0; place < x.length; place++) {
    const own = features.subarray(FEATURES * place, FEATURES * (place + 1));
    [x[place], y[place]].forEach((position, axis) => {
      const within = position % PITCH;
      for (let unit = 0; unit < PITCH; unit++) {
        const distance = unit - within;
        const overlap = width > 0 ? exp(-(distance * distance) / (2 * width * width)) : 0;
        own[axis * PITCH + unit] = distance === 0 ? 1 : overlap;
      }
      own[2 * PITCH + axis] = within / (PITCH - 1);
      // A door is between two rooms.
      own[2 * PITCH + 2 + axis] = within === PITCH - 1 ? 0.5 : Math.floor(position / PITCH);
    });
  }
  return features;
}
