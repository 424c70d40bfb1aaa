import { adam, constantSchedule, cosineDecay, flattenTree, split, trainer } from '@saccade/math';
import type { Key, Learner, Optimiser, Trainer } from '@saccade/math';
import {
  chainObjective,
  controllerLoss,
  evaluatorLoss,
  initController,
  initEvaluator,
  initGenerator,
  learnedEvaluator,
  recurrentPlan,
  staticPlan,
} from '@saccade/subgoals';
import type {
  CommandExamples,
  ControllerParams,
  CostExamples,
  EvaluatorParams,
  GeneratorParams,
  Situation,
} from '@saccade/subgoals';
import type { SubgoalsLearnedOptions } from './options.ts';

/** What S learns from: planes, and E, which stays as it is. */
export interface Planes {
  readonly evaluator: EvaluatorParams;
  readonly situation: Situation;
}

/** How each net learns. */
export interface Lessons {
  readonly controller: Trainer<ControllerParams, CommandExamples>;
  readonly evaluator: Trainer<EvaluatorParams, CostExamples>;
  readonly generator: Trainer<GeneratorParams, Planes>;
  readonly flat: Trainer<ControllerParams, CommandExamples>;
}

/** The nets that learn. A tree of tensors. */
export interface Learners {
  readonly controller: Learner<ControllerParams>;
  readonly evaluator: Learner<EvaluatorParams>;
  readonly generator: Learner<GeneratorParams>;
  /** The rival: it sees discs, and learns to go to the goal by itself. */
  readonly flat: Learner<ControllerParams>;
}

export const plannerOf = ({ generator }: SubgoalsLearnedOptions) =>
  generator === 'static' ? staticPlan : recurrentPlan;

/** Updates of each net in the whole training. The flat controller has as many as all others have together. */
export function updatesOf(options: SubgoalsLearnedOptions) {
  const { controllerRounds, evaluatorRounds, updates, generatorUpdates } = options;
  const controller = controllerRounds * updates;
  const evaluator = evaluatorRounds * updates;
  const flat = controller + evaluator + generatorUpdates;
  return { controller, evaluator, generator: generatorUpdates, flat };
}

export function lessonsOf(options: SubgoalsLearnedOptions): Lessons {
  const { lr, generatorLr, subgoals } = options;
  const count = updatesOf(options);
  const plan = plannerOf(options);
  return {
    controller: trainer(optimiserOf(lr, count.controller), controllerLoss),
    evaluator: trainer(optimiserOf(lr, count.evaluator), evaluatorLoss),
    generator: trainer(
      optimiserOf(generatorLr, count.generator),
      (params: GeneratorParams, { evaluator, situation }: Planes) =>
        chainObjective(learnedEvaluator(evaluator), situation, plan(params, situation, subgoals)),
    ),
    flat: trainer(optimiserOf(lr, count.flat), controllerLoss),
  };
}

function optimiserOf(lr: number, steps: number): Optimiser {
  return adam({ learningRate: lr > 0 ? cosineDecay({ start: lr, steps }) : constantSchedule(lr) });
}

/** All nets as they begin; the key is consumed. */
export function beginLearners(options: SubgoalsLearnedOptions, lessons: Lessons, key: Key): Learners {
  const { lookers, hidden, proposals, evaluatorHidden, controllerHidden } = options;
  const [kController, kEvaluator, kGenerator, kFlat] = split(key, 4);
  const controller = initController({ hidden: controllerHidden }, kController);
  const evaluator = initEvaluator({ hidden: evaluatorHidden }, kEvaluator);
  const generator = initGenerator({ lookers, hidden, proposals }, kGenerator);
  const numbers = [controller, evaluator, generator].reduce((sum, params) => sum + sizeOf(params), 0);
  const flat = initController({ lookers, hidden: flatHidden(numbers, lookers) }, kFlat);
  return {
    controller: lessons.controller.begin(controller),
    evaluator: lessons.evaluator.begin(evaluator),
    generator: lessons.generator.begin(generator),
    flat: lessons.flat.begin(flat),
  };
}

/** Numbers that a net learns. */
export function sizeOf(params: object): number {
  return flattenTree(params).leaves.reduce((sum, { size }) => sum + size, 0);
}

/** As many hidden units as give the flat controller at least so many numbers: its own are h² + (lookers + 13) h + 2 and its eyes'. */
function flatHidden(numbers: number, lookers: number): number {
  const eyes = lookers * lookers + 10 * lookers;
  let hidden = 1;
  while (eyes + hidden * hidden + (lookers + 13) * hidden + 2 < numbers) hidden++;
  return hidden;
}
