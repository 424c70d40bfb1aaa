// Rules K1–K3, W1–W6 of ../SPEC.md.
import { gruCell, lstmCell, rnnCell, sequenceTrainer } from '@saccade/lstm';
import type { GateParams, HiddenState } from '@saccade/lstm';
import { adam, foldIn, grad, key, mean, split, start, sum, tensor, tensorCount, tidy, uniform, uniformValues, values } from '@saccade/math'; // prettier-ignore
import type { Cell, Key, Tensor, Tensor2D, Tensor3D } from '@saccade/math';
import { checkGrads, TOLERANCE } from '@saccade/math/testing';
import type { Environment } from '@saccade/tasks';
import { beforeAll, expect, test } from 'vitest';
import { actor, controlLoss, dream, dreamStart, foresightLoss, imaginedRewards, momentOf, noiseFor, openLoop, recurrentController, recurrentModel } from '../src/index.ts'; // prettier-ignore
import type { Experience, HeadedParams, Lived, ModelState, OutputKind } from '../src/index.ts';
import { OUTPUT_RULES } from '../src/output-kinds.ts';

beforeAll(async () => {
  await start();
});

const B = 3;
const sizes = { observationSize: 2, rewardSize: 1, actionSize: 2 };
const core = { hidden: 4, core: (inputs: number) => rnnCell({ inputs, hidden: 4, squash: 'tanh', initScale: 1 }) }; // prettier-ignore
const controller = recurrentController({ ...sizes, ...core, actions: 'logitNormal' });
const model = recurrentModel({ ...sizes, ...core, observations: 'linear' });
type Net = HeadedParams<GateParams>;

/** A world that is a model: its state is what M has, and what M expects comes. */
function worldOf(
  params: Net,
): Environment<{ memory: ModelState<HiddenState>; x: Tensor2D; reward: Tensor2D }> {
  return {
    ...sizes,
    reset: (k, batch) => ({
      memory: model.initialState(params, batch),
      ...{
        x: uniform<Tensor2D>(k, [batch, 2]),
        reward: tensor<Tensor2D>(new Float32Array(batch), [batch, 1]),
      },
    }),
    observe: ({ x }) => values<Float32Array>(x),
    reward: ({ reward }) => values<Float32Array>(reward),
    step: ({ memory, x, reward }, actions) => {
      const action = tensor<Tensor2D>(actions, [x.shape[0], 2]);
      const [next, told] = model.step(params, memory, { observation: x, reward }, action);
      const observation = model.observation(told);
      return { memory: next, x: observation, reward: model.reward(model.feeling(params, told, observation)) };
    },
  };
}

/** What a controller lives through in a world that is M, with its own chance. */
function lived(steps: number): { experience: Lived; ofController: Net; ofModel: Net } {
  const [kController, kModel, kWorld, kChance] = split(key(7), 4);
  const [ofController, ofModel] = [controller.init(kController), model.init(kModel)];
  const walker = actor(controller, worldOf(ofModel), B);
  const chance = noiseFor(controller.noise, kChance, steps * B * 2);
  const { experience } = walker.live(ofController, walker.begin(ofController, kWorld), steps, chance);
  walker.dispose();
  return { experience, ofController, ofModel };
}

const memories = (ofController: Net, ofModel: Net) => ({
  controller: controller.initialState(ofController, B),
  model: model.initialState(ofModel, B),
});

const KINDS: OutputKind[] = [
  'linear',
  'logistic',
  'tanh',
  'gaussian',
  'logitNormal',
  'bernoulli',
  'categorical',
];

test.each(KINDS)('K1 gradients of draws and losses equal central differences: %s', (kind) => {
  const { parts, noise, draw, loss, expected } = OUTPUT_RULES[kind];
  const z = uniform<Tensor2D>(key(1), [B, 3 * parts], { min: -1, max: 1 });
  const chance = tensor<Tensor2D>(noiseFor(noise, key(2), 3 * B), [B, 3]);
  // A draw of 0 or 1 has no slope; its gradient is that of its probability.
  checkGrads((each: Tensor2D) => (kind === 'bernoulli' ? expected(each) : draw(each, chance)), z);
  const target = uniform<Tensor2D>(key(3), [B, 3], { min: 0.1, max: 0.9 });
  checkGrads((each: Tensor2D) => loss(each, target), z);
});

