import { split } from '@saccade/math';
import type { Key } from '@saccade/math';
import { learnedEvaluator } from '@saccade/subgoals';
import type { GeneratorParams } from '@saccade/subgoals';
import { samplePlaneTasks } from '@saccade/tasks';
import type { PlaneTasks, PlaneWalk } from '@saccade/tasks';
import type { Drawing } from '../contract/types.ts';
import { costMap } from '../subgoals/cost-map.ts';
import { drawPlane } from '../subgoals/draw-plane.ts';
import { taskAt, wayThrough } from '../subgoals/planes.ts';
import { walk } from './judge.ts';
import type { Planning } from './judge.ts';
import type { Learners } from './nets.ts';
import type { Equipment } from './phases.ts';
import { wayOptions } from './world.ts';

const SQUARES = 6;
/** Among so many squares, misses are looked for, so that the report does not hide them. */
const SEARCHED = 200;
const MISSES = 2;
/** Squares that are drawn as training went on. */
const WATCHED = 2;
const STAGE_COLOURS = ['#bbb', '#8ad', '#48c', '#c22'];

type Walked = ReturnType<typeof walk>;

/** Walks in fresh squares, how plans came about, and what E expects. The key is consumed. */
export function drawLearned(
  equipment: Equipment,
  world: PlaneWalk,
  planner: Planning,
  learners: Learners,
  kept: readonly GeneratorParams[],
  key: Key,
): Drawing[] {
  const [kFresh, kWatched] = split(key, 2);
  const watched = samplePlaneTasks(wayOptions, kWatched, WATCHED);
  return [
    ...drawFresh(equipment, world, planner, learners, samplePlaneTasks(wayOptions, kFresh, SEARCHED)),
    ...drawStages(planner, learners, watched, kept),
    ...Array.from({ length: WATCHED }, (_, b) => drawCosts(learners, taskAt(watched, b))),
  ];
}

function drawFresh(
  { policy, flatPolicy }: Equipment,
  world: PlaneWalk,
  planner: Planning,
  { controller, evaluator, generator, flat }: Learners,
  tasks: PlaneTasks,
): Drawing[] {
  const places = planner.places(generator.params, evaluator.params, tasks, true);
  const ours = walk(world, policy, controller.params, tasks, places);
  const flatOnes = walk(world, flatPolicy, flat.params, tasks);
  const all = Array.from(ours.arrived.keys());
  const well = (b: number): boolean => ours.arrived[b] === 1 && ours.touched[b] === 0;
  const misses = all.filter((b) => !well(b)).slice(0, MISSES);
  return [...all.filter(well).slice(0, SQUARES - misses.length), ...misses].map((b) => ({
    title: well(b) ? `At the goal after ${ours.steps[b]} steps` : 'A miss',
    caption: 'Red: the plan, dots are subgoals, and how C followed it. Blue: the flat controller.',
    svg: drawPlane({
      ...{ label: 'Discs, plan and walks', size: tasks.size, circles: taskAt(tasks, b).circles },
      ways: [
        { places: pathOf(flatOnes, b), colour: '#47b', width: 0.6 },
        { places: wayThrough(tasks, places, b), colour: '#e99', width: 0.4, dots: true },
        { places: pathOf(ours, b), colour: '#c22' },
      ],
    }),
  }));
}

function pathOf({ path, steps }: Walked, b: number): number[] {
  return path.slice(0, steps[b] + 1).flatMap((positions) => [...positions.subarray(2 * b, 2 * b + 2)]);
}

function drawStages(
  planner: Planning,
  learners: Learners,
  tasks: PlaneTasks,
  kept: readonly GeneratorParams[],
): Drawing[] {
  const stages = kept.map((params) => planner.places(params, learners.evaluator.params, tasks, false));
  return Array.from({ length: WATCHED }, (_, b) => ({
    title: 'Subgoals move as S learns',
    caption:
      'The plan of the untrained S is grey, later ones are blue, that of the trained S is red; none is refined.',
    svg: drawPlane({
      ...{ label: 'Plans at stages of training', size: tasks.size, circles: taskAt(tasks, b).circles },
      ways: stages.map((places, stage) => ({
        places: wayThrough(tasks, places, b),
        colour: STAGE_COLOURS[stage],
        dots: true,
      })),
    }),
  }));
}

function drawCosts({ evaluator }: Learners, task: PlaneTasks): Drawing {
  const { size, circles } = task;
  return {
    title: 'What one subgoal would cost, as E has learned',
    caption: '½E² of both legs, by where the subgoal is: the darker, the more.',
    svg: drawPlane({
      ...{ label: 'Costs of one subgoal at each place', size, circles, look: 'outlines' },
      map: costMap(learnedEvaluator(evaluator.params), task),
      ways: [{ places: wayThrough(task, new Float32Array(0), 0), colour: '#888', width: 0.4, dashed: true }],
    }),
  };
}
