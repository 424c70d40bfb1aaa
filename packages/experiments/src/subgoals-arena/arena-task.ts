import {
  adam,
  compile,
  constantSchedule,
  cosineDecay,
  disposeTree,
  tidy,
  trainer,
  values,
} from '@saccade/math';
import type { Key, Optimiser, Tensor3D } from '@saccade/math';
import { bestPlan, chainObjective, discEvaluator, initGenerator } from '@saccade/subgoals';
import { recurrentPlan, refinePlans, staticPlan } from '@saccade/subgoals';
import type { Evaluator, GeneratorParams, Planner, Situation } from '@saccade/subgoals';
import { clearances, samplePlaneTasks } from '@saccade/tasks';
import type { PlaneTasks } from '@saccade/tasks';
import type { BatchTask } from '../batches/batch-run.ts';
import { meansInChunks } from '../in-chunks.ts';
import type { Metrics } from '../contract/types.ts';
import { lengthOf, situationOf, wayThrough } from '../subgoals/planes.ts';
import { drawArenas } from './drawings.ts';
import type { SubgoalsArenaOptions } from './options.ts';

/** Shares of training after which the generator is kept, for pictures. The first: as it began. */
const STAGES = [0, 0.02, 0.1, 1];

/** What finds ways in arenas. */
export interface ArenaWays {
  readonly evaluator: Evaluator;
  /** Squares with discs; the key is consumed. */
  sample(key: Key, count: number): PlaneTasks;
  /** The plan that E likes best, `[B, K, 2]`. */
  best(params: GeneratorParams, situation: Situation): Tensor3D;
  /** The same of plans that have descended E. */
  refined(params: GeneratorParams, situation: Situation): Tensor3D;
}

/** Three discs between two corners: a generator that learns all such arenas through an analytic evaluator. */
export function arenaTask(options: SubgoalsArenaOptions): BatchTask<GeneratorParams, Situation> {
  const { subgoals, proposals, lookers, hidden, updates, batch, discs, refineSteps } = options;
  const evaluator = discEvaluator(options);
  const planner: Planner = options.generator === 'static' ? staticPlan : recurrentPlan;
  const training = trainer(optimiserOf(options), (params: GeneratorParams, situation: Situation) =>
    chainObjective(evaluator, situation, planner(params, situation, subgoals)),
  );
  const best = compile((params: GeneratorParams, situation: Situation) =>
    bestPlan(evaluator, situation, planner(params, situation, subgoals)),
  );
  const refined = compile((params: GeneratorParams, situation: Situation) => {
    const plans = planner(params, situation, subgoals);
    return bestPlan(evaluator, situation, refinePlans(evaluator, situation, plans, { steps: refineSteps }));
  });
  const ways: ArenaWays = {
    ...{ evaluator, best, refined },
    sample: (key, count) => samplePlaneTasks({ circles: [discs, discs], blocking: true }, key, count),
  };
  return {
    name: 'subgoals-arena',
    updates,
    stages: STAGES.map((share) => Math.round(share * updates)),
    init: (key) => initGenerator({ lookers, hidden, proposals }, key),
    trainer: () => training,
    batch: (key) => situationOf(ways.sample(key, batch)),
    evaluate: (params, untrained, key, episodes) =>
      meansInChunks(key, episodes, (kChunk, size) =>
        judge(ways, params, untrained, ways.sample(kChunk, size)),
      ),
    draw: (params, key, kept) => drawArenas(ways, params, key, kept),
    dispose: () => [training, best, refined].forEach((each) => each.dispose()),
  };
}

function optimiserOf({ lr, updates }: SubgoalsArenaOptions): Optimiser {
  return adam({ learningRate: lr > 0 ? cosineDecay({ start: lr, steps: updates }) : constantSchedule(lr) });
}

function judge(
  ways: ArenaWays,
  params: GeneratorParams,
  untrained: GeneratorParams,
  tasks: PlaneTasks,
): Metrics {
  const situation = situationOf(tasks);
  const placesOf = (find: ArenaWays['best'], by: GeneratorParams): Float32Array =>
    tidy(() => values<Float32Array>(find(by, situation)));
  const places = placesOf(ways.best, params);
  const metrics = {
    success: shareClear(tasks, places),
    refinedSuccess: shareClear(tasks, placesOf(ways.refined, params)),
    untrainedSuccess: shareClear(tasks, placesOf(ways.best, untrained)),
    untrainedRefinedSuccess: shareClear(tasks, placesOf(ways.refined, untrained)),
    straightSuccess: shareClear(tasks, new Float32Array(0)),
    detour: meanDetour(tasks, places),
  };
  disposeTree(situation);
  return metrics;
}

/** Of ways through places `[B·K·2]`: those that touch no disc and stay in the square. */
function shareClear(tasks: PlaneTasks, places: Float32Array): number {
  const far = clearances(tasks, places);
  return far.filter((clearance) => clearance > 0).length / far.length;
}

function meanDetour(tasks: PlaneTasks, places: Float32Array): number {
  const count = tasks.starts.length / 2;
  let total = 0;
  for (let b = 0; b < count; b++)
    total += lengthOf(wayThrough(tasks, places, b)) / lengthOf(wayThrough(tasks, new Float32Array(0), b));
  return total / count;
}
