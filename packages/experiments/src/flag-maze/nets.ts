import { adam, clipByGlobalNorm, split } from '@saccade/math';
import type { Key, Learner } from '@saccade/math';
import { lstmCell, sequenceTrainer } from '@saccade/lstm';
import type { LstmParams, LstmState, SequenceTrainer } from '@saccade/lstm';
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
  const control = controlLoss(controller, model, {
    ...{ desired: DESIRED, weights: feelingWeights(options), sees: 'model', calm: options.calm },
  });
  const by = (learningRate: number) => clipByGlobalNorm(clip, adam({ learningRate }));
  const learnControl = sequenceTrainer(by(options.controllerRate), control);
  const learnModel = sequenceTrainer(by(options.modelRate), foresightLoss(model));
  return {
    ...{ controller, model, learnControl, learnModel },
    begin: (key) => {
      const [kController, kModel] = split(key, 2);
      return {
        controller: learnControl.begin(controller.init(kController)),
        model: learnModel.begin(model.init(kModel)),
      };
    },
  };
}
