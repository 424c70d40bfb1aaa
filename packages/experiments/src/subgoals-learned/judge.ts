// Squares with ways to find, and how they are found.
import { compile, disposeTree, tidy, values } from '@saccade/math';
import type { Compiled, Key, Tensor3D } from '@saccade/math';
import { bestPlan, drawCosts, followPlan, learnedEvaluator, refinePlans } from '@saccade/subgoals';
import type {
  ControllerParams,
  ControllerPolicy,
  EvaluatorParams,
  GeneratorParams,
  Situation,
} from '@saccade/subgoals';
import { clearances } from '@saccade/tasks';
import type { PlaneTasks, PlaneWalk } from '@saccade/tasks';
import type { Metrics } from '../contract/types.ts';
import { situationOf } from '../subgoals/planes.ts';
import { wander } from './experience.ts';
import { plannerOf } from './nets.ts';
import type { Learners } from './nets.ts';
import type { SubgoalsLearnedOptions } from './options.ts';
import type { Equipment } from './phases.ts';

type Plan = Compiled<[GeneratorParams, EvaluatorParams, Situation], Tensor3D>;

/** Plans of S, compiled. It holds memory until it is disposed. */
export interface Planning {
  /** Subgoals of the plan that E likes best, `[B·K·2]`; refined: after descending E. */
  places(
    generator: GeneratorParams,
    evaluator: EvaluatorParams,
    tasks: PlaneTasks,
    refined: boolean,
  ): Float32Array;
  dispose(): void;
}

export function planning(options: SubgoalsLearnedOptions): Planning {
  const { subgoals, refineSteps: steps } = options;
  const plan = plannerOf(options);
  const best: Plan = compile((params, evaluator, situation) =>
    bestPlan(learnedEvaluator(evaluator), situation, plan(params, situation, subgoals)),
  );
  const refined: Plan = compile((params, evaluator, situation) => {
    const E = learnedEvaluator(evaluator);
    return bestPlan(E, situation, refinePlans(E, situation, plan(params, situation, subgoals), { steps }));
  });
  return {
    places: (generator, evaluator, tasks, isRefined) => {
      const situation = situationOf(tasks);
      const find = isRefined ? refined : best;
      const found = tidy(() => values<Float32Array>(find(generator, evaluator, situation)));
      disposeTree(situation);
      return found;
    },
    dispose: () => [best, refined].forEach((each) => each.dispose()),
  };
}

/** Walkers of these tasks, through places `[B·K·2]`, K ≥ 0, to their goals. */
export function walk(
  world: PlaneWalk,
  policy: ControllerPolicy,
  params: ControllerParams,
  tasks: PlaneTasks,
  places: Float32Array = new Float32Array(0),
) {
  return followPlan(world, world.begin(tasks), places, (state, targets) =>
    policy.push(params, state, targets),
  );
}

/** How ways are found: led by plans, straight, and by the flat controller. */
export function judge(
  { policy, flatPolicy }: Equipment,
  world: PlaneWalk,
  planner: Planning,
  { controller, evaluator, generator, flat }: Learners,
  untrained: Learners,
  tasks: PlaneTasks,
): Metrics {
  const by = (learner: Learners['generator'], refined: boolean): Float32Array =>
    planner.places(learner.params, evaluator.params, tasks, refined);
  const refined = by(generator, true);
  const plain = by(generator, false);
  const success = (places?: Float32Array): number =>
    shareWell(walk(world, policy, controller.params, tasks, places));
  return {
    success: success(refined),
    plainSuccess: success(plain),
    untrainedSuccess: success(by(untrained.generator, true)),
    untrainedPlainSuccess: success(by(untrained.generator, false)),
    planSuccess: shareClear(tasks, refined),
    straightSuccess: success(),
    flatSuccess: shareWell(walk(world, flatPolicy, flat.params, tasks)),
  };
}

function shareWell({ arrived, touched }: { arrived: Uint8Array; touched: Uint8Array }): number {
  return arrived.filter((there, b) => there === 1 && touched[b] === 0).length / arrived.length;
}

function shareClear(tasks: PlaneTasks, places: Float32Array): number {
  const far = clearances(tasks, places);
  return far.filter((clearance) => clearance > 0).length / far.length;
}

/** E's squared error over the variance of costs, on fresh walks of C; the key is consumed. */
export function evaluatorError(
  { options, wild, policy }: Equipment,
  learners: Learners,
  key: Key,
  kPieces: Key,
): number {
  const { walkers, steps, stepCost, painCost } = options;
  const how = { walkers, steps, beyond: 0, wild: 0, noise: 0, breaks: 'targets' } as const;
  const walks = wander(wild, policy, learners.controller.params, how, key);
  return tidy(() => {
    const { from, to, circles, costs } = drawCosts(walks, kPieces, 2000, { step: stepCost, pain: painCost });
    const expected = values<Float32Array>(learnedEvaluator(learners.evaluator.params)(from, to, circles));
    const felt = values<Float32Array>(costs);
    const mean = felt.reduce((a, b) => a + b, 0) / felt.length;
    const squares = (of: (i: number) => number): number => felt.reduce((sum, _, i) => sum + of(i) * of(i), 0);
    return squares((i) => felt[i] - expected[i]) / squares((i) => felt[i] - mean);
  });
}
