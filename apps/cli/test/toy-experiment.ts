import type { Experiment, OptionTable, Run } from '@saccade/experiments';
import { item, mul, scalar, uniformValues } from '@saccade/math';
import type { Tensor } from '@saccade/math';

const options = {
  rate: {
    kind: 'number',
    default: 0.5,
    min: 0,
    max: 1e6,
    unit: '1',
    doc: 'factor of each step',
    source: 'ours',
  },
  steps: { kind: 'integer', default: 5, min: 1, max: 1e6, unit: 'steps', doc: 'length', source: 'ours' },
} as const satisfies OptionTable;

interface ToyOptions {
  readonly [name: string]: number;
  readonly rate: number;
  readonly steps: number;
}

/** One weight that each step multiplies by `rate`: it converges below 1 and overflows above. */
export const toy: Experiment = {
  name: 'toy',
  title: 'A toy <for tests>',
  paper: 'Nobody 1990',
  reproduces: 'Nothing.',
  deviations: ['It has no paper.'],
  options,
  presets: { quick: { steps: 2 }, default: {}, paper: { steps: 50 } },
  metrics: {
    weight: { unit: '1', doc: 'the weight' },
    hitRate: { unit: 'share', doc: 'one minus the weight', better: 'higher' },
    randomHitRate: { unit: 'share', doc: 'chance' },
  },
  targets: () => [{ metric: 'hitRate', comparison: '≥', value: 0.9, source: 'ours' }],
  dataSets: () => [],
  create: (given) => Promise.resolve(toyRun(given as ToyOptions)),
};

function toyRun({ rate, steps }: ToyOptions): Run {
  let weight: Tensor = scalar(1);
  let step = 0;
  const set = (next: Tensor) => {
    weight.dispose();
    weight = next;
  };
  return {
    totalSteps: steps,
    get step() {
      return step;
    },
    get done() {
      return step >= steps;
    },
    advance() {
      set(mul(weight, rate));
      step++;
      return { weight: item(weight) };
    },
    evaluate: (key) => ({ hitRate: 1 - item(weight), randomHitRate: uniformValues(key, 1)[0]! }),
    state: () => ({
      tensors: { weight: { dtype: 'F32', shape: [], data: Float32Array.of(item(weight)) } },
      metadata: { step: String(step) },
    }),
    restore({ tensors, metadata }) {
      set(scalar(Number(tensors.weight!.data[0])));
      step = Number(metadata.step);
    },
    draw: () => [
      { title: 'Nothing', caption: 'A dot.', svg: '<svg viewBox="0 0 1 1"><circle r="1"/></svg>' },
    ],
    weights: () => ({ weight }),
    dispose: () => weight.dispose(),
  };
}
