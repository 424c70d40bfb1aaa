// A slow net without hidden units that programs a linear fast net by bounded rules: the fast weights of 1991/92.
import { checkShapes, full, matMul, reshape, split, tidy, uniform } from '@saccade/math';
import type { Cell, Tensor2D, Tensor3D } from '@saccade/math';
import { eachRule, fromToRule } from './bounded-rules.ts';
import type { BoundedRuleOptions } from './bounded-rules.ts';
import { checkCounts } from './check.ts';
import { read } from './rule.ts';

/** Options of {@link programmedCell}. */
export interface ProgrammedOptions extends BoundedRuleOptions {
  /** `S`, inputs of the slow net. */
  readonly slowInputs: number;
  /** `K`, inputs of the fast net. */
  readonly fastInputs: number;
  /** `V`, outputs of the fast net. */
  readonly outputs: number;
  /** How the slow net writes: by `eachRule` or by `fromToRule`. */
  readonly form: 'each' | 'fromto';
  /** Slow weights begin uniform in ± this. Default 0.1 (Schmidhuber 1992). */
  readonly initScale?: number;
}

/** `slow [S, V·K]`, or `[S, K + V]` for FROM and then TO units. */
export interface ProgrammedParams {
  readonly slow: Tensor2D;
}

/** `weights [B, V, K]`, which begin at ½: at neither of the values that they are drawn to. */
export interface ProgrammedState {
  readonly weights: Tensor3D;
}

/**
 * A slow net S and a fast net F, both linear. Inputs are those of S and then those of F, `x = [s | f]`, `[B, S + K]`:
 *
 *     y  = W f
 *     W' = σ(W + s·slow)                    each weight by an output of its own, or
 *     W' = σ(W + to ⊗ from),   [from | to] = s·slow
 *
 * F answers with the present weights, then they change. Source: Schmidhuber 1992, "Learning to control fast-weight memories".
 */
export function programmedCell(options: ProgrammedOptions): Cell<ProgrammedParams, ProgrammedState> {
  const { slowInputs, fastInputs, outputs, form, initScale = 0.1 } = options;
  checkCounts('programmedCell', { slowInputs, fastInputs, outputs });
  const write = writer(options);
  const width = form === 'each' ? outputs * fastInputs : fastInputs + outputs;
  return {
    init: (key) => ({
      slow: uniform<Tensor2D>(key, [slowInputs, width], { min: -initScale, max: initScale }),
    }),
    initialState: (_, batch) => ({ weights: full<Tensor3D>([batch, outputs, fastInputs], 0.5) }),
    step: ({ slow }, { weights }, x) =>
      tidy(() => {
        const I = slowInputs + fastInputs;
        checkShapes('programmedCell', { x: [x, `B ${I}`], slow: [slow, `${slowInputs} ${width}`] });
        const [s, f] = split(x, [slowInputs, fastInputs], 1) as Tensor2D[];
        return [{ weights: write(weights, matMul<Tensor2D>(s, slow)) }, read(weights, f)];
      }),
  };
}

/** What the slow net has said, `[B, V·K]` or `[B, K + V]`, written into the fast weights. */
function writer({ fastInputs, outputs, form, steepness }: ProgrammedOptions) {
  if (form === 'each') {
    const rule = eachRule({ steepness });
    return (weights: Tensor3D, said: Tensor2D): Tensor3D =>
      rule.write(weights, { change: reshape<Tensor3D>(said, [said.shape[0], outputs, fastInputs]) });
  }
  const rule = fromToRule({ steepness });
  return (weights: Tensor3D, said: Tensor2D): Tensor3D => {
    const [from, to] = split(said, [fastInputs, outputs], 1) as Tensor2D[];
    return rule.write(weights, { from, to });
  };
}
