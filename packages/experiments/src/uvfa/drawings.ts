// Maps of what every place is worth for one goal, by full Q-learning and by those that never had a table for it.
import { randomBits } from '@saccade/math';
import type { Key } from '@saccade/math';
import { pickFrom } from '@saccade/tasks';
import type { Drawing } from '../contract/types.ts';
import { WAYS } from './goal-tables.ts';
import type { ValueOf } from './goal-tables.ts';
import type { Judged } from './judge.ts';
import type { UvfaProblem } from './problem.ts';

const CELL = 12;
const GAP = 14;

/** A goal of each kind, drawn at random; the key is consumed. */
export function drawValues(problem: UvfaProblem, judged: Judged, key: Key): Drawing[] {
  const { trained, heldOut, room } = problem.goals;
  const words = randomBits(key, 3);
  const kinds: [string, readonly number[]][] = [
    ['A goal of training', trained],
    ['A goal that training never saw', heldOut],
    ['A goal in the room that training never saw', room],
  ];
  return kinds.flatMap(([title, among], kind) => {
    const goal = among[pickFrom(words[kind], among.length)];
    const maps: [string, ValueOf][] = [
      ['full Q-learning', judged.full],
      ['two streams', judged.streams],
      ['one net', judged.oneNet],
    ];
    return {
      title,
      caption:
        'What the best action is worth, by place: white 0, orange 1. The ring is the goal, red is lava.',
      svg: picture(problem, goal, maps),
    };
  });
}

function picture(problem: UvfaProblem, goal: number, maps: readonly [string, ValueOf][]): string {
  const { columns, rows } = problem.grid.grid;
  const [width, height] = [columns * CELL, rows * CELL];
  const body = maps.map(([name, valueOf], i) => {
    const words = `<text x="${width / 2}" y="${height + 13}" font-size="11" text-anchor="middle">${name}</text>`;
    return `<g transform="translate(${i * (width + GAP)} 0)">${valueMap(problem, goal, valueOf)}${words}</g>`;
  });
  const whole = maps.length * (width + GAP) - GAP;
  const size = `viewBox="0 0 ${whole} ${height + 18}" width="${whole}" height="${height + 18}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="Maps of values" font-family="sans-serif">${body.join('')}</svg>`;
}

function valueMap({ grid: { grid, safe } }: UvfaProblem, goal: number, valueOf: ValueOf): string {
  const at = (place: number): string => `x="${grid.x[place] * CELL}" y="${grid.y[place] * CELL}"`;
  const square = (place: number, style: string): string =>
    `<rect ${at(place)} width="${CELL}" height="${CELL}" ${style}/>`;
  const ground = `<rect width="${grid.columns * CELL}" height="${grid.rows * CELL}" fill="#444"/>`;
  const lava = Array.from(grid.deadly.keys())
    .filter((place) => grid.deadly[place] === 1)
    .map((place) => square(place, 'fill="#c22"'));
  const places = Array.from(safe, (place, state) => {
    const worth = Math.max(...Array.from({ length: WAYS }, (_, way) => valueOf(state, way, goal)));
    const share = state === goal ? 1 : Math.min(Math.max(worth, 0), 1);
    return square(place, 'fill="#fff"') + square(place, `fill="#d70" fill-opacity="${share.toFixed(2)}"`);
  });
  const [x, y] = [grid.x, grid.y].map((axis) => (axis[safe[goal]] + 0.5) * CELL);
  const ring = `<circle cx="${x}" cy="${y}" r="${CELL * 0.33}" fill="none" stroke="#000" stroke-width="1.5"/>`;
  return [ground, ...lava, ...places, ring].join('');
}
