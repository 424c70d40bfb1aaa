import {
  adam,
  add,
  cosineDecay,
  foldIn,
  gather,
  mean,
  mul,
  randomBits,
  split,
  square,
  sub,
  tensor,
  tidy,
  trainer,
  values,
} from '@saccade/math';
import type { Key, Learner, Optimiser, Scalar, Tensor1D, Tensor2D, Trainer } from '@saccade/math';
import {
  bootstrapTargets,
  factorValues,
  goalFactors,
  initFactors,
  initOneNet,
  initStreams,
  oneNetValues,
  stateFactors,
  streamValues,
  tableError,
} from '@saccade/subgoals';
import type { Factors, StreamsParams } from '@saccade/subgoals';
import { pickFrom } from '@saccade/tasks';
import { WAYS } from './goal-tables.ts';
import type { UvfaOptions } from './options.ts';
import { ROWS } from './problem.ts';
import type { UvfaProblem } from './problem.ts';

/** The weights of one net. */
export type OneNet = ReturnType<typeof initOneNet>;

/** All that learns. */
export interface UvfaLearners {
  readonly factors: Learner<Factors>;
  readonly streams: Learner<StreamsParams>;
  readonly oneNet: Learner<OneNet>;
}

/** Pairs of a state and a goal, `B`, and what is known of them. */
interface Pairs {
  /** `[B]`, int32 */
  readonly states: Tensor1D;
  readonly goals: Tensor1D;
  /** `[B, A + 1]` */
  readonly table: Tensor2D;
  readonly known: Tensor2D;
}

/** What streams learn: factors, or a table `[R, G]`. */
export type Wanted = Factors | { readonly table: Tensor2D };

/** How each learns. It holds memory until it is disposed. */
export interface UvfaLearning {
  /** @param key - consumed. */
  begin(key: Key): UvfaLearners;
  readonly factors: Trainer<Factors, object>;
  readonly streams: Trainer<StreamsParams, Wanted>;
  /** What streams should say by their own account, as they are now. The caller disposes it. */
  bootstrapped(params: StreamsParams): Wanted;
  readonly oneNet: Trainer<OneNet, Pairs>;
  /** Pairs drawn at random; the key is consumed. */
  pairs(key: Key): Pairs;
  dispose(): void;
}

export function uvfaLearning(options: UvfaOptions, problem: UvfaProblem): UvfaLearning {
  const { table, known, states, trainedGoals, bootstrap } = problem;
  const sizes = { ...options, features: problem.grid.featureCount, actions: WAYS };
  const falling = (start: number, steps: number): Optimiser =>
    adam({ learningRate: cosineDecay({ start, steps }) });
  const factors = trainer(
    falling(options.factorRate, options.factorUpdates),
    (params: Factors) =>
      add(
        tableError(factorValues(params), table, known),
        mul(add(mean(square(params.rows)), mean(square(params.columns))), options.decay),
      ) as Scalar,
  );
  const places = tensor<Tensor1D>(Int32Array.from(problem.goals.trained, (goal) => ROWS * goal + WAYS));
  const streams = trainer(falling(options.lr, options.updates), (params: StreamsParams, wanted: Wanted) => {
    if ('table' in wanted) return tableError(streamValues(params, states, trainedGoals), wanted.table, known);
    // ψ learns from the factors of places, not from what φ says of them: φ would bend them to please ψ, at trained goals alone.
    const rows = stateFactors(params, states);
    const columns = goalFactors(params, gather(wanted.rows, places) as Tensor2D);
    return add(mean(square(sub(rows, wanted.rows))), mean(square(sub(columns, wanted.columns)))) as Scalar;
  });
  const oneNet = trainer(falling(options.lr, options.updates), (params: OneNet, pairs: Pairs) => {
    const rows = (x: Tensor2D, which: Tensor1D): Tensor2D => gather(x, which) as Tensor2D;
    const said = oneNetValues(params, rows(states, pairs.states), rows(trainedGoals, pairs.goals));
    return tableError(said, pairs.table, pairs.known);
  });
  return {
    ...{ factors, streams, oneNet, pairs: pairsOf(options.batch, problem) },
    bootstrapped: (params) =>
      tidy(() => ({ table: bootstrapTargets(streamValues(params, states, trainedGoals), bootstrap) })),
    begin: (key) => {
      const [kFactors, kStreams, kOne] = split(key, 3);
      return {
        factors: factors.begin(initFactors([table.shape[0], table.shape[1]], options.factors, kFactors)),
        streams: streams.begin(initStreams(sizes, kStreams)),
        oneNet: oneNet.begin(initOneNet(sizes, kOne)),
      };
    },
    dispose: () => {
      for (const each of [factors, streams, oneNet, places]) each.dispose();
    },
  };
}

function pairsOf(batch: number, { world, goals, table, known }: UvfaProblem): (key: Key) => Pairs {
  const count = goals.trained.length;
  const [worth, isKnown] = [values<Float32Array>(table), values<Float32Array>(known)];
  return (key) => {
    const [first, second] = [randomBits(foldIn(key, 0), batch), randomBits(foldIn(key, 1), batch)];
    const states = Int32Array.from(first, (word) => pickFrom(word, world.states));
    const chosen = Int32Array.from(second, (word) => pickFrom(word, count));
    const rowsOf = (all: Float32Array): Tensor2D => {
      const cells = Float32Array.from({ length: ROWS * batch }, (_, i) => {
        const b = Math.floor(i / ROWS);
        return all[(ROWS * states[b] + (i % ROWS)) * count + chosen[b]];
      });
      return tensor<Tensor2D>(cells, [batch, ROWS]);
    };
    return {
      ...{ states: tensor<Tensor1D>(states), goals: tensor<Tensor1D>(chosen) },
      ...{ table: rowsOf(worth), known: rowsOf(isKnown) },
    };
  };
}
