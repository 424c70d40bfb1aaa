// A recurrent net that looks into its recent past between two steps of time.
import {
  add,
  checkShapes,
  concat,
  layerNorm,
  lecunNormal,
  matMul,
  mul,
  oneHot,
  ones,
  range,
  relu,
  sigmoid,
  split,
  tidy,
  zeros,
} from '@saccade/math';
import type { Cell, Key, Tensor1D, Tensor2D, Tensor3D } from '@saccade/math';
import { checkCounts } from './check.ts';
import { decayedRule } from './decayed-rule.ts';
import type { FeatureMap } from './feature-maps.ts';
import { emptyWeights, read } from './rule.ts';
import type { Association, AssociativeRule } from './rule.ts';

/** Options of {@link innerLoopCell}. */
export interface InnerLoopOptions<Gate extends string> {
  /** `I` */
  readonly inputs: number;
  /** `H` */
  readonly hidden: number;
  /** S, looks into the past for each step of time. Default 1 (Ba et al. 2016). */
  readonly innerSteps?: number;
  /**
   * How the hidden state is written, as value and as key. `slow`: not at all; a learned matrix stands in place of the fast weights, which
   * is the control of the same depth. Default: `decayedRule()`, Ba's.
   */
  readonly rule?: AssociativeRule<Gate> | 'slow';
  /** W begins as this share of the identity. Default 0.05, as in public ports of Ba et al. 2016. */
  readonly initialRecurrence?: number;
  /** What becomes of keys and queries; it must keep their length. Default: nothing (Ba et al. 2016). */
  readonly features?: FeatureMap;
}

/** Slow weights. */
export interface InnerLoopParams {
  /** W, `[H, H]` */
  readonly w: Tensor2D;
  /** C, `[I, H]` */
  readonly c: Tensor2D;
  /** `[H]` */
  readonly b: Tensor1D;
  /** Of the layer norm, `[H]` */
  readonly gain: Tensor1D;
  /** Of the layer norm, `[H]` */
  readonly offset: Tensor1D;
  /** From the hidden state to the gates of the rule, `[H + 1, gates]`, the bias last; none for a rule without. */
  readonly gates?: Tensor2D;
  /** U, `[H, H]`, where the rule is `slow`. */
  readonly u?: Tensor2D;
}

export interface InnerLoopState {
  /** `[B, H]` */
  readonly hidden: Tensor2D;
  /** A, `[B, H, H]`; none where the rule is `slow`. */
  readonly weights?: Tensor3D;
}

/**
 * A recurrent net with fast weights A on its hidden units:
 *
 *     p  = h W + x C + b
 *     h₀ = relu(p);   h_{s+1} = relu(LN(p + A h_s)), s < S;   h' = h_S
 *     A' = rule(A, h' under h')
 *
 * LN normalises over the features of one example. The output is h'. Source: Ba, Hinton et al. 2016, with b and other rules
 * than the decayed one being ours.
 */
export function innerLoopCell<Gate extends string = never>(
  options: InnerLoopOptions<Gate>,
): Cell<InnerLoopParams, InnerLoopState> {
  const { inputs, hidden, innerSteps = 1, rule = decayedRule() as AssociativeRule<Gate>, features } = options;
  checkCounts('innerLoopCell', { inputs, hidden, innerSteps });
  const mapped = (h: Tensor2D): Tensor2D => features?.apply(h) ?? h;
  return {
    init: (key) => initInnerLoop(options, rule, key),
    initialState: (_, batch) => ({
      hidden: zeros<Tensor2D>([batch, hidden]),
      ...(rule === 'slow' ? {} : { weights: emptyWeights(batch, hidden, hidden) }),
    }),
    step: (params, { hidden: before, weights }, x) =>
      tidy(() => {
        const { w, c, b, u } = params;
        checkShapes('innerLoopCell', { w: [w, 'H H'], c: [c, 'I H'], h: [before, 'B H'], x: [x, 'B I'] });
        const drive = add<Tensor2D>(add(matMul(before, w), matMul(x, c)), b);
        const look = (h: Tensor2D): Tensor2D =>
          weights ? read(weights, mapped(h)) : matMul(h, u as Tensor2D);
        const norm = { gain: params.gain, bias: params.offset };
        let h = relu(drive);
        for (let s = 0; s < innerSteps; s++) h = relu(layerNorm(add<Tensor2D>(drive, look(h)), norm));
        if (weights === undefined || rule === 'slow') return [{ hidden: h }, h];
        const signals = { key: mapped(h), value: h, ...gatesOf(rule, params.gates, h) } as Association<Gate>;
        return [{ hidden: h, weights: rule.write(weights, signals) }, h];
      }),
  };
}

function initInnerLoop<Gate extends string>(
  { inputs, hidden, initialRecurrence = 0.05 }: InnerLoopOptions<Gate>,
  rule: AssociativeRule<Gate> | 'slow',
  key: Key,
): InnerLoopParams {
  const [kInput, kGates, kSlow] = split(key, 3);
  const gates = rule === 'slow' ? 0 : rule.gates.length;
  return {
    w: tidy(() => mul<Tensor2D>(identity(hidden), initialRecurrence)),
    c: lecunNormal(kInput, [inputs, hidden]) as Tensor2D,
    b: zeros<Tensor1D>([hidden]),
    gain: ones<Tensor1D>([hidden]),
    offset: zeros<Tensor1D>([hidden]),
    ...(gates === 0 ? {} : { gates: lecunNormal(kGates, [hidden + 1, gates]) as Tensor2D }),
    ...(rule === 'slow' ? { u: lecunNormal(kSlow, [hidden, hidden]) as Tensor2D } : {}),
  };
}

function identity(size: number): Tensor2D {
  return oneHot<Tensor2D>(range(0, size, 1, 'int32'), size);
}

/** The gates of a rule, `[B, 1]` each, by name. */
function gatesOf(
  { gates: names }: AssociativeRule<string>,
  slow: Tensor2D | undefined,
  h: Tensor2D,
): Record<string, Tensor2D> {
  if (slow === undefined) return {};
  const one = ones<Tensor2D>([h.shape[0], 1]);
  const said = split(sigmoid(matMul(concat([h, one], 1), slow)), names.length, 1);
  return Object.fromEntries(names.map((name, i) => [name, said[i] as Tensor2D]));
}
