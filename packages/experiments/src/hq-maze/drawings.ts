// Pictures of a maze and of those who walk through it: where each agent was at work, and what it would do elsewhere.
import type { HqTables, HqTrial } from '@saccade/subgoals';
import type { HqMaze } from '@saccade/tasks';
import type { Drawing } from '../contract/types.ts';

const CELL = 26;
const SMALL = 13;
const WAYS = 4;
/** Colours that differ, for agents in turn. */
const COLOURS = ['#d62', '#27c', '#2a4', '#a3b', '#c90', '#0aa', '#e37', '#666'];

/** The greedy way, coloured by who was active, and what each of them has learned. */
export function drawMaze(maze: HqMaze, tables: HqTables, trial: HqTrial): Drawing[] {
  const { steps, reached, agents } = trial;
  const active = Array.from({ length: agents }, (_, agent) => agent);
  const turns = `${agents} ${agents === 1 ? 'agent' : 'agents'} in turn`;
  return [
    {
      title: reached ? `To the goal in ${steps} steps` : `Not at the goal after ${steps} steps`,
      caption: `The greedy way from S to G: ${turns}. A ring is where an agent sees its subgoal and hands over.`,
      svg: picture(maze, CELL, `A maze and the way of ${turns}`, wayOf(maze, trial)),
    },
    ...active.map((agent) => ({
      title: `What agent ${agent + 1} would do`,
      caption:
        trial.subgoals[agent] < 0
          ? 'The last agent. It has no subgoal.'
          : 'Its best action everywhere. Coloured are the places that look like its subgoal.',
      svg: picture(maze, SMALL, `The policy of agent ${agent + 1}`, policyOf(maze, tables, trial, agent)),
    })),
  ];
}

type Draw = (cell: number) => string[];

function picture({ grid }: HqMaze, cell: number, label: string, draw: Draw): string {
  const [width, height] = [grid.columns * cell + 2, grid.rows * cell + 2];
  const squares = Array.from(
    grid.x,
    (x, place) =>
      `<rect x="${x * cell}" y="${grid.y[place] * cell}" width="${cell}" height="${cell}" fill="#fff" stroke="#eee" stroke-width="0.5"/>`,
  );
  const marks = [
    [grid.start, 'S'],
    [grid.goal, 'G'],
  ].map(
    ([place, mark]) =>
      `<text x="${(grid.x[Number(place)] + 0.5) * cell}" y="${(grid.y[Number(place)] + 0.78) * cell}" font-size="${cell * 0.75}" fill="#999" text-anchor="middle">${mark}</text>`,
  );
  const shown = Math.round(2.2 * grid.columns * Math.sqrt(cell * SMALL));
  const size = `viewBox="-1 -1 ${width} ${height}" width="${shown}" height="${shown}"`;
  const ground = `<rect x="-1" y="-1" width="${width}" height="${height}" fill="#444"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${label}" font-family="sans-serif">${[ground, ...squares, ...marks, ...draw(cell)].join('')}</svg>`;
}

const colourOf = (agent: number): string => COLOURS[agent % COLOURS.length];

/** One line for each agent, a little beside that of the one before it: they may use the same squares. */
function wayOf({ grid }: HqMaze, { places, begins, agents, steps }: HqTrial): Draw {
  return (cell) => {
    const point = (t: number, agent: number): string => {
      const aside = ((agent % 5) - 2) * 0.07 * cell;
      const [x, y] = [grid.x, grid.y].map((axis) => (axis[places[t]] + 0.5) * cell + aside);
      return `${round(x)},${round(y)}`;
    };
    return Array.from({ length: agents }, (_, agent) => {
      const end = agent + 1 < agents ? begins[agent + 1] : steps;
      const line = Array.from({ length: end - begins[agent] + 1 }, (_, i) => point(begins[agent] + i, agent));
      const [x, y] = line[line.length - 1].split(',');
      const handover =
        agent + 1 < agents
          ? `<circle cx="${x}" cy="${y}" r="${cell * 0.3}" fill="none" stroke="${colourOf(agent)}" stroke-width="2"/>`
          : '';
      return `<polyline points="${line.join(' ')}" fill="none" stroke="${colourOf(agent)}" stroke-width="3" stroke-linejoin="round"/>${handover}`;
    });
  };
}

/** North, east, south, west. */
const DIRECTIONS = [
  [0, -1],
  [1, 0],
  [0, 1],
  [-1, 0],
];

function policyOf(
  { grid, observed, observations }: HqMaze,
  { q }: HqTables,
  { subgoals }: HqTrial,
  agent: number,
): Draw {
  return (cell) =>
    Array.from(grid.x, (column, place) => {
      const row = (agent * observations + observed[place]) * WAYS;
      const worth = q.subarray(row, row + WAYS);
      const [dx, dy] = DIRECTIONS[worth.indexOf(Math.max(...worth))];
      const [x, y] = [(column + 0.5) * cell, (grid.y[place] + 0.5) * cell];
      const mark =
        observed[place] === subgoals[agent]
          ? `<rect x="${column * cell}" y="${grid.y[place] * cell}" width="${cell}" height="${cell}" fill="${colourOf(agent)}" fill-opacity="0.35"/>`
          : '';
      const [tail, head, side] = [0.3, 0.35, 0.18].map((share) => share * cell);
      const points = [
        [x + dx * head, y + dy * head],
        [x - dx * tail + dy * side, y - dy * tail + dx * side],
        [x - dx * tail - dy * side, y - dy * tail - dx * side],
      ].map((corner) => corner.map(round).join(','));
      return `${mark}<polygon points="${points.join(' ')}" fill="${colourOf(agent)}"/>`;
    });
}

function round(value: number): number {
  return Math.round(100 * value) / 100;
}
