// C learns from wandering about, E from C's walks, S through E; then the flat controller, from as many walks of its own.
import { foldIn, split, tidy } from '@saccade/math';
import type { Key, Learner, Trainer } from '@saccade/math';
import { drawCommands, drawCosts } from '@saccade/subgoals';
import type { ControllerPolicy, Walks } from '@saccade/subgoals';
import { samplePlaneTasks } from '@saccade/tasks';
import type { PlaneWalk } from '@saccade/tasks';
import { situationOf } from '../subgoals/planes.ts';
import { wander } from './experience.ts';
import type { Wandering } from './experience.ts';
import { updatesOf } from './nets.ts';
import type { Learners, Lessons } from './nets.ts';
import { FLAT_LONGEST, LONGEST } from './options.ts';
import type { SubgoalsLearnedOptions } from './options.ts';
import { wayOptions } from './world.ts';

/** A part of the training, in which one net learns. */
export interface Phase {
  /** What is measured. */
  readonly metric: 'controllerLoss' | 'evaluatorLoss' | 'generatorLoss' | 'flatLoss';
  readonly rounds: number;
  /** Rounds of a slice, which may be stopped after. */
  readonly perSlice: number;
  /** Updates of one round; `round` counts from 0. */
  updatesIn(round: number): number;
  /** One round: learners after it, which take the places of the old, and the sum of its losses. The key is consumed. */
  learn(learners: Learners, round: number, key: Key): { learners: Learners; loss: number };
}

/** What phases learn with. */
export interface Equipment {
  readonly options: SubgoalsLearnedOptions;
  readonly lessons: Lessons;
  /** Squares where discs may be anywhere. */
  readonly wild: PlaneWalk;
  readonly policy: ControllerPolicy;
  readonly flatPolicy: ControllerPolicy;
}

const GENERATOR_SLICE = 50;
/** How far outside of the square E learns what it costs to be. */
const BEYOND = 1;

/** All phases, in their order. */
export function phasesOf(equipment: Equipment): readonly Phase[] {
  return [
    controllerPhase(equipment),
    evaluatorPhase(equipment),
    generatorPhase(equipment),
    flatPhase(equipment),
  ];
}

function wandering({ walkers, steps }: SubgoalsLearnedOptions): Pick<Wandering, 'walkers' | 'steps'> {
  return { walkers, steps };
}

function controllerPhase({ options, lessons, wild, policy }: Equipment): Phase {
  const { controllerRounds: rounds, updates, batch } = options;
  return {
    ...{ metric: 'controllerLoss', rounds, perSlice: 2, updatesIn: () => updates },
    learn: (learners, _, key) => {
      const [kWalks, kPieces] = split(key, 2);
      const how = { ...wandering(options), beyond: 0, wild: 0.4, noise: 0.3, breaks: 'nothing' } as const;
      const walks = wander(wild, policy, learners.controller.params, how, kWalks);
      const { learner, loss } = study(lessons.controller, learners.controller, updates, (i) =>
        drawCommands(walks, foldIn(kPieces, i), batch, LONGEST),
      );
      return { learners: { ...learners, controller: learner }, loss };
    },
  };
}

function evaluatorPhase({ options, lessons, wild, policy }: Equipment): Phase {
  const { evaluatorRounds: rounds, updates, batch, stepCost, painCost } = options;
  return {
    ...{ metric: 'evaluatorLoss', rounds, perSlice: 5, updatesIn: () => updates },
    learn: (learners, _, key) => {
      const [kWalks, kPieces] = split(key, 2);
      const how = { ...wandering(options), beyond: BEYOND, wild: 0, noise: 0, breaks: 'targets' } as const;
      const walks: Walks = wander(wild, policy, learners.controller.params, how, kWalks);
      const { learner, loss } = study(lessons.evaluator, learners.evaluator, updates, (i) =>
        drawCosts(walks, foldIn(kPieces, i), batch, { step: stepCost, pain: painCost }),
      );
      return { learners: { ...learners, evaluator: learner }, loss };
    },
  };
}

function generatorPhase({ options, lessons }: Equipment): Phase {
  return {
    metric: 'generatorLoss',
    rounds: options.generatorUpdates,
    perSlice: GENERATOR_SLICE,
    updatesIn: () => 1,
    learn: (learners, _, key) => {
      const evaluator = learners.evaluator.params;
      const { learner, loss } = study(lessons.generator, learners.generator, 1, () => ({
        evaluator,
        situation: situationOf(samplePlaneTasks(wayOptions, key, options.planes)),
      }));
      return { learners: { ...learners, generator: learner }, loss };
    },
  };
}

/** It walks as much as C does in both phases, and makes as many updates as C, E and S. */
function flatPhase({ options, lessons, wild, flatPolicy }: Equipment): Phase {
  const { controllerRounds, evaluatorRounds, batch } = options;
  const rounds = controllerRounds + evaluatorRounds;
  const updates = updatesOf(options).flat;
  const updatesIn = (round: number): number =>
    Math.floor(((round + 1) * updates) / rounds) - Math.floor((round * updates) / rounds);
  return {
    ...{ metric: 'flatLoss', rounds, perSlice: 5, updatesIn },
    learn: (learners, round, key) => {
      const [kWalks, kPieces] = split(key, 2);
      const how = { ...wandering(options), beyond: 0, wild: 0.4, noise: 0.3, breaks: 'touches' } as const;
      const walks = wander(wild, flatPolicy, learners.flat.params, how, kWalks);
      const { learner, loss } = study(lessons.flat, learners.flat, updatesIn(round), (i) =>
        drawCommands(walks, foldIn(kPieces, i), batch, FLAT_LONGEST),
      );
      return { learners: { ...learners, flat: learner }, loss };
    },
  };
}

/** Some updates; the sum of their losses. */
function study<Params, Batch>(
  lesson: Trainer<Params, Batch>,
  first: Learner<Params>,
  updates: number,
  batch: (i: number) => Batch,
): { learner: Learner<Params>; loss: number } {
  let learner = first;
  let loss = 0;
  for (let i = 0; i < updates; i++) {
    const next = tidy(() => lesson.update(learner, batch(i)));
    learner = next.learner;
    loss += next.loss;
  }
  return { learner, loss };
}
