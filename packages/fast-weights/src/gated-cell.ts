// A recurrent slow net that writes each weight of a deep fast net through a gate.
import {
  add,
  checkShapes,
  layerNorm,
  lecunNormal,
  matMul,
  ones,
  split,
  tanh,
  tidy,
  zeros,
} from '@saccade/math';
import type { Cell, Tensor1D, Tensor2D, Tensor3D } from '@saccade/math';
import { checkCounts } from './check.ts';
import { gatedRule } from './gated-rule.ts';
import type { GatedSignals } from './gated-rule.ts';
import { emptyWeights, read } from './rule.ts';

/** Options of {@link gatedCell}. */
export interface GatedOptions {
  /** `I` */
  readonly inputs: number;
  /** `H`, units of the slow net. */
  readonly hidden: number;
  /** `F`, units of each layer of the fast net. Default: as many as the slow net has. */
  readonly fastSize?: number;
}

/** Slow weights. */
export interface GatedParams {
  /** From inputs, `[I, H]`. */
  readonly c: Tensor2D;
  /** From the slow hidden state, `[H, H]`. */
  readonly w: Tensor2D;
  /** `[H]` */
  readonly b: Tensor1D;
  /** To the input of the fast net and the signals of its layers, `[H, 9F]`: `[z | to, from, gateTo, gateFrom | the same]`. */
  readonly program: Tensor2D;
  /** `[9F]` */
  readonly programBias: Tensor1D;
  /** Of the two layer norms, `[F]` each. */
  readonly gains: readonly Tensor1D[];
  readonly offsets: readonly Tensor1D[];
}

export interface GatedState {
  /** Of the slow net, `[B, H]`. */
  readonly hidden: Tensor2D;
  /** Of the two layers of the fast net, `[B, F, F]` each. */
  readonly layers: readonly Tensor3D[];
}

/**
 * A recurrent slow net and a fast net of two layers, whose weights it writes by {@link gatedRule}:
 *
 *     h' = tanh(x C + h W + b);   z, signals¹, signals² = h' P + p
 *     Fˡ' = gatedRule(Fˡ, signalsˡ);   y = LN(tanh(F²' LN(tanh(F¹' z))))
 *
 * The output is y, `[B, F]`. Source: Schlag & Schmidhuber 2017; that tanh comes before the norm is ours.
 */
export function gatedCell(options: GatedOptions): Cell<GatedParams, GatedState> {
  const { inputs, hidden, fastSize = hidden } = options;
  checkCounts('gatedCell', { inputs, hidden, fastSize });
  return {
    init: (key) => {
      const [kInput, kHidden, kProgram] = split(key, 3);
      return {
        c: lecunNormal(kInput, [inputs, hidden]) as Tensor2D,
        w: lecunNormal(kHidden, [hidden, hidden]) as Tensor2D,
        b: zeros<Tensor1D>([hidden]),
        program: lecunNormal(kProgram, [hidden, 9 * fastSize]) as Tensor2D,
        programBias: zeros<Tensor1D>([9 * fastSize]),
        gains: [ones<Tensor1D>([fastSize]), ones<Tensor1D>([fastSize])],
        offsets: [zeros<Tensor1D>([fastSize]), zeros<Tensor1D>([fastSize])],
      };
    },
    initialState: (_, batch) => ({
      hidden: zeros<Tensor2D>([batch, hidden]),
      layers: [emptyWeights(batch, fastSize, fastSize), emptyWeights(batch, fastSize, fastSize)],
    }),
    step: (params, state, x) => tidy(() => stepGated(params, state, x)),
  };
}

function stepGated(params: GatedParams, state: GatedState, x: Tensor2D): [GatedState, Tensor2D] {
  const { c, w, b, program, programBias, gains, offsets } = params;
  checkShapes('gatedCell', { w: [w, 'H H'], c: [c, 'I H'], hidden: [state.hidden, 'B H'], x: [x, 'B I'] });
  const hidden = tanh(add<Tensor2D>(add(matMul(x, c), matMul(state.hidden, w)), b));
  const [z, ...said] = split(add(matMul(hidden, program), programBias), 9, 1) as Tensor2D[];
  const layers = state.layers.map((layer, l) => gatedRule.write(layer, signalsOf(said, 4 * l)));
  const y = layers.reduce(
    (input, layer, l) => layerNorm(tanh(read(layer, input)), { gain: gains[l], bias: offsets[l] }),
    z,
  );
  return [{ hidden, layers }, y];
}

function signalsOf(said: readonly Tensor2D[], first: number): GatedSignals {
  const [to, from, gateTo, gateFrom] = said.slice(first, first + 4);
  return { to, from, gateTo, gateFrom };
}
