// Pictures of the maze: the ways that C takes for both flags, and what M foretells of them.
import { split, tidy, values } from '@saccade/math';
import type { Key } from '@saccade/math';
import type { Environment } from '@saccade/tasks';
import { actor, dream, dreamStart, imaginedRewards, momentOf, openLoop } from '@saccade/world-model';
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
export function drawMaze(parts: MazeParts, controller: NetParams, model: NetParams, key: Key): Drawing[] {
  const watched = watch(parts, controller, model, key);
  return FLAGS.flatMap((name, flag) => {
    const b = watched.states[0].flags.indexOf(flag);
    return b < 0 ? [] : drawWalk(watched, { name, b, corridor: parts.options.corridor });
  });
}

/** Walkers in the world, and what both nets make of it, `[T, B, …]` each. */
interface Walks {
  readonly states: readonly FeltMazeState[];
  readonly seen: Float32Array;
  readonly felt: Float32Array;
  readonly done: Float32Array;
  /** By M, who sees the first step and all actions. */
  readonly foreseen: Float32Array;
  readonly forefelt: Float32Array;
  /** C in M. */
  readonly dreamtDone: Float32Array;
  readonly dreamtFelt: Float32Array;
}

function watch({ nets, maze, options }: MazeParts, controller: NetParams, model: NetParams, key: Key): Walks {
  const walkers = actor(nets.controller, maze, WALKERS);
  try {
    return tidy(() => {
      const begin = walkers.begin(controller, split(key, 1)[0]);
      const { experience, states } = walkers.live(controller, begin, lengthOf(options));
      const forecast = openLoop(nets.model, model, experience, 1);
      const params = { controller, model };
      const start = dreamStart(nets, params, momentOf(experience, 0));
      const dreamt = dream(nets, params, start, { steps: lengthOf(options) });
      const { observations, rewards, actions } = experience;
      const [seen, felt, done, foreseen, forefelt, dreamtDone, dreamtFelt] = [
        ...[observations, rewards, actions, forecast.observations, imaginedRewards(nets.model, forecast)],
        ...[dreamt.actions, imaginedRewards(nets.model, dreamt)],
      ].map((tensor) => values<Float32Array>(tensor));
      return { states, seen, felt, done, foreseen, forefelt, dreamtDone, dreamtFelt };
    });
  } finally {
    walkers.dispose();
  }
}

/** One walker. */
function drawWalk(
  { states, ...of }: Walks,
  { name, b, corridor }: { readonly name: string; readonly b: number; readonly corridor: number },
): Drawing[] {
  const rows = (all: Float32Array, names: readonly string[], from: number): Strip[] =>
    stripsOf(all, names, { b, from });
  const [done, felt] = [rows(of.done, WAYS, 0), rows(of.felt, FEELINGS, 1)];
  return [
    {
      title: `The way for the flag in the ${name}`,
      caption: 'From the flag in the west to the fork in the east; the right arm is green.',
      svg: wayPicture(states, b, corridor),
    },
    {
      title: `What M foretells for the flag in the ${name}`,
      caption:
        'What C does, what came of it, and what M foretold, who saw the first step and all actions and nothing else.',
      svg: timeStrips({
        label: 'Actions, observations and feelings over time, and what M foretold of them',
        groups: [
          done,
          rows(of.seen, INPUTS, 1),
          rows(of.foreseen, INPUTS, 0).map(called('foretold')),
          felt,
          rows(of.forefelt, FEELINGS, 0).map(called('foretold')),
        ],
      }),
    },
    {
      title: `The dream beside the world for the flag in the ${name}`,
      caption:
        'What C does and feels in the world, and in M, which has seen the first step and nothing else.',
      svg: timeStrips({
        label: 'Actions and feelings over time, in the world and dreamt',
        groups: [
          done,
          rows(of.dreamtDone, WAYS, 0).map(called('dreamt')),
          felt,
          rows(of.dreamtFelt, FEELINGS, 0).map(called('dreamt')),
        ],
      }),
    },
  ];
}

function called(how: string): (strip: Strip) => Strip {
  return ({ name, values: numbers }) => ({ name: `${name}, ${how}`, values: numbers });
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
