// M as a recurrent net of any core: what will be observed and felt after an action.
//
// M sees what is observed, what is felt and what is done, and predicts what will be observed and felt. Source: Schmidhuber 1990,
// "Making the world differentiable".
import { add, checkShapes, concat, foldIn, mul, ones, slice, sub, tanh, zeros } from '@saccade/math';
import type { Key, Tensor1D, Tensor2D } from '@saccade/math';
import { initLinear, linear } from './headed-cell.ts';
import type { CoreOptions, HeadedParams } from './headed-cell.ts';
import type { LayerParams } from './mlp.ts';
import { OUTPUT_RULES } from './output-kinds.ts';
import type { OutputKind } from './output-kinds.ts';
import { seenBy } from './seen.ts';
import type { Seen, WorldSizes } from './seen.ts';
import { tellingOf } from './telling.ts';
import type { Telling, TellingOptions, Told } from './telling.ts';

/** Options of {@link recurrentModel}. */
export interface RecurrentModelOptions<P, S> extends CoreOptions<P, S>, WorldSizes, TellingOptions {
  /** What predictions of rewards stand for. Default `linear`. */
  readonly rewards?: OutputKind;
  /**
   * `P`, tanh units between what comes and what is felt, where rewards depend on the next observation: how much it hurts
   * to be there. Default 0: the core tells rewards itself.
   */
  readonly rewardHidden?: number;
  /** How much the loss of rewards matters beside that of observations. Default 1. */
  readonly rewardWeight?: number;
  /** Whether M sees what was felt last, beside what was observed. Default true. */
  readonly feels?: boolean;
}

/** A tree of tensors, which its maker owns. */
export interface ModelParams<P> extends HeadedParams<P> {
  /** With `rewardHidden`: from core and next observation to rewards, `[H + X, P]`, `[P, Z]`. */
  readonly reward?: readonly [LayerParams, LayerParams];
}

/** What M carries along. `B` batch. */
export interface ModelState<S> {
  readonly core: S;
  /** Where it tells turns: the observation before, `[B, X]`, and 1 where there is one, `[B, 1]`. */
  readonly before?: { readonly x: Tensor2D; readonly known: Tensor2D };
}

/** M. Its functions are pure, and for use inside `tidy` or `compile`. `B` batch. */
export interface RecurrentModel<P, S> extends WorldSizes {
  readonly feels: boolean;
  /** The key is consumed. */
  init(key: Key): ModelParams<P>;
  /** Before anything was seen. */
  initialState(params: ModelParams<P>, batch: number): ModelState<S>;
  /** One step, `action [B, A]`. */
  step(params: ModelParams<P>, state: ModelState<S>, seen: Seen, action: Tensor2D): [ModelState<S>, Told];
  /** The observation that is expected, `[B, X]`. */
  observation(told: Told): Tensor2D;
  /** An observation as it may come, `[B, X]`, by noise `[B, X]`; what is expected, where M tells numbers. */
  drawObservation(told: Told, noise: Tensor2D): Tensor2D;
  /** What M says of how it feels to observe `next [B, X]` then: outputs `[B, Z]`, such as logits of pains. */
  feeling(params: ModelParams<P>, told: Told, next: Tensor2D): Tensor2D;
  /** The rewards that are expected by such outputs, `[B, R]`. */
  reward(feeling: Tensor2D): Tensor2D;
  /** How far what came is from what was told, `[B]`. */
  loss(params: ModelParams<P>, told: Told, came: Required<Seen>): Tensor1D;
}

export function recurrentModel<P, S>(options: RecurrentModelOptions<P, S>): RecurrentModel<P, S> {
  checkOptions(options);
  const { observationSize, rewardSize, actionSize, feels = true, rewardWeight = 1 } = options;
  const rewards = OUTPUT_RULES[options.rewards ?? 'linear'];
  const width = rewards.parts * rewardSize;
  const telling = tellingOf(options);
  const feeling: RecurrentModel<P, S>['feeling'] = ({ reward }, { z, core }, next) =>
    reward && core
      ? linear(reward[1], tanh(linear(reward[0], concat([core, next], 1) as Tensor2D)))
      : slice<Tensor2D>(z, [0, telling.width], [z.shape[0], width]);
  return {
    ...{ observationSize, rewardSize, actionSize, feels },
    ...living(options, telling, width),
    observation: telling.expected,
    drawObservation: telling.drawn,
    feeling,
    reward: rewards.expected,
    loss: (params, told, came) => {
      const ofObservation = telling.loss(told, came.observation);
      const ofReward = rewards.loss(feeling(params, told, came.observation), came.reward);
      return add(ofObservation, mul(ofReward, rewardWeight)) as Tensor1D;
    },
  };
}