test.each(['gaussian', 'bernoulli', 'categorical'] as const)(
  'K2 draws are distributed as expected: %s',
  (kind) => {
    const { parts, noise, draw, expected, surely } = OUTPUT_RULES[kind];
    const rows = 20_000;
    const row = [0.5, -1, 0, -0.7, 0.2, -1].slice(0, 3 * parts);
    const z = tensor<Tensor2D>(Array.from({ length: rows }, () => row));
    const drawn = values(draw(z, tensor(noiseFor(noise, key(4), 3 * rows), [rows, 3])));
    const shares = [0, 1, 2].map((i) => {
      let total = 0;
      for (let r = 0; r < rows; r++) {
        const mine = drawn.subarray(3 * r, 3 * r + 3);
        total += kind === 'categorical' ? Number(mine[i] === Math.max(...mine)) : mine[i];
      }
      return total / rows;
    });
    shares.forEach((share, i) => expect(Math.abs(share - values(expected(z))[i])).toBeLessThan(0.02));
    const sure = [...values(surely(z))].slice(0, 3);
    expect(sure.indexOf(Math.max(...sure))).toBe(0);
  },
);

test('K3 losses are those of the textbook, in float64', () => {
  const [z, target] = [tensor<Tensor2D>([[0.3, -0.8]]), tensor<Tensor2D>([[0.25, 0.5]])];
  const loss = (kind: OutputKind) => values(OUTPUT_RULES[kind].loss(z, target))[0];
  const p = [0.3, -0.8].map((each) => 1 / (1 + Math.exp(-each)));
  const entropy = -(0.25 * Math.log(p[0]) + 0.75 * Math.log(1 - p[0]) + 0.5 * Math.log(p[1] * (1 - p[1])));
  expect(loss('bernoulli')).toBeCloseTo(entropy, 5);
  expect(loss('linear')).toBeCloseTo((0.05 ** 2 + 1.3 ** 2) / 2, 5);
  const one = tensor<Tensor2D>([[0.25]]);
  const [mean, logSd] = [0.3, -0.8];
  expect(values(OUTPUT_RULES.gaussian.loss(z, one))[0]).toBeCloseTo(
    logSd + (0.25 - mean) ** 2 / (2 * Math.exp(2 * logSd)),
    5,
  );
});

test('W1 M is taught by what really came, step by step, and by lived steps alone', () => {
  const { experience, ofModel } = lived(5);
  const other = model.init(key(11));
  const begin = model.initialState(other, B);
  const loss = (each: Experience) => values(foresightLoss(model)(other, begin, each)[0])[0];
  const [x, reward, action] = [experience.observations, experience.rewards, experience.actions].map((each) =>
    values<Float32Array>(each),
  );
  let [memory, total] = [begin, 0];
  for (let t = 0; t < 5; t++) {
    const at = (list: Float32Array, width: number, s: number) =>
      tensor<Tensor2D>(list.slice(s * B * width, (s + 1) * B * width), [B, width]);
    const momentAt = (s: number) => ({ observation: at(x, 2, s), reward: at(reward, 1, s) });
    const [next, told] = model.step(other, memory, momentAt(t), at(action, 2, t));
    memory = next;
    total += values(sum(model.loss(other, told, momentAt(t + 1))))[0];
  }
  expect(loss(experience)).toBeCloseTo(total / (5 * B), 5);
  expect(values(foresightLoss(model)(ofModel, begin, experience)[0])[0]).toBeLessThan(1e-10);
  const first = tensor<Tensor2D>([[1, 0, 1], [1, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]]); // prettier-ignore
  const cut = { ...experience, lived: first };
  const changed = values<Float32Array>(cut.rewards);
  changed[2 * B + 2] = 99; // after the second step of a life that has ended
  const later = { ...cut, rewards: tensor(changed, [6, B, 1]) } as Experience;
  expect(loss(later)).toBe(loss(cut));
});

