import { adam, clipByGlobalNorm } from '@saccade/math';
import { lstmCell, newLearner, sequenceTrainer } from '@saccade/lstm';
import type { Learner, LstmParams, LstmState, SequenceTrainer } from '@saccade/lstm';
import { controlLoss, foresightLoss, recurrentController, recurrentModel } from '@saccade/world-model';
import type {
  Experience,
  HeadedParams,
  Lesson,
  ModelState,
  PairMemory,
  RecurrentController,
  RecurrentModel,
} from '@saccade/world-model';
import { split } from '@saccade/math';
import type { Key } from '@saccade/math';
import { FEELINGS } from './felt-maze.ts';
import type { MazeOptions } from './options.ts';

export type NetParams = HeadedParams<LstmParams>;
export type MazeController = RecurrentController<LstmParams, LstmState>;
export type MazeModel = RecurrentModel<LstmParams, LstmState>;
/** What C should feel. */
export const DESIRED = [1, 0, 0];

/** C and M of the maze, and how they learn. */
export interface MazeNets {
  readonly controller: MazeController;
  readonly model: MazeModel;
  readonly learnControl: SequenceTrainer<NetParams, PairMemory<LstmState, LstmState>, Lesson<LstmParams>>;
  readonly learnModel: SequenceTrainer<NetParams, ModelState<LstmState>, Experience>;
  /** Both at their beginning. The key is consumed; the caller owns the tensors. */
  begin(key: Key): { readonly controller: Learner<NetParams>; readonly model: Learner<NetParams> };
}

/** How much each feeling matters to C. */
export function feelingWeights({ wrongArm }: Pick<MazeOptions, 'wrongArm'>): number[] {
  return [1, wrongArm, 0];
}

export function mazeNets(options: MazeOptions): MazeNets {
  const { controllerUnits, modelUnits, forgetBias, clip } = options;
  const sizes = { observationSize: 6, rewardSize: FEELINGS.length, actionSize: 4 };
  const core = (hidden: number) => ({
    ...{ hidden, core: (inputs: number) => lstmCell({ inputs, hidden, forgetBias }) },
  });
  const controller = recurrentController({ ...sizes, ...core(controllerUnits), actions: 'categorical' });
  const model = recurrentModel({
    ...{ ...sizes, ...core(modelUnits), observations: 'bernoulli' },
    rewardWeight: options.feelingWeight,
  });
  const [forControl, forModel] = [options.controllerRate, options.modelRate].map((learningRate) =>
    clipByGlobalNorm(clip, adam({ learningRate })),
  );
  const control = controlLoss(controller, model, {
    ...{ desired: DESIRED, weights: feelingWeights(options), sees: 'model', calm: options.calm },
  });
  return {
    controller,
    model,
    learnControl: sequenceTrainer(forControl, control),
    learnModel: sequenceTrainer(forModel, foresightLoss(model)),
    begin: (key) => {
      const [kController, kModel] = split(key, 2);
      return {
        controller: newLearner(forControl, controller.init(kController)),
        model: newLearner(forModel, model.init(kModel)),
      };
    },
  };
}