/** How M begins and goes on. @param feelings - how many outputs say what will be felt. */
function living<P, S>(
  options: RecurrentModelOptions<P, S>,
  telling: Telling,
  feelings: number,
): Pick<RecurrentModel<P, S>, 'init' | 'initialState' | 'step'> {
  const { observationSize: X, rewardSize: R, actionSize: A, hidden, rewardHidden = 0 } = options;
  const { tells = 'observations', feels = true } = options;
  const core = options.core((tells === 'turns' ? 2 * X : X) + (feels ? R : 0) + A);
  return {
    init: (key) => {
      const [kCore, kHead, kReward] = [0, 1, 2].map((i) => foldIn(key, i));
      const outputs = telling.width + (rewardHidden > 0 ? 0 : feelings);
      const params = { core: core.init(kCore), ...initLinear(kHead, hidden, outputs) };
      if (rewardHidden === 0) return params;
      const first = initLinear(foldIn(kReward, 0), hidden + X, rewardHidden);
      return { ...params, reward: [first, initLinear(foldIn(kReward, 1), rewardHidden, feelings)] };
    },
    initialState: (params, batch) => {
      const begin = { core: core.initialState(params.core, batch) };
      return tells === 'turns'
        ? { ...begin, before: { x: zeros([batch, X]), known: zeros([batch, 1]) } }
        : begin;
    },
    step: (params, { core: state, before }, seen, action) => {
      const x = seen.observation;
      checkShapes('recurrentModel.step', { observation: [x, 'B X'], action: [action, 'B A'] });
      const move = before && (mul(sub(x, before.x), before.known) as Tensor2D);
      const moved = move ? [telling.moved(move)] : [];
      const input = concat([seenBy({ feels }, seen), ...moved, action], 1) as Tensor2D;
      const [next, h] = core.step(params.core, state, input);
      const z = linear(params, h);
      const without = tells === 'observations' ? undefined : move ? (add(x, move) as Tensor2D) : x;
      return [
        { core: next, ...(before && { before: { x, known: ones([x.shape[0], 1]) } }) },
        { z, ...(rewardHidden > 0 && { core: h }), ...(without && { without }) },
      ];
    },
  };
}

function checkOptions<P, S>(options: RecurrentModelOptions<P, S>): void {
  const { observationSize, rewardSize, actionSize, hidden, rewardHidden = 0 } = options;
  const { tells = 'observations', observations = 'linear', units, moveUnits } = options;
  const problems = Object.entries({ observationSize, rewardSize, actionSize, hidden })
    .filter(([, size]) => !(Number.isInteger(size) && size >= 1))
    .map(([name, size]) => `${name} must be a whole number ≥ 1, got ${size}`);
  if (!(Number.isInteger(rewardHidden) && rewardHidden >= 0))
    problems.push(`rewardHidden must be a whole number ≥ 0, got ${rewardHidden}`);
  if (tells !== 'observations' && observations !== 'linear' && observations !== 'gaussian')
    problems.push(`observations must be linear or gaussian where it tells ${tells}, got ${observations}`);
  for (const [name, numbers] of Object.entries({ units, moveUnits })) {
    if (
      !numbers ||
      (numbers.length === observationSize && numbers.every((unit) => unit > 0 && unit < Infinity))
    )
      // prettier-ignore
      continue;
    problems.push(`${name} must be ${observationSize} finite numbers > 0, got [${numbers.join(', ')}]`);
  }
  if (problems.length > 0) throw new RangeError(`recurrentModel: ${problems.join('; ')}`);
}
