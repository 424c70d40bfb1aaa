// Acting in a world, and what is remembered of it.
import {
  compile,
  flattenTree,
  gumbelValues,
  normalValues,
  tensor,
  tidy,
  uniformValues,
  values,
  zeros,
} from '@saccade/math';
import type { Key, Tensor, Tensor2D, Tensor3D, TensorArray } from '@saccade/math';
import type { Environment } from '@saccade/tasks';
import type { HeadedParams } from './headed-cell.ts';
import type { NoiseKind } from './output-kinds.ts';
import type { RecurrentController } from './recurrent-controller.ts';
import { seenBy } from './seen.ts';

/** Steps that were lived, as tensors. `T` steps, `B` lives, `X` observation, `R` rewards, `A` actions. */
export interface Experience {
  /** x(0) … x(T), `[T + 1, B, X]`. */
  readonly observations: Tensor3D;
  /** r(0) … r(T), what was felt on coming to each of them, `[T + 1, B, R]`. */
  readonly rewards: Tensor3D;
  /** `[T, B, A]` */
  readonly actions: Tensor3D;
  /** 1 for steps that were made, 0 where the episode had ended before, `[T, B]`. */
  readonly lived: Tensor2D;
}

/** An experience of a controller that acted itself. */
export interface Lived extends Experience {
  /** By which chance its actions were drawn, `[T, B, A]`; zeros for actions without chance. */
  readonly noise: Tensor3D;
}

/** Where lives go on. */
export interface Life<State> {
  readonly world: State;
  /** C's state, tensor by tensor. */
  readonly memory: readonly TensorArray[];
}

/** Lets a controller act in an environment. It holds memory until it is disposed. */
export interface Actor<P, State> {
  /**
   * Begins `batch` lives.
   * @param key - of the world; consumed.
   */
  begin(params: HeadedParams<P>, key: Key): Life<State>;
  /**
   * Some steps.
   * @param noise - C's chance, `[T·B·A]`, see {@link noiseFor}. Default: none, C does what it expects to do.
   * @returns all that was lived, in tensors that the caller owns; where it goes on; and the states of the world, `T + 1`.
   */
  live(
    params: HeadedParams<P>,
    life: Life<State>,
    steps: number,
    noise?: Float32Array,
  ): { readonly experience: Lived; readonly life: Life<State>; readonly states: readonly State[] };
  dispose(): void;
}

/** @param batch - `B`, lives side by side. */
export function actor<P, S, State>(
  controller: RecurrentController<P, S>,
  environment: Environment<State>,
  batch: number,
): Actor<P, State> {
  const { observationSize: X, rewardSize: R, actionSize: A } = controller;
  const acts = compile(
    (params: HeadedParams<P>, memory: S, x: Tensor2D, reward: Tensor2D, noise: Tensor2D) => {
      const [after, z] = controller.step(params, memory, seenBy(controller, { observation: x, reward }));
      return [after, controller.act(z, noise), controller.actSurely(z)] as const;
    },
  );
  let run: ((...arrays: readonly TensorArray[]) => TensorArray[]) | undefined;
  const runFor = (params: HeadedParams<P>): NonNullable<typeof run> =>
    (run ??= tidy(() => {
      const [x, reward, action] = [X, R, A].map((width) => zeros<Tensor2D>([batch, width]));
      return acts.onArrays(params, controller.initialState(params, batch), x, reward, action);
    }));
  const feel = (world: State): Float32Array => environment.reward?.(world) ?? new Float32Array(batch * R);
  return {
    begin: (params, key) => ({
      world: environment.reset(key, batch),
      memory: tidy(() =>
        flattenTree<S, Tensor>(controller.initialState(params, batch)).leaves.map((leaf) => values(leaf)),
      ),
    }),
    live: (params, life, steps, given) => {
      const step = runFor(params);
      const weights = flattenTree<HeadedParams<P>, Tensor>(params).leaves.map((leaf) => values(leaf));
      const noise = given ?? new Float32Array(steps * batch * A);
      const actions = new Float32Array(steps * batch * A);
      const lived = new Float32Array(steps * batch);
      const states = [life.world];
      let memory: readonly TensorArray[] = life.memory;
      for (let t = 0; t < steps; t++) {
        const world = states[t];
        const chance = noise.subarray(t * batch * A, (t + 1) * batch * A);
        const results = step(...weights, ...memory, environment.observe(world), feel(world), chance);
        const [drawn, sure] = results.splice(-2) as Float32Array[];
        memory = results;
        const action = given ? drawn : sure;
        actions.set(action, t * batch * A);
        lived.set(goingOn(environment, world, batch), t * batch);
        states.push(environment.step(world, action));
      }
      return {
        experience: {
          observations: inSteps(joined(states.map((state) => environment.observe(state))), steps + 1, batch),
          rewards: inSteps(joined(states.map(feel)), steps + 1, batch),
          actions: inSteps(actions, steps, batch),
          noise: inSteps(noise, steps, batch),
          lived: tensor<Tensor2D>(lived, [steps, batch]),
        },
        life: { world: states[steps], memory },
        states,
      };
    },
    dispose: acts.dispose,
  };
}

/**
 * Chance for so many actions of a controller, numbers of the distribution that it needs.
 * @param key - consumed.
 */
export function noiseFor(kind: NoiseKind, key: Key, count: number): Float32Array {
  if (kind === 'normal') return normalValues(key, count);
  if (kind === 'uniform') return uniformValues(key, count);
  return kind === 'gumbel' ? gumbelValues(key, count) : new Float32Array(count);
}

function inSteps(list: Float32Array, steps: number, batch: number): Tensor3D {
  return tensor(list, [steps, batch, list.length / (steps * batch)]);
}

/** 1 where an episode has not ended, `[B]`. */
function goingOn<State>(environment: Environment<State>, world: State, batch: number): Float32Array {
  const ended = [environment.terminated?.(world), environment.truncated?.(world)];
  return Float32Array.from({ length: batch }, (_, b) => (ended.some((each) => each?.[b] === 1) ? 0 : 1));
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const { length } = parts[0];
  const all = new Float32Array(parts.length * length);
  parts.forEach((part, t) => all.set(part, t * length));
  return all;
}
