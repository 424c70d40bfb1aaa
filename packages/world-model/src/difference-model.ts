// M with a memory: what comes next, and how much it will hurt, when one observation does not tell everything.
//
// M sees the observation and the action of each step and predicts the next observation and each kind of pain
// (Schmidhuber 1990). Its core is any cell. It tells how observations differ from what would be expected without it, as most
// of what is seen at one moment is still there at the next; of pain, how much the predicted observation hurts.
import {
  add,
  checkShapes,
  concat,
  div,
  exp,
  foldIn,
  mul,
  ones,
  split,
  sub,
  tanh,
  tensor,
  tidy,
  zeros,
} from '@saccade/math';
import type { Cell, Key, Tensor1D, Tensor2D } from '@saccade/math';
import { linear, initLinear } from './readout.ts';
import type { LayerParams } from './mlp.ts';

/** Options of {@link differenceModel}. */
export interface DifferenceModelOptions<Params, State> {
  /** The core: inputs are observation and action, `X + A`, or with `inertia` observation, how it moved, and action, `2X + A`. */
  readonly cell: Cell<Params, State>;
  /** `H`, width of the outputs of the core. */
  readonly hidden: number;
  /** `X`, numbers of an observation. */
  readonly observationSize: number;
  /** `A`, numbers of an action. */
  readonly actionSize: number;
  /** `K`, kinds of pain. Default 1. */
  readonly pains?: number;
  /**
   * What is expected before the core is asked: that nothing changes, or with `inertia` that what moves goes on moving as it
   * did in the step before, which M then remembers. Default false.
   */
  readonly inertia?: boolean;
  /**
   * Units in which the core tells differences from that, one for each number of an observation: about their standard
   * deviations. Default 1.
   */
  readonly units?: readonly number[];
  /** Units in which the core sees how observations moved, with `inertia`. Default: `units`. */
  readonly moveUnits?: readonly number[];
  /** `gaussian`: M also says how sure it is, a variance for each number. Default `deterministic`. */
  readonly output?: 'deterministic' | 'gaussian';
  /** Hidden units between what is seen and pain. Default 16. */
  readonly painHidden?: number;
}

/** A tree of tensors, which its maker owns. */
export interface DifferenceModelParams<Params> {
  readonly cell: Params;
  /** From the core to differences, `[H, X]`; with `gaussian` `[H, 2X]`, log variances last. */
  readonly difference: LayerParams;
  /** From core and next observation to pain: `[H + X, P]`, `[P, K]`. */
  readonly pain: readonly [LayerParams, LayerParams];
}

/** What M carries along. `B` batch. */
export interface DifferenceModelState<State> {
  readonly core: State;
  /** With `inertia`: the observation before, `[B, X]`, and 1 where there is one, `[B, 1]`. */
  readonly before?: { readonly x: Tensor2D; readonly known: Tensor2D };
}

/** What M expects of an action. The caller owns the tensors. */
export interface Expectation {
  /** What the core makes of observation and action, `[B, H]`. */
  readonly core: Tensor2D;
  /** The next observation, `[B, X]`; its mean, where M is not sure. */
  readonly next: Tensor2D;
  /** Logarithms of the variances of differences, in squares of their units, `[B, X]`. None in deterministic models. */
  readonly logVariance?: Tensor2D;
}

/** A world model with a memory. All functions are pure; `B` batch. */
export interface DifferenceModel<Params, State> {
  readonly observationSize: number;
  readonly actionSize: number;
  readonly pains: number;
  readonly units: readonly number[];
  readonly output: 'deterministic' | 'gaussian';
  /** The key is consumed. */
  init(key: Key): DifferenceModelParams<Params>;
  /** Before anything was seen. */
  initialState(params: DifferenceModelParams<Params>, batch: number): DifferenceModelState<State>;
  /** One step: `x [B, X]`, `action [B, A]`. */
  step(
    params: DifferenceModelParams<Params>,
    state: DifferenceModelState<State>,
    x: Tensor2D,
    action: Tensor2D,
  ): [DifferenceModelState<State>, Expectation];
  /** How much it hurts to see `next [B, X]` after that: a logit for each kind, `[B, K]`; its sigmoid is the probability. */
  pain(params: DifferenceModelParams<Params>, core: Tensor2D, next: Tensor2D): Tensor2D;
}