test('W2 where the world is M, C follows the exact gradient of what it feels, whatever both see', () => {
  const { experience, ofController, ofModel } = lived(4);
  const lesson = { experience, model: ofModel };
  const lossOf = (sees: 'world' | 'model') => {
    const loss = controlLoss(controller, model, { desired: [0.3], sees, calm: 0.01 });
    return (params: Net) => loss(params, memories(ofController, ofModel), lesson)[0];
  };
  expect(values(lossOf('world')(ofController))[0]).toBeCloseTo(values(lossOf('model')(ofController))[0], 5);
  checkGrads(lossOf('model'), ofController);
  // Values that are taken from the world do not move with a difference: their gradient is compared with that of the function.
  const [byWorld, byModel] = [grad(lossOf('world'))(ofController), grad(lossOf('model'))(ofController)];
  expect(byWorld.core.wh).toBeClose(byModel.core.wh, TOLERANCE.gradient);
  expect(byWorld.w).toBeClose(byModel.w, TOLERANCE.gradient);
  expect(Math.max(...values(byWorld.w).map(Math.abs))).toBeGreaterThan(1e-3);
});

test('W3 M left to itself sees the first step alone; in a world that is M it foretells all of it', () => {
  const { experience, ofController, ofModel } = lived(6);
  const alone = imaginedRewards(model, openLoop(model, ofModel, experience, 1));
  closeTo(alone, [...values(experience.rewards)].slice(B));
  const other = model.init(key(12));
  const [one, two] = [experience, { ...experience, observations: beginningOf(experience) }].map((each) =>
    values(openLoop(model, other, each, 1).observations),
  );
  expect(two).toEqual(one);
  const nets = { model, controller };
  const params = { model: ofModel, controller: ofController };
  const begin = dreamStart(nets, params, momentOf(experience, 0));
  const dreamt = dream(nets, params, begin, { steps: 6 });
  const walker = actor(controller, worldOf(ofModel), B);
  const sure = walker.live(ofController, walker.begin(ofController, split(key(7), 4)[2]), 6).experience;
  walker.dispose();
  closeTo(dreamt.actions, [...values(sure.actions)]);
  closeTo(imaginedRewards(model, dreamt), [...values(sure.rewards)].slice(B));
});

function closeTo(got: Tensor, expected: number[]): void {
  values(got).forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(1e-4));
  expect(got.size).toBe(expected.length);
}

/** Observations whose first step is the true one, and all others 9. */
function beginningOf({ observations }: Experience): Tensor3D {
  const list = values<Float32Array>(observations).map((x, i) => (i < 2 * B ? x : 9));
  return tensor(list, observations.shape);
}

/** A point on a line that is pushed, and pain where it is far from 0.9. */
const line: Environment<{ readonly x: Float32Array; readonly steps: number }> = {
  observationSize: 1,
  actionSize: 1,
  reset: (k, batch) => ({ x: uniformValues(k, batch), steps: 0 }),
  observe: ({ x }) => x,
  reward: ({ x }) => x.map((at) => Math.abs(at - 0.9)),
  step: ({ x, steps }, a) => ({ x: x.map((at, b) => Math.min(Math.max(at + 0.4 * (a[b] - 0.5), 0), 1)), steps: steps + 1 }), // prettier-ignore
  truncated: ({ x, steps }) => new Uint8Array(x.length).fill(steps >= 8 ? 1 : 0),
};

const CORES: [string, (inputs: number) => Cell<unknown, unknown>][] = [
  ['rnn', (inputs) => rnnCell({ inputs, hidden: 8, squash: 'tanh', initScale: 0.3 })],
  ['gru', (inputs) => gruCell({ inputs, hidden: 8 })],
  ['lstm', (inputs) => lstmCell({ inputs, hidden: 8 })],
] as [string, (inputs: number) => Cell<unknown, unknown>][];

