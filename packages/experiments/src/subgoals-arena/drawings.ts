import { disposeTree, split, tidy, values } from '@saccade/math';
import type { Key } from '@saccade/math';
import type { GeneratorParams } from '@saccade/subgoals';
import { clearances } from '@saccade/tasks';
import type { PlaneTasks } from '@saccade/tasks';
import type { Drawing } from '../contract/types.ts';
import { costMap } from '../subgoals/cost-map.ts';
import { drawPlane } from '../subgoals/draw-plane.ts';
import { situationOf, taskAt, wayThrough } from '../subgoals/planes.ts';
import type { ArenaWays } from './arena-task.ts';

const ARENAS = 6;
/** Among so many arenas, misses are looked for, so that the report does not hide them. */
const SEARCHED = 400;
const MISSES = 2;
/** Arenas that are drawn as training went on. */
const WATCHED = 2;
const STAGE_COLOURS = ['#bbb', '#8ad', '#48c', '#c22'];

/** Ways in fresh arenas, how they came about, and what E expects. */
export function drawArenas(
  ways: ArenaWays,
  params: GeneratorParams,
  key: Key,
  kept: readonly GeneratorParams[],
): Drawing[] {
  const [kFresh, kWatched] = split(key, 2);
  const watched = ways.sample(kWatched, WATCHED);
  return [
    ...drawFresh(ways, params, ways.sample(kFresh, SEARCHED)),
    ...drawStages(ways, watched, kept),
    ...Array.from({ length: WATCHED }, (_, b) => drawCosts(ways, taskAt(watched, b))),
  ];
}

function placesBy(ways: ArenaWays, params: GeneratorParams, tasks: PlaneTasks): Float32Array {
  const situation = situationOf(tasks);
  const places = tidy(() => values<Float32Array>(ways.best(params, situation)));
  disposeTree(situation);
  return places;
}

function drawFresh(ways: ArenaWays, params: GeneratorParams, tasks: PlaneTasks): Drawing[] {
  const places = placesBy(ways, params, tasks);
  const far = clearances(tasks, places);
  const all = Array.from(far.keys());
  const misses = all.filter((b) => far[b] <= 0).slice(0, MISSES);
  const chosen = [...all.filter((b) => far[b] > 0).slice(0, ARENAS - misses.length), ...misses];
  return chosen.map((b) => ({
    title: far[b] > 0 ? 'A way past the discs' : 'A miss',
    caption: `Dots are subgoals. The way keeps ${far[b].toFixed(2)} from discs and walls.`,
    svg: drawPlane({
      ...{ label: 'Discs and the way through subgoals', size: tasks.size, circles: taskAt(tasks, b).circles },
      ways: [{ places: wayThrough(tasks, places, b), colour: '#c22', dots: true }],
    }),
  }));
}

function drawStages(ways: ArenaWays, tasks: PlaneTasks, kept: readonly GeneratorParams[]): Drawing[] {
  const stages = kept.map((params) => placesBy(ways, params, tasks));
  return Array.from({ length: WATCHED }, (_, b) => ({
    title: 'Subgoals move as S learns',
    caption: 'The way of the untrained S is grey, later ones are blue, that of the trained S is red.',
    svg: drawPlane({
      ...{ label: 'Ways at stages of training', size: tasks.size, circles: taskAt(tasks, b).circles },
      ways: stages.map((places, stage) => ({
        places: wayThrough(tasks, places, b),
        colour: STAGE_COLOURS[stage],
        dots: true,
      })),
    }),
  }));
}

function drawCosts(ways: ArenaWays, task: PlaneTasks): Drawing {
  const { size, circles } = task;
  return {
    title: 'What one subgoal would cost',
    caption: '½E² of both legs, by where the subgoal is: the darker, the more.',
    svg: drawPlane({
      ...{ label: 'Costs of one subgoal at each place', size, circles, look: 'outlines' },
      map: costMap(ways.evaluator, task),
      ways: [{ places: wayThrough(task, new Float32Array(0), 0), colour: '#888', width: 0.4, dashed: true }],
    }),
  };
}
