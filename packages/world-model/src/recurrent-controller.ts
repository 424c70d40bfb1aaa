// C as a recurrent net of any core: what to do, after all that was seen and felt.
import type { Cell, Tensor2D } from '@saccade/math';
import { headedCell } from './headed-cell.ts';
import type { CoreOptions, HeadedParams } from './headed-cell.ts';
import { OUTPUT_RULES } from './output-kinds.ts';
import type { NoiseKind, OutputKind } from './output-kinds.ts';
import type { WorldSizes } from './seen.ts';

/** Options of {@link recurrentController}. */
export interface RecurrentControllerOptions<P, S> extends CoreOptions<P, S>, WorldSizes {
  /** What its outputs stand for. Default `logistic`: actions in 0..1, without chance. */
  readonly actions?: OutputKind;
  /** Whether C sees what was felt last, beside what was observed. Default true. */
  readonly feels?: boolean;
}

/** C. As a cell it reads `[x(t) | r(t)]`, or `x(t)` where it does not feel; its outputs `[B, Z]` say what to do. */
export interface RecurrentController<P, S> extends Cell<HeadedParams<P>, S>, WorldSizes {
  readonly feels: boolean;
  readonly noise: NoiseKind;
  /** What it does, `[B, A]`, when chance is `noise [B, A]`. For use inside `tidy` or `compile`. */
  act(z: Tensor2D, noise: Tensor2D): Tensor2D;
  /** What it does without chance, `[B, A]`. For use inside `tidy` or `compile`. */
  actSurely(z: Tensor2D): Tensor2D;
}

export function recurrentController<P, S>(
  options: RecurrentControllerOptions<P, S>,
): RecurrentController<P, S> {
  const { observationSize, rewardSize, actionSize, actions = 'logistic', feels = true } = options;
  const rules = OUTPUT_RULES[actions];
  const inputs = observationSize + (feels ? rewardSize : 0);
  return {
    ...headedCell(options, { inputs, outputs: rules.parts * actionSize }),
    ...{ observationSize, rewardSize, actionSize, feels, noise: rules.noise },
    act: rules.draw,
    actSurely: rules.surely,
  };
}