test.each(CORES)(
  'W4 C learns through a learned M of any core to be where it does not hurt: %s',
  (_, make) => {
    const world = { observationSize: 1, rewardSize: 1, actionSize: 1, hidden: 8, core: make };
    const [c, m] = [recurrentController({ ...world, actions: 'logitNormal' }), recurrentModel(world)];
    const optimiser = adam({ learningRate: 0.02 });
    const [kC, kM, kLives] = split(key(1990), 3);
    const untrained = c.init(kC);
    const learnM = sequenceTrainer(optimiser, foresightLoss(m));
    const learnC = sequenceTrainer(optimiser, controlLoss(c, m, { desired: [0] }));
    let [ofC, ofM] = [learnC.begin(c.init(kC)), learnM.begin(m.init(kM))];
    const walker = actor(c, line, 16);
    const live = (params: typeof ofC.params, k: Key, chance?: Float32Array) =>
      walker.live(params, walker.begin(params, k), 10, chance).experience;
    const pain = (params: typeof ofC.params): number => values(mean(live(params, key(5)).rewards))[0];
    for (let i = 0; i < 260; i++) {
      const [kWorld, kChance] = split(foldIn(kLives, i), 2);
      const experience = live(ofC.params, kWorld, noiseFor(c.noise, kChance, 160));
      if (i >= 60) {
        const memory = { controller: c.initialState(ofC.params, 16), model: m.initialState(ofM.params, 16) };
        ofC = learnC.update(ofC, memory, { experience, model: ofM.params }).learner;
      }
      ofM = learnM.update(ofM, m.initialState(ofM.params, 16), experience).learner;
    }
    expect(pain(ofC.params)).toBeLessThan(pain(untrained) / 1.6);
    for (const each of [learnM, learnC, walker]) each.dispose();
  },
);

test('W5 steps after the end of an episode are not lived; chance alone tells two lives apart', () => {
  const c = recurrentController({ ...core, observationSize: 1, rewardSize: 1, actionSize: 1, actions: 'logitNormal' }); // prettier-ignore
  const params = c.init(key(1));
  const walker = actor(c, line, 2);
  const live = (chance?: Float32Array) => walker.live(params, walker.begin(params, key(2)), 10, chance);
  expect([...values(live().experience.lived)]).toEqual(
    Array.from({ length: 20 }, (_, i) => (i < 16 ? 1 : 0)),
  );
  const actions = (chance?: Float32Array) => [...values(live(chance).experience.actions)];
  expect(actions()).toEqual(actions());
  const chance = noiseFor(c.noise, key(3), 20);
  expect(actions(chance)).toEqual(actions(chance));
  expect(actions(chance)).not.toEqual(actions());
  const [half] = [walker.live(params, walker.begin(params, key(2)), 5, chance.slice(0, 10))];
  const rest = walker.live(params, half.life, 5, chance.slice(10));
  const both = [half, rest].flatMap(({ experience }) => [...values(experience.actions)]);
  expect(both).toEqual(actions(chance));
  walker.dispose();
});

test('W6 an experience is five tensors; wrong kinds are named', () => {
  const { ofController, ofModel } = lived(1);
  const walker = actor(controller, worldOf(ofModel), B);
  tidy(() => walker.live(ofController, walker.begin(ofController, key(1)), 2));
  const before = tensorCount();
  const experience = tidy(() => walker.live(ofController, walker.begin(ofController, key(1)), 2).experience);
  expect(tensorCount() - before).toBe(5);
  expect(Object.keys(experience)).toHaveLength(5);
  walker.dispose();
  expect(() => controlLoss(controller, model, { desired: [0, 1] })).toThrow(
    'controlLoss: desired must be [R=1] numbers, got [0, 1]',
  );
});
