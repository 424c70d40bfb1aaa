// How M tells the next observation: itself, or how it differs from what would come without M.
//
// Most of what is seen at one moment is still there at the next; small errors of that would drown what an action does.
import { add, concat, div, mul, slice, split, sub, tensor, zeros } from '@saccade/math';
import type { Tensor1D, Tensor2D } from '@saccade/math';
import { OUTPUT_RULES } from './output-kinds.ts';
import type { OutputKind } from './output-kinds.ts';

/** Options of {@link tellingOf}. */
export interface TellingOptions {
  /** `X`, numbers of an observation. */
  readonly observationSize: number;
  /**
   * What is told of the next observation: itself; its `changes`, how it differs from the one before; or its `turns`, how
   * it differs from what moves going on moving as in the step before. Default `observations`.
   */
  readonly tells?: 'observations' | 'changes' | 'turns';
  /** What outputs for that stand for. Default `logistic`; of changes and turns `linear`, and `gaussian` is the other choice. */
  readonly observations?: OutputKind;
  /** Units in which changes and turns are told, one for each number of an observation: about their standard deviations. Default 1. */
  readonly units?: readonly number[];
  /** Units in which M sees how observations moved, where it tells turns. Default: `units`. */
  readonly moveUnits?: readonly number[];
}

/** What M says of what comes next. `B` batch. */
export interface Told {
  /** Outputs, `[B, Z]`: of observations, then of rewards where these do not depend on the next observation. */
  readonly z: Tensor2D;
  /** What the core made of what was seen and done, `[B, H]`, where rewards depend on the next observation. */
  readonly core?: Tensor2D;
  /** What would be observed without the core, `[B, X]`, where changes or turns are told. */
  readonly without?: Tensor2D;
}

/** Observations as M tells them. Functions are for use inside `tidy` or `compile`. `B` batch, `X` observation. */
export interface Telling {
  /** How many outputs say what will be observed. */
  readonly width: number;
  /** A movement `[B, X]` in the units in which the core sees it. */
  moved(move: Tensor2D): Tensor2D;
  /** The observation that is expected, `[B, X]`. */
  expected(told: Told): Tensor2D;
  /** One that may come, by noise `[B, X]`. */
  drawn(told: Told, noise: Tensor2D): Tensor2D;
  /** How far what came, `[B, X]`, is from what was told, `[B]`: half squared errors or nats; of differences in their units. */
  loss(told: Told, came: Tensor2D): Tensor1D;
}

export function tellingOf(options: TellingOptions): Telling {
  const { observationSize: X, tells = 'observations' } = options;
  const { units = Array.from({ length: X }, () => 1), moveUnits = units } = options;
  const rules = OUTPUT_RULES[options.observations ?? (tells === 'observations' ? 'logistic' : 'linear')];
  const width = rules.parts * X;
  const own = ({ z }: Told): Tensor2D =>
    z.shape[1] === width ? z : slice<Tensor2D>(z, [0, 0], [z.shape[0], width]);
  const placed = ({ without }: Told, numbers: Tensor2D): Tensor2D =>
    without ? (add(without, mul(numbers, row(units))) as Tensor2D) : numbers;
  const expected = (told: Told): Tensor2D => placed(told, rules.expected(own(told)));
  return {
    width,
    moved: (move) => div(move, row(moveUnits)) as Tensor2D,
    expected,
    drawn: (told, noise) => placed(told, rules.draw(own(told), noise)),
    loss: (told, came) => {
      if (told.without === undefined) return rules.loss(own(told), came);
      const errors = div(sub(expected(told), came), row(units)) as Tensor2D;
      const z = rules.parts === 1 ? errors : (concat([errors, spread(own(told))], 1) as Tensor2D);
      return rules.loss(z, zeros(errors.shape));
    },
  };
}

function row(numbers: readonly number[]): Tensor1D {
  return tensor([...numbers]);
}

/** How sure M is: the outputs beside the means. */
function spread(z: Tensor2D): Tensor2D {
  return split<Tensor2D>(z, 2, 1)[1];
}
