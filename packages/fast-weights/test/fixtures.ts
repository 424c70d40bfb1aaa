// Random signals for every rule, of the shapes that a test asks for.
import { foldIn, key, normal, uniform } from '@saccade/math';
import type { Key, Tensor2D, Tensor3D } from '@saccade/math';
import {
  associativeCell,
  decayedRule,
  deltaRule,
  dpfpFeatures,
  dynamicLinks,
  fromToRule,
  gatedCell,
  gatedDeltaRule,
  gatedRule,
  innerLoopCell,
  programmedCell,
  reluFeatures,
  selfAddressingCell,
  selfReferentialCell,
  sumNormalised,
  sumRule,
} from '../src/index.ts';
import type { AssociativeRule, Cell, UpdateRule } from '../src/index.ts';

/** `T` steps, `B` batch, `K` keys, `V` values. */
export const [T, B, K, V] = [7, 2, 3, 5];

export const associativeRules = {
  sumRule,
  deltaRule,
  gatedDeltaRule,
  decayedRule: decayedRule(),
} as unknown as Record<string, AssociativeRule<'keep' | 'rate'>>;

/** Every rule, and the lengths of its signals. */
export const rules: readonly { name: string; rule: UpdateRule<never>; signals: Record<string, number> }[] = [
  ...Object.entries(associativeRules).map(([name, rule]) => ({
    name,
    rule,
    signals: { key: K, value: V, ...Object.fromEntries(rule.gates.map((gate) => [gate, 1])) },
  })),
  { name: 'dynamicLinks', rule: dynamicLinks(), signals: { from: K, to: V } },
  { name: 'fromToRule', rule: fromToRule(), signals: { from: K, to: V } },
  { name: 'gatedRule', rule: gatedRule, signals: { to: V, from: K, gateTo: V, gateFrom: K } },
];

/** Numbers for signals of these lengths, `[...leading, length]` each: gates in 0..1, the others normal. */
export function draw(lengths: Record<string, number>, leading: readonly number[], k: Key): never {
  const entries = Object.entries(lengths).map(([name, length], i) => {
    const shape = [...leading, length];
    return [name, length === 1 ? uniform(foldIn(k, i), shape) : normal(foldIn(k, i), shape)];
  });
  return Object.fromEntries(entries) as never;
}

export const someWeights = (): Tensor3D => normal(key(11), [B, V, K]);
export const someQuery = (): Tensor2D => normal(key(12), [B, K]);

const normalised = { inputs: 4, hidden: 6, features: sumNormalised(reluFeatures) };
const two = { inputs: 4, keySize: 5, valueSize: 3, heads: 2 };

export const cells = Object.entries({
  sum: associativeCell({ ...two, rule: sumRule, features: dpfpFeatures(2) }),
  delta: associativeCell({ ...two, rule: deltaRule }),
  'delta, written out': associativeCell({ ...two, rule: deltaRule, expand: true }),
  'gated delta': associativeCell({ ...two, rule: gatedDeltaRule, features: sumNormalised(dpfpFeatures()) }),
  'inner loop': innerLoopCell({ inputs: 4, hidden: 6, innerSteps: 3 }),
  'inner loop, gated delta': innerLoopCell({ ...normalised, rule: gatedDeltaRule }),
  'inner loop, slow': innerLoopCell({ inputs: 4, hidden: 6, rule: 'slow' }),
  gated: gatedCell({ inputs: 4, hidden: 6, fastSize: 3 }),
  'programmed, each': programmedCell({ slowInputs: 2, fastInputs: 2, outputs: 3, form: 'each' }),
  'programmed, fromto': programmedCell({ slowInputs: 1, fastInputs: 3, outputs: 2, form: 'fromto' }),
  'self-addressing': selfAddressingCell({ inputs: 4, units: 3 }),
  'self-referential': selfReferentialCell({ inputs: 4, outputs: 3, heads: 2 }),
}).map(([name, cell]) => ({ name, cell: cell as unknown as Cell<object, object> }));
