// Our own table of gradients, apart from tfjs's global one: tfjs's Node entry carries none, its published ones lack
// what we need and are slow in products, and an application that also uses tfjs keeps its own untouched.
import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';

export type Attributes = Readonly<Record<string, unknown>>;

export interface GradientContext {
  /** One gradient per output of the kernel, for kernels with several. */
  readonly dys: readonly Tensor[];
  /** The kernel's inputs, for their shapes and dtypes only: their data may be gone unless saved. */
  readonly inputs: NamedTensorMap;
}

/**
 * How to go backward through one kernel.
 *
 * `gradFunc` gets `dy`, the gradient of the (first) output, the saved tensors (inputs in the order of
 * `inputsToSave`, then outputs), and the kernel's attributes. It returns one thunk per differentiable input; only the
 * needed ones are called, each must give the shape of its input in float32: `dy` itself or a fresh tensor, never a
 * saved one. It is written in differentiable operations, so that gradients of gradients work.
 */
export interface GradientConfig {
  readonly kernelName: string;
  readonly inputsToSave?: readonly string[];
  /** Saves every input, for kernels that take a list of tensors. */
  readonly saveAllInputs?: boolean;
  readonly outputsToSave?: readonly boolean[];
  readonly gradFunc: (
    dy: Tensor,
    saved: readonly Tensor[],
    attrs: Attributes,
    context: GradientContext,
  ) => Record<string, () => Tensor>;
}

const registry = new Map<string, GradientConfig>();

/** Makes a gradient known; the last one registered for a kernel counts. */
export function registerGradient(config: GradientConfig): void {
  registry.set(config.kernelName, config);
}

/** The gradient of a kernel, or undefined when there is none. */
export function findGradient(kernelName: string): GradientConfig | undefined {
  return registry.get(kernelName);
}
