// A feed-forward slow net that writes and asks an associative fast net: the layer of a linear transformer.
import { checkShapes, lecunNormal, mapTree, matMul, reshape, sigmoid, split, tidy } from '@saccade/math';
import type { Cell, Key, Tensor, Tensor2D, Tensor3D } from '@saccade/math';
import { checkCounts } from './check.ts';
import type { FeatureMap } from './feature-maps.ts';
import { softmaxFeatures } from './feature-maps.ts';
import { emptyWeights, read } from './rule.ts';
import type { Association, AssociativeRule } from './rule.ts';
import { writeAll } from './sequence.ts';
import type { InTime, WriteAllOptions } from './sequence.ts';

/** Options of {@link associativeCell}. */
export interface AssociativeOptions<Gate extends string> extends WriteAllOptions {
  /** `I` */
  readonly inputs: number;
  /** `D`, length of a head's keys and queries before the feature map. */
  readonly keySize: number;
  /** `V`, length of a head's values and answers. */
  readonly valueSize: number;
  /** `N`, fast nets side by side. Default 1. */
  readonly heads?: number;
  /** How the fast weights change. */
  readonly rule: AssociativeRule<Gate>;
  /** What becomes of keys and queries. Default softmax (Irie et al. 2022), which keeps the delta rule stable. */
  readonly features?: FeatureMap;
}

/** `slow [I, N(2D + V + gates)]`, columns packed `[keys | values | queries | gates]`, each of all heads. */
export interface AssociativeParams {
  readonly slow: Tensor2D;
}

/** `weights [B·N, V, K]`, of K features. */
export interface AssociativeState {
  readonly weights: Tensor3D;
}

/**
 * A slow net without hidden units and its fast net. For each head,
 *
 *     k', v, q', g' = slow(x);   k, q = φ(k'), φ(q');   g = σ(g')
 *     W' = rule(W, k, v, g);     y = W' q
 *
 * Outputs are the answers of all heads, `[B, N·V]`. Source: Schlag, Irie & Schmidhuber 2021.
 */
export function associativeCell<Gate extends string>(
  options: AssociativeOptions<Gate>,
): Required<Cell<AssociativeParams, AssociativeState>> {
  const { inputs, keySize, valueSize, heads = 1, rule, features = softmaxFeatures } = options;
  checkCounts('associativeCell', { inputs, keySize, valueSize, heads });
  const outputs = heads * (2 * keySize + valueSize + rule.gates.length);
  const program = programmer(options);
  return {
    init: (key: Key) => ({ slow: lecunNormal(key, [inputs, outputs]) as Tensor2D }),
    initialState: (_, batch) => ({
      weights: emptyWeights(batch * heads, valueSize, features.size(keySize)),
    }),
    step: (params, { weights }, x) =>
      tidy(() => {
        const { signals, query } = program(params, x);
        const after = rule.write(weights, signals);
        return [{ weights: after }, reshape<Tensor2D>(read(after, query), [x.shape[0], heads * valueSize])];
      }),
    unroll: (params, { weights }, xs) =>
      tidy(() => {
        const { T, B } = checkShapes('associativeCell', { xs: [xs, 'T B I'] });
        const { signals, query } = program(params, reshape<Tensor2D>(xs, [T * B, inputs]));
        const inTime = (x: Tensor): Tensor3D => reshape(x, [T, B * heads, x.shape[1] as number]);
        const all = mapTree(inTime, signals) as InTime<Association<Gate>>;
        const [last, ys] = writeAll(rule, weights, all, inTime(query), options);
        return [{ weights: last }, reshape<Tensor3D>(ys, [T, B, heads * valueSize])];
      }),
  };
}

/** What a slow net says, of all heads. */
interface Programme<Gate extends string> {
  readonly signals: Association<Gate>;
  readonly query: Tensor2D;
}

/** The slow net: `x [B, I]` to signals and queries, `[B·N, …]`. */
function programmer<Gate extends string>({
  keySize,
  valueSize,
  heads = 1,
  rule,
  features = softmaxFeatures,
}: AssociativeOptions<Gate>) {
  const widths = [keySize, valueSize, keySize, ...rule.gates.map(() => 1)];
  return ({ slow }: AssociativeParams, x: Tensor2D): Programme<Gate> => {
    const { B } = checkShapes('associativeCell', { slow: [slow, 'I O'], x: [x, 'B I'] });
    const said = split(matMul(x, slow), widths.map((width) => heads * width), 1); // prettier-ignore
    const [key, value, query, ...gates] = said.map((part, i) =>
      reshape<Tensor2D>(part, [B * heads, widths[i]]),
    );
    const named = Object.fromEntries(rule.gates.map((gate, i) => [gate, sigmoid(gates[i])]));
    const signals = { key: features.apply(key), value, ...named } as Association<Gate>;
    return { signals, query: features.apply(query) };
  };
}
