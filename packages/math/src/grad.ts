// Reverse-mode gradients of functions of trees of tensors, after JAX's value_and_grad.
import { freshTensor } from './engine/alias.ts';
import { backpropagate } from './engine/backpropagate.ts';
import { ENGINE } from './engine/internals.ts';
import { tensorsIn } from './engine/memory.ts';
import { isStarted } from './engine/runtime.ts';
import { releaseRecording, startRecording, stopRecording, watch } from './engine/tape.ts';
import { describe, isTensorLike } from './errors.ts';
import { zerosLike } from './ops/making.ts';
import type { Scalar, Tensor } from './tensor-types.ts';
import { tensorLeaves } from './tree.ts';

export interface ValueAndGrads<P> {
  /** What the function returned, `[]`. */
  readonly value: Scalar;
  /** Gradients in the structure of the parameters, each of its parameter's shape. */
  readonly grads: P;
}

export interface ValueAndGradsWithAux<P, A> extends ValueAndGrads<P> {
  /** The second thing the function returned. */
  readonly aux: A;
}

/**
 * The function that gives the value of a scalar function and its gradients by every leaf of its first argument.
 *
 * A parameter that the value does not depend on gets zeros. What `f` reaches by a closure, and its further arguments,
 * are constants, even where they are the same tensors as parameters. Calls nest: gradients of gradients are right.
 *
 * Everything made inside is freed, also when `f` throws; the caller owns value, gradients and aux.
 * @param f - takes a tree of float32 tensors, and anything further; returns a scalar `[]`, or with `hasAux` a pair of
 *   the scalar and anything else, whose tensors stay alive.
 * @example
 *   const { value, grads } = valueAndGrad(loss)(params, batch);
 */
export function valueAndGrad<P, R extends readonly unknown[], A>(
  f: (params: P, ...rest: R) => readonly [Tensor, A],
  options: { readonly hasAux: true },
): (params: P, ...rest: R) => ValueAndGradsWithAux<P, A>;
export function valueAndGrad<P, R extends readonly unknown[]>(
  f: (params: P, ...rest: R) => Tensor,
): (params: P, ...rest: R) => ValueAndGrads<P>;
export function valueAndGrad<P, R extends readonly unknown[]>(
  f: (params: P, ...rest: R) => unknown,
  { hasAux = false }: { readonly hasAux?: boolean } = {},
): (params: P, ...rest: R) => unknown {
  return (params, ...rest) =>
    differentiate('valueAndGrad', params, (watched) => {
      const result = f(watched, ...rest);
      if (!hasAux) return { value: result };
      if (Array.isArray(result) && result.length === 2)
        return { value: result[0] as unknown, aux: result[1] as unknown };
      throw new Error(`valueAndGrad: f must return [value, aux] with hasAux, got ${describe(result)}`);
    });
}

/** The gradient of a scalar function by its first argument, a tensor or a tree. See {@link valueAndGrad}. */
export function grad<P, R extends readonly unknown[]>(
  f: (params: P, ...rest: R) => Tensor,
): (params: P, ...rest: R) => P {
  return (params, ...rest) =>
    gradsOnly(differentiate('grad', params, (watched) => ({ value: f(watched, ...rest) })));
}

/** The gradients of a scalar function by all its arguments, tensors or trees. See {@link valueAndGrad}. */
export function grads<X extends readonly unknown[]>(f: (...xs: X) => Tensor): (...xs: X) => X {
  return (...xs) => gradsOnly(differentiate('grads', xs, (watched) => ({ value: f(...watched) })));
}

function gradsOnly<P>({ value, grads: result }: ValueAndGrads<P>): P {
  value.dispose();
  return result;
}

interface Outcome {
  readonly value: unknown;
  readonly aux?: unknown;
}

function differentiate<P>(
  name: string,
  params: P,
  f: (watched: P) => Outcome,
): ValueAndGrads<P> & { aux?: unknown } {
  if (!isStarted()) throw new Error(`${name}: call \`await start()\` first`);
  const flat = tensorLeaves(name, 'params', params);
  flat.leaves.forEach((leaf, i) => requireDifferentiable(name, leaf, flat.names[i]));
  let alive: Tensor[] = [];
  ENGINE.startScope(name);
  try {
    const watched = flat.leaves.map(watch);
    const { outcome, gradients } = recordAndGoBack(name, watched, () => f(flat.unflatten(watched) as P));
    const all = gradients.map((gradient, i) => gradient ?? zerosLike(watched[i]));
    // A handle of its own, as f may return a tensor that belongs to someone else.
    const value = freshTensor(outcome.value as Tensor) as Scalar;
    const result = { ...outcome, value, grads: flat.unflatten(all) as P };
    alive = tensorsIn(result);
    return result;
  } finally {
    ENGINE.endScope(alive);
  }
}

function recordAndGoBack(
  name: string,
  watched: readonly Tensor[],
  f: () => Outcome,
): { outcome: Outcome; gradients: (Tensor | undefined)[] } {
  const recording = startRecording(watched);
  try {
    const outcome = forward(name, f);
    return { outcome, gradients: backpropagate(outcome.value as Tensor, watched, recording) };
  } finally {
    releaseRecording(recording);
  }
}

/** Runs `f` on the tape, in a scope that leaves only what it returns and what the tape saved. */
function forward(name: string, f: () => Outcome): Outcome {
  let alive: Tensor[] = [];
  ENGINE.startScope(`${name} forward`);
  try {
    const outcome = f();
    if (outcome.value instanceof Promise) throw new Error(`${name}: f must be synchronous, got a Promise`);
    if (!isTensorLike(outcome.value) || outcome.value.shape.length > 0 || outcome.value.dtype !== 'float32') {
      throw new Error(`${name}: f must return a float32 scalar [], got ${describe(outcome.value)}`);
    }
    alive = tensorsIn(outcome);
    return outcome;
  } finally {
    stopRecording();
    ENGINE.endScope(alive);
  }
}

function requireDifferentiable(name: string, leaf: Tensor, path: string): void {
  const argument = path === '' ? 'params' : `params.${path}`;
  if (leaf.dtype !== 'float32')
    throw new Error(`${name}: ${argument} must be float32, got ${describe(leaf)}`);
  if (leaf.isDisposed)
    throw new Error(`${name}: ${argument} must be alive, got a disposed ${describe(leaf)}`);
}
