// A maze in which nearly everything looks like something else: who does not remember, does not arrive.
import { whole } from './check.ts';
import { parseGrid, wallBits, WAYS } from './grid.ts';
import { walkGrid } from './grid-walk.ts';
import type { GridEnvironment } from './grid-walk.ts';

/** Options of {@link hqMaze}. */
export interface HqMazeOptions {
  /** An episode is truncated after so many steps, ≥ 28. Default 1,000. */
  readonly limit?: number;
}

/** The maze as an environment, and as tables. `N` places. */
export interface HqMaze extends GridEnvironment {
  /** Steps of the shortest way from start to goal. */
  readonly optimum: number;
  /** How many views there are. */
  readonly observations: number;
  /** Which of them is had at each place, numbered as they come row by row, `[N]`. */
  readonly observed: Uint8Array;
}

const MAP = `
#........#
##..#..#..
S..#......
#########.
G....#....
#.##.###..
..##......
#.....#.##
....###...
######....
`;
const OPTIMUM = 28;

/**
 * 62 places on 10 × 10 squares. What is seen is whether there is a wall in the north, east, south and west, `[4]`: 9 views in all. The
 * goal is two squares below the start, and 28 steps away. No way of acting by the view alone leads there, unless by chance; three
 * such ways, one after the other, can.
 *
 * Source: Wiering & Schmidhuber 1997, whose map is in a figure. This one is ours, with the figures that they give.
 */
export function hqMaze({ limit = 1000 }: HqMazeOptions = {}): HqMaze {
  whole('hqMaze', 'limit', limit, OPTIMUM);
  const grid = parseGrid(MAP);
  const walls = wallBits(grid);
  const views = Array.from(new Set(walls));
  const environment = walkGrid({
    ...{ name: 'hqMaze', grid, limit, observationSize: WAYS },
    begin: () => [grid.start, grid.goal],
    see: (place, _, seen) => {
      for (let way = 0; way < WAYS; way++) seen[way] = (walls[place] >> way) & 1;
    },
  });
  return {
    ...environment,
    optimum: OPTIMUM,
    observations: views.length,
    observed: walls.map((bits) => views.indexOf(bits)),
  };
}
