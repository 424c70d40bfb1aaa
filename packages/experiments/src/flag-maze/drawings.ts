// Pictures of the maze: the ways that C takes for both flags, and what M foretells of them.
import { split, tidy, values } from '@saccade/math';
import type { Key } from '@saccade/math';
import type { Environment } from '@saccade/tasks';
import { actor, imaginedRewards, openLoop } from '@saccade/world-model';
import type { Drawing } from '../contract/types.ts';
import { timeStrips } from '../time-strips.ts';
import type { Strip } from '../time-strips.ts';
import { FEELINGS } from './felt-maze.ts';
import type { FeltMazeState } from './felt-maze.ts';
import type { MazeNets, NetParams } from './nets.ts';
import { lengthOf } from './options.ts';
import type { MazeOptions } from './options.ts';

const INPUTS = ['flag north', 'flag south', 'wall north', 'wall east', 'wall south', 'wall west'];
const WAYS = ['north', 'east', 'south', 'west'];
const FLAGS = ['north', 'south'];
/** So many walkers have both flags among them, but for one chance in 2¹⁵. */
const WALKERS = 16;
const [CELL, MARGIN] = [44, 16];

/** What is drawn. */
export interface MazeParts {
  readonly nets: MazeNets;
  readonly maze: Environment<FeltMazeState>;
  readonly options: MazeOptions;
}

/** Weights stay. The key is consumed. */
export function drawMaze(
  { nets, maze, options }: MazeParts,
  controller: NetParams,
  model: NetParams,
  key: Key,
): Drawing[] {
  const [kWorld] = split(key, 1);
  const walkers = actor(nets.controller, maze, WALKERS);
  try {
    return tidy(() => {
      const begin = walkers.begin(controller, kWorld);
      const { experience, states } = walkers.live(controller, begin, lengthOf(options));
      const forecast = openLoop(nets.model, model, experience, 1);
      const [seen, felt, done, foreseen, forefelt] = [
        ...[experience.observations, experience.rewards, experience.actions],
        ...[forecast.observations, imaginedRewards(nets.model, forecast)],
      ].map((tensor) => values<Float32Array>(tensor));
      return FLAGS.flatMap((name, flag) => {
        const b = states[0].flags.indexOf(flag);
        if (b < 0) return [];
        const rows = (all: Float32Array, names: readonly string[], from: number): Strip[] =>
          stripsOf(all, names, { b, from });
        return [
          {
            title: `The way for the flag in the ${name}`,
            caption: 'From the flag in the west to the fork in the east; the right arm is green.',
            svg: wayPicture(states, b, options.corridor),
          },
          {
            title: `What M foretells for the flag in the ${name}`,
            caption:
              'What C does, what came of it, and what M foretold, who saw the first step and all actions and nothing else.',
            svg: timeStrips({
              label: 'Actions, observations and feelings over time, and what M foretold of them',
              groups: [
                rows(done, WAYS, 0),
                rows(seen, INPUTS, 1),
                rows(foreseen, INPUTS, 0).map(foretold),
                rows(felt, FEELINGS, 1),
                rows(forefelt, FEELINGS, 0).map(foretold),
              ],
            }),
          },
        ];
      });
    });
  } finally {
    walkers.dispose();
  }
}

function foretold({ name, values: numbers }: Strip): Strip {
  return { name: `${name}, foretold`, values: numbers };
}

/** Rows of `[T, B, names]` for walker `b`, from a step on. */
function stripsOf(
  all: Float32Array,
  names: readonly string[],
  { b, from }: { readonly b: number; readonly from: number },
): Strip[] {
  const width = names.length * WALKERS;
  const steps = all.length / width - from;
  return names.map((name, i) => ({
    name,
    values: Array.from({ length: steps }, (_, t) => all[(t + from) * width + b * names.length + i]),
  }));
}

function wayPicture(states: readonly FeltMazeState[], b: number, corridor: number): string {
  const at = (column: number, row: number): [number, number] => [
    MARGIN + (column + 0.5) * CELL,
    MARGIN + (row + 1.5) * CELL,
  ];
  const right = states[0].flags[b] === 0 ? -1 : 1;
  const room = (column: number, row: number): string => {
    const [x, y] = at(column, row);
    const fill = row === right ? '#cec' : row === 0 ? '#eee' : '#ecc';
    return `<rect x="${x - CELL / 2}" y="${y - CELL / 2}" width="${CELL}" height="${CELL}" fill="${fill}" stroke="#999"/>`;
  };
  const rooms = Array.from({ length: corridor + 1 }, (_, column) => room(column, 0));
  const path = states.map(({ x, y }) => at(x[b], y[b]).join(' ')).join('L');
  const [flagX, flagY] = at(0, 0);
  const [endX, endY] = at(states[states.length - 1].x[b], states[states.length - 1].y[b]);
  const [width, height] = [2 * MARGIN + (corridor + 1) * CELL, 2 * MARGIN + 3 * CELL];
  const parts = [
    ...[...rooms, room(corridor, -1), room(corridor, 1)],
    `<text x="${flagX}" y="${flagY + right * 14 + 5}" text-anchor="middle">⚑</text>`,
    `<path d="M${path}" fill="none" stroke="#26c" stroke-width="3" stroke-linejoin="round"/>`,
    `<circle cx="${endX}" cy="${endY}" r="6" fill="#26c"/>`,
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The way that was taken" font-family="sans-serif" font-size="16">${parts.join('')}</svg>`;
}
