// Rooms with lava on the floor, and a goal that is anywhere.
import { foldIn, randomBits } from '@saccade/math';
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
  /** What a place is like, a goal too: a unit for each column and for each row, of which its own are 1, all others 0, `[N·F]`. */
  readonly features: Float32Array;
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

/**
 * Four rooms of 7 × 7 squares, two by two, with doors in the middle of the walls between them and lava that ends an episode. Start and
 * goal are any two safe places. What is seen, `[2F]`, are the features of the place and of the goal.
 *
 * Source: the LavaWorld of Schaul et al. 2015, whose maps are not known; this one is ours.
 */
export function lavaGrid({ limit = 100 }: LavaGridOptions = {}): LavaGrid {
  whole('lavaGrid', 'limit', limit, 1);
  const grid = parseGrid(MAP);
  const safe = Int32Array.from(grid.deadly.keys()).filter((place) => grid.deadly[place] === 0);
  const count = grid.columns + grid.rows;
  const features = featuresOf(grid);
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
      seen.set(features.subarray(count * goal, count * (goal + 1)), count);
    },
  });
  const rooms = Int8Array.from(grid.x, (x, place) => roomOf(x, grid.y[place]));
  return { ...environment, safe, rooms, featureCount: count, features };
}

function roomOf(x: number, y: number): number {
  const isDoor = x % PITCH === PITCH - 1 || y % PITCH === PITCH - 1;
  return isDoor ? -1 : Math.floor(x / PITCH) + 2 * Math.floor(y / PITCH);
}

function featuresOf({ x, y, columns, rows }: Grid): Float32Array {
  const count = columns + rows;
  const features = new Float32Array(count * x.length);
  for (let place = 0; place < x.length; place++) {
    features[count * place + x[place]] = 1;
    features[count * place + columns + y[place]] = 1;
  }
  return features;
}
