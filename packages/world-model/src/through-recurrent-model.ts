// C learns through M: what M expects to be felt, as a function of what C does, while the world itself goes by.
//
// At every step C and M see what really came; gradients go back along what M had expected of it, along M's past and along
// C's. M's weights are constants. Source: Schmidhuber 1990, "Making the world differentiable".
import { add, mul, scan, square, sub, sum, tensor } from '@saccade/math';
import type { Scalar, Tensor2D } from '@saccade/math';
import type { Lived } from './experience.ts';
import { meanWhere, rests, stepOf } from './foresight.ts';
import type { HeadedParams } from './headed-cell.ts';
import { straightThrough } from './output-kinds.ts';
import type { RecurrentController } from './recurrent-controller.ts';
import type { ModelParams, ModelState, RecurrentModel } from './recurrent-model.ts';
import { seenBy } from './seen.ts';
import type { Seen } from './seen.ts';

/** Options of {@link controlLoss}. */
export interface ControlOptions {
  /** What C should feel, `[R]`: 0 for kinds of pain, 1 for a pleasure. */
  readonly desired: readonly number[];
  /** How much each kind matters, `[R]`. Default 1 each. */
  readonly weights?: readonly number[];
  /**
   * What both nets see while C learns: what really came, with gradients of what M had expected (default), or what M expects
   * itself, after the first step. The second needs an M that foretells well far ahead; its gradients are those of a function.
   */
  readonly sees?: 'world' | 'model';
  /** Weight of the squared outputs of C, which keeps it from being certain. Default 0. */
  readonly calm?: number;
}

/** The states of both nets. */
export interface PairMemory<SC, SM> {
  readonly controller: SC;
  readonly model: ModelState<SM>;
}

/** What C learns from: the steps, and M as it is. */
export interface Lesson<PM> {
  readonly experience: Lived;
  readonly model: ModelParams<PM>;
}

/**
 * `Σ weight (desired − M's r̂)² + calm Σ z²`, a mean over the steps that were lived, as a function of C's parameters. For
 * `sequenceTrainer` of `@saccade/lstm`. The experience must be C's own, with the parameters that it has now.
 */
export function controlLoss<PC, SC, PM, SM>(
  controller: RecurrentController<PC, SC>,
  model: RecurrentModel<PM, SM>,
  { desired, weights = desired.map(() => 1), sees = 'world', calm = 0 }: ControlOptions,
): (
  params: HeadedParams<PC>,
  memory: PairMemory<SC, SM>,
  lesson: Lesson<PM>,
) => [Scalar, PairMemory<SC, SM>] {
  checkKinds(controller.rewardSize, { desired, weights });
  return (params, memory, { experience, model: learned }) => {
    const { observations, rewards, noise, lived } = experience;
    const step = (now: Moment<SC, SM>, next: Next): [Moment<SC, SM>, Felt] => {
      const [ofController, z] = controller.step(params, now.controller, seenBy(controller, now));
      const action = controller.act(z, next.noise);
      const [ofModel, told] = model.step(learned, now.model, now, action);
      const see = (came: Tensor2D, guess: Tensor2D): Tensor2D =>
        sees === 'world' ? straightThrough(came, guess) : guess;
      const observation = see(next.observation, model.observation(told));
      const expected = model.reward(model.feeling(learned, told, observation));
      const reward = see(next.reward, expected);
      return [
        { observation, reward, controller: ofController, model: ofModel },
        { reward: expected, z },
      ];
    };
    const begin = { observation: stepOf(observations, 0), reward: stepOf(rewards, 0), ...memory };
    const steps = { observation: rests(observations), reward: rests(rewards), noise };
    const [end, felt] = scan(step, begin, steps as unknown as Next);
    const missing = square(sub(tensor([...desired]), felt.reward));
    const pain = sum(mul(missing, tensor([...weights])), 2);
    const unrest = mul(sum(square(felt.z), 2), calm);
    return [meanWhere(add(pain, unrest), lived), { controller: end.controller, model: end.model }];
  };
}

/** Before a step: what is seen, and the states of both nets. */
type Moment<SC, SM> = Required<Seen> & PairMemory<SC, SM>;

/** What M expects to be felt, `[B, R]`, and C's outputs. */
interface Felt {
  readonly reward: Tensor2D;
  readonly z: Tensor2D;
}

/** What a step brings: what came after it, and chance. */
type Next = Required<Seen> & { readonly noise: Tensor2D };

function checkKinds(kinds: number, lists: Readonly<Record<string, readonly number[]>>): void {
  for (const [name, list] of Object.entries(lists)) {
    if (list.length !== kinds || !list.every(Number.isFinite))
      throw new RangeError(`controlLoss: ${name} must be [R=${kinds}] numbers, got [${list.join(', ')}]`);
  }
}
