import { tidy } from '../engine/memory.ts';
import { runKernelMany } from '../engine/run-kernel.ts';
import { add } from '../ops/arithmetic.ts';
import { scalar, zerosLike } from '../ops/making.ts';
import type { Tensor } from '../tensor-types.ts';
import type { Tree } from '../tree.ts';
import { flattenParams, leavesLike } from './leaves.ts';
import type { Schedule } from './schedules.ts';
import type { Optimiser, OptimiserState, UpdateResult } from './types.ts';

/** One parameter, its gradient and what is remembered of it. */
export interface Leaf<S extends string> {
  readonly param: Tensor;
  readonly grad: Tensor;
  readonly slots: Readonly<Record<S, Tensor>>;
}

/** The new values of one parameter and of what is remembered of it. */
interface LeafUpdate<S extends string> {
  readonly param: Tensor;
  readonly slots: Readonly<Record<S, Tensor>>;
}

/** What makes one optimiser differ from another. `S`: names of slots, `C`: names of coefficients. */
interface Recipe<S extends string, C extends string> {
  /** For error messages. */
  readonly name: string;
  readonly slots: readonly S[];
  /**
   * Numbers in float64. Those that depend on the number of the update are computed by the host at each; the others are
   * constants of a compiled function.
   */
  readonly coefficients: Readonly<Record<C, number | Schedule>>;
  /** One leaf; runs inside `tidy`. Coefficients come as scalar tensors, made once for all leaves. */
  readonly updateLeaf: (leaf: Leaf<S>, coefficients: Readonly<Record<C, Tensor>>) => LeafUpdate<S>;
}

/** The coefficients of a step as scalar tensors. */
function scalarsOf<C extends string>(
  coefficients: Readonly<Record<C, number | Schedule>>,
  step: Tensor,
): Record<C, Tensor> {
  const entries = Object.entries<number | Schedule>(coefficients);
  const schedules = entries.flatMap(([, value]) => (typeof value === 'function' ? [value] : []));
  const compute = (at: number): number[] => schedules.map((schedule) => schedule(at));
  const computed = schedules.length === 0 ? [] : runKernelMany('HostScalars', { x: step }, { compute });
  let next = 0;
  const scalars = entries.map(([name, value]) => [
    name,
    typeof value === 'function' ? computed[next++] : scalar(value),
  ]);
  return Object.fromEntries(scalars) as Record<C, Tensor>;
}

/** An optimiser that treats every leaf by itself. */
export function makeOptimiser<S extends string, C extends string>(recipe: Recipe<S, C>): Optimiser {
  return {
    init: (params) => initialState(recipe.name, recipe.slots, params),
    update: (grads, state, params) => tidy(() => update(recipe, grads, state, params)),
  };
}

function initialState<P>(name: string, slots: readonly string[], params: P): OptimiserState {
  const { leaves, unflatten } = flattenParams(name, params);
  const zeros = slots.map((slot) => [slot, unflatten(leaves.map((leaf) => zerosLike(leaf)))]);
  return { step: scalar(0, 'int32'), ...(Object.fromEntries(zeros) as Record<string, Tree<Tensor>>) };
}

function update<P, S extends string, C extends string>(
  { name, slots, coefficients, updateLeaf }: Recipe<S, C>,
  grads: P,
  state: OptimiserState,
  params: P,
): UpdateResult<P> {
  const flat = flattenParams(name, params);
  const gradLeaves = leavesLike(name, 'grads', grads, flat);
  const slotLeaves = slots.map((slot) => leavesLike(name, `state.${slot}`, state[slot], flat));
  const scalars = scalarsOf(coefficients, state.step);
  const updates = flat.leaves.map((param, i) => {
    const ownSlots = Object.fromEntries(slots.map((slot, s) => [slot, slotLeaves[s][i]]));
    return updateLeaf({ param, grad: gradLeaves[i], slots: ownSlots as Record<S, Tensor> }, scalars);
  });
  const nextSlots = slots.map((slot) => [slot, flat.unflatten(updates.map((leaf) => leaf.slots[slot]))]);
  return {
    params: flat.unflatten(updates.map((leaf) => leaf.param)),
    state: {
      step: add(state.step, 1),
      ...(Object.fromEntries(nextSlots) as Record<string, Tree<Tensor>>),
    },
  };
}
