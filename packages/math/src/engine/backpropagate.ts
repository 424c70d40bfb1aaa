import { arraysEqual } from '../shapes.ts';
import type { Tensor } from '@tensorflow/tfjs-core';
import { freshTensor } from './alias.ts';
import { ENGINE } from './internals.ts';
import type { TapeNode } from './internals.ts';
import { runKernel } from './run-kernel.ts';
import { nodesFrom } from './tape.ts';
import type { Recording } from './tape.ts';

/**
 * Gradients of the scalar `y` with respect to `sources`; undefined for a source that `y` does not depend on.
 * No two of them are the same tensor. Runs in the caller's scope, which owns them.
 */
export function backpropagate(
  y: Tensor,
  sources: readonly Tensor[],
  recording: Recording,
): (Tensor | undefined)[] {
  const one = runKernel('Fill', {}, { shape: [], value: 1, dtype: 'float32' });
  return backpropagateFrom([[y, one]], sources, recording);
}

/** The same for several outputs, each with its gradient, which is used up. */
export function backpropagateFrom(
  outputs: readonly (readonly [Tensor, Tensor])[],
  sources: readonly Tensor[],
  recording: Recording,
): (Tensor | undefined)[] {
  const gradients = new GradientMap(recording.outermost);
  for (const [output, gradient] of outputs) gradients.add(output.id, gradient);
  for (const node of nodesFrom(sources, recording).reverse()) stepBack(node, gradients);
  const handedOut = new Set<Tensor>();
  return sources.map(({ id }) => {
    const gradient = gradients.get(id);
    if (gradient === null) return undefined;
    if (handedOut.has(gradient)) return freshTensor(gradient);
    handedOut.add(gradient);
    return gradient;
  });
}

function stepBack(node: TapeNode, gradients: GradientMap): void {
  const dys = node.outputs.map(({ id }) => gradients.get(id));
  if (dys.every((dy) => dy === null)) return;
  const names = Object.keys(node.inputs);
  const dxs = inputGradients(node, dys, names);
  names.forEach((name, i) => gradients.add(node.inputs[name].id, dxs[i]));
  for (const { id } of node.outputs) gradients.drop(id);
}

function inputGradients(node: TapeNode, dys: (Tensor | null)[], names: readonly string[]): Tensor[] {
  if (node.gradient === undefined) throw new Error(`backward: kernel ${node.kernelName} has no gradient`);
  let dxs: Tensor[] = [];
  ENGINE.startScope('gradient');
  try {
    const thunks = node.gradient(dys);
    dxs = names.map((name) => checked(thunks[name]?.(), node, name));
  } finally {
    ENGINE.endScope(dxs);
  }
  return dxs;
}

function checked(dx: Tensor | undefined, { kernelName, inputs }: TapeNode, name: string): Tensor {
  const { shape } = inputs[name];
  if (dx?.dtype === 'float32' && !dx.kept && arraysEqual(dx.shape, shape)) return dx;
  const got =
    dx === undefined ? 'none' : `[${dx.shape.join(', ')}] ${dx.dtype}${dx.kept ? ', a saved tensor' : ''}`;
  throw new Error(
    `backward: gradient of ${kernelName} by ${name} must be a fresh [${shape.join(', ')}] float32, got ${got}`,
  );
}

/** Sums of gradients by identity of a tensor. Frees what nobody needs any more, so that the backward pass stays small. */
class GradientMap {
  readonly #byId = new Map<number, Tensor>();
  readonly #holders = new Map<Tensor, number>();
  // An outer recording may have put these tensors on its tape; then they die with the scope.
  readonly #frees: boolean;

  constructor(frees: boolean) {
    this.#frees = frees;
  }

  get(id: number): Tensor | null {
    return this.#byId.get(id) ?? null;
  }

  add(id: number, term: Tensor): void {
    const sum = this.#byId.get(id);
    this.#hold(term);
    if (sum === undefined) {
      this.#byId.set(id, term);
      return;
    }
    const next = runKernel('Add', { a: sum, b: term });
    this.#hold(next);
    this.#byId.set(id, next);
    this.#release(sum);
    this.#release(term);
  }

  drop(id: number): void {
    const gradient = this.#byId.get(id);
    if (gradient === undefined) return;
    this.#byId.delete(id);
    this.#release(gradient);
  }

  #hold(tensor: Tensor): void {
    this.#holders.set(tensor, (this.#holders.get(tensor) ?? 0) + 1);
  }

  #release(tensor: Tensor): void {
    const left = (this.#holders.get(tensor) ?? 0) - 1;
    if (left > 0) {
      this.#holders.set(tensor, left);
      return;
    }
    this.#holders.delete(tensor);
    if (this.#frees) tensor.dispose();
  }
}
