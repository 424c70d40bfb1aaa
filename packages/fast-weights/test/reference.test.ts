// Rules R1–R4 of ../SPEC.md. Reference values and their origin: ./reference/README.md
import { add, grad, mul, sum, tensor } from '@saccade/math';
import type { Tensor, Tensor2D, Tensor3D } from '@saccade/math';
import { eachBackend, TOLERANCE } from '@saccade/math/testing';
import { expect, test } from 'vitest';
import {
  associativeCell,
  decayedRule,
  deltaRule,
  dpfpFeatures,
  dynamicLinks,
  eachRule,
  eluFeatures,
  fromToRule,
  gatedCell,
  gatedDeltaRule,
  gatedRule,
  innerLoopCell,
  programmedCell,
  reluFeatures,
  selfAddressingCell,
  selfReferentialCell,
  softmaxFeatures,
  softmaxStrengths,
  sumNormalised,
  sumRule,
  unitFeatures,
  unroll,
  writeAll,
} from '../src/index.ts';
import type { Cell, FeatureMap, InTime, UpdateRule } from '../src/index.ts';
import reference from './reference/fast-weights.json' with { type: 'json' };

const rules: Record<string, UpdateRule<never>> = {
  ...{ sumRule, deltaRule, gatedDeltaRule, gatedRule },
  decayedRule: decayedRule({ decay: 0.9, rate: 0.25 }),
  dynamicLinks: dynamicLinks({ rate: 0.5, bound: 0.4, total: 0.6 }),
  eachRule: eachRule(),
  fromToRule: fromToRule(),
};

const maps: Record<string, FeatureMap> = {
  ...{ eluFeatures, reluFeatures, softmaxFeatures, unitFeatures },
  dpfpFeatures1: dpfpFeatures(),
  dpfpFeatures3: dpfpFeatures(3),
  sumNormalised: sumNormalised(dpfpFeatures(2)),
};

const normalised = { inputs: 3, hidden: 4, features: sumNormalised(reluFeatures) };
const sizes = { inputs: 3, keySize: 3, valueSize: 2, heads: 2 };
const programmed = { slowInputs: 3, fastInputs: 2, outputs: 2, steepness: 5 };
const cells = {
  associative: associativeCell({ ...sizes, rule: deltaRule, features: sumNormalised(dpfpFeatures()) }),
  decayed: innerLoopCell({ inputs: 3, hidden: 4, innerSteps: 2 }),
  delta: innerLoopCell({ ...normalised, rule: deltaRule }),
  gatedDelta: innerLoopCell({ ...normalised, rule: gatedDeltaRule }),
  slow: innerLoopCell({ inputs: 3, hidden: 4, innerSteps: 2, rule: 'slow' }),
  gated: gatedCell({ inputs: 3, hidden: 4, fastSize: 5 }),
  programmedEach: programmedCell({ ...programmed, form: 'each' }),
  programmedFromTo: programmedCell({ ...programmed, form: 'fromto' }),
  selfAddressing: selfAddressingCell({ inputs: 3, units: 4 }),
  selfReferential: selfReferentialCell({ inputs: 6, outputs: 2, heads: 2 }),
} as unknown as Record<string, Cell<object, object>>;

/** A tree of JSON as tensors; `{ 0: …, 1: … }` is a list. */
function tensors(tree: object): never {
  const entries = Object.entries(tree).map(([name, child]: [string, object | number[]]) => [
    name,
    Array.isArray(child) ? tensor(child) : tensors(child),
  ]);
  const made: Record<string, unknown> = Object.fromEntries(entries);
  return ('0' in made ? Object.values(made) : made) as never;
}

interface Case {
  readonly inputs: object;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly weights: object;
  readonly grads: object;
}

/** Compares what a function gives, and the gradients of a weighted sum of it. */
function compare(
  f: (inputs: never) => Record<string, Tensor>,
  { inputs, outputs, weights, grads }: Case,
): void {
  expect(f(tensors(inputs))).toBeClose(outputs, TOLERANCE.product);
  const weightOf: Record<string, Tensor> = tensors(weights);
  const weighted = (x: never): Tensor =>
    Object.entries(f(x))
      .map(([name, output]) => sum(mul(output, weightOf[name])))
      .reduce((total, term) => add(total, term));
  // Central differences in float64 are exact to nine digits; what is left is float32's own error, summed over steps.
  expect(grad(weighted)(tensors(inputs))).toBeClose(grads, TOLERANCE.product);
}

interface RuleInputs {
  readonly weights: Tensor3D;
  readonly signals: InTime<never>;
  readonly queries: Tensor3D;
}

eachBackend(['cpu', 'wasm'], () => {
  test.each(reference.rules)(
    'R1 outputs and gradients of $name equal the float64 oracle',
    ({ name, ...rest }) => {
      for (const expand of [false, true]) {
        compare(({ weights, signals, queries }: RuleInputs) => {
          const [last, answers] = writeAll(rules[name], weights, signals, queries, { expand });
          return { answers, last };
        }, rest);
      }
    },
  );

  test.each(reference.featureMaps)('R2 $name equals the float64 oracle', ({ name, ...rest }) =>
    compare(({ x }: { x: Tensor2D }) => ({ y: maps[name].apply(x) }), rest),
  );

  test('R3 softmax attention equals the float64 oracle', () =>
    compare(
      ({ keys, query }: { keys: Tensor3D; query: Tensor2D }) => ({ y: softmaxStrengths(keys, query) }),
      reference.attention,
    ));

  test.each(reference.cells)('R4 the $name cell equals the float64 oracle', ({ name, ...rest }) => {
    const cell = cells[name];
    compare(({ params, xs }: { params: object; xs: Tensor3D }) => {
      return { ys: unroll(cell, params, xs).outputs };
    }, rest);
  });
});