/** A world model around any cell. */
export function differenceModel<Params, State>(
  options: DifferenceModelOptions<Params, State>,
): DifferenceModel<Params, State> {
  const { cell, hidden, observationSize: X, actionSize, pains = 1, output = 'deterministic' } = options;
  const { units = ofOnes(X), moveUnits = units, inertia = false, painHidden = 16 } = options;
  checkOptions({ hidden, observationSize: X, actionSize, pains, painHidden }, { units, moveUnits }, X);
  return {
    ...{ observationSize: X, actionSize, pains, units, output },
    init: (key) => {
      const kPain = foldIn(key, 2);
      return {
        cell: cell.init(foldIn(key, 0)),
        difference: initLinear(foldIn(key, 1), hidden, output === 'gaussian' ? 2 * X : X),
        pain: [
          initLinear(foldIn(kPain, 0), hidden + X, painHidden),
          initLinear(foldIn(kPain, 1), painHidden, pains),
        ],
      };
    },
    initialState: (params, batch) => {
      const core = cell.initialState(params.cell, batch);
      return inertia ? { core, before: { x: zeros([batch, X]), known: zeros([batch, 1]) } } : { core };
    },
    step: (params, state, x, action) => {
      checkShapes('differenceModel.step', { x: [x, 'B X'], action: [action, 'B A'] });
      return tidy(() => {
        const { before } = state;
        const move = before && (mul(sub(x, before.x), before.known) as Tensor2D);
        const moved = move ? [div(move, tensor<Tensor1D>([...moveUnits])) as Tensor2D] : [];
        const [core, y] = cell.step(params.cell, state.core, concat([x, ...moved, action], 1));
        const expected = expectation(linear(params.difference, y), move ? add(x, move) : x, units, output);
        const memory = before && { before: { x, known: ones([x.shape[0], 1]) as Tensor2D } };
        return [
          { core, ...memory },
          { core: y, ...expected },
        ];
      });
    },
    pain: ({ pain: [first, second] }, core, next) =>
      tidy(() => linear(second, tanh(linear(first, concat([core, next], 1) as Tensor2D)))),
  };
}

function ofOnes(length: number): number[] {
  return Array.from({ length }, () => 1);
}

/** What the core told, `[B, X]` or `[B, 2X]`, beside what would come without it, `[B, X]`. */
function expectation(
  told: Tensor2D,
  without: Tensor2D,
  units: readonly number[],
  output: 'deterministic' | 'gaussian',
): Omit<Expectation, 'core'> {
  const [mean, logVariance] = output === 'gaussian' ? (split(told, 2, 1) as Tensor2D[]) : [told];
  const next = add(without, mul(mean, tensor<Tensor1D>([...units]))) as Tensor2D;
  return output === 'gaussian' ? { next, logVariance } : { next };
}

/**
 * A next observation as it may come: `x̂ + τ σ ε`, with gradients to x̂ and σ (reparameterised; Kingma & Welling 2014), or x̂
 * itself where M is deterministic.
 * @param noise - ε, standard normal, `[B, X]`.
 * @param temperature - τ ≥ 0 (Ha & Schmidhuber 2018). Default 1.
 */
export function sampleNext<Params, State>(
  { units }: Pick<DifferenceModel<Params, State>, 'units'>,
  { next, logVariance }: Omit<Expectation, 'core'>,
  noise: Tensor2D,
  temperature = 1,
): Tensor2D {
  if (logVariance === undefined) return next;
  return tidy(() => {
    const sd = mul(exp(mul(logVariance, 0.5)), tensor<Tensor1D>(units.map((unit) => unit * temperature)));
    return add(next, mul(sd, noise)) as Tensor2D;
  });
}

function checkOptions(
  sizes: Readonly<Record<string, number>>,
  units: Readonly<Record<string, readonly number[]>>,
  observationSize: number,
): void {
  const problems = Object.entries(sizes)
    .filter(([, size]) => !(Number.isInteger(size) && size >= 1))
    .map(([name, size]) => `${name} must be a whole number ≥ 1, got ${size}`);
  for (const [name, numbers] of Object.entries(units)) {
    if (numbers.length === observationSize && numbers.every((unit) => unit > 0 && unit < Infinity)) continue;
    problems.push(`${name} must be ${observationSize} finite numbers > 0, got [${numbers.join(', ')}]`);
  }
  if (problems.length > 0) throw new RangeError(`differenceModel: ${problems.join('; ')}`);
}
