import { getKernel } from '@tensorflow/tfjs-core';
import type { NamedTensorMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { capturing } from './capture.ts';
import type { Attributes } from './gradient-registry.ts';
import { ENGINE } from './internals.ts';
import { isStarted } from './runtime.ts';
import { isRecording, record } from './tape.ts';

/**
 * Runs one kernel of the current backend and returns its (first) output, which the caller owns.
 *
 * The way every operation goes: it skips the scopes and conversions of tfjs's own operations, and records with our
 * own gradients.
 */
export function runKernel<T extends Tensor = Tensor>(
  kernelName: string,
  inputs: NamedTensorMap,
  attrs: Attributes = {},
): T {
  return runKernelMany(kernelName, inputs, attrs)[0] as T;
}

/** Runs one kernel of the current backend and returns all its outputs, which the caller owns. */
export function runKernelMany(kernelName: string, inputs: NamedTensorMap, attrs: Attributes = {}): Tensor[] {
  if (!isStarted()) throw new Error('call `await start()` first: no tensor operation works before it');
  const outputs = call(kernelName, inputs, attrs);
  if (isRecording()) record(kernelName, inputs, outputs, attrs);
  capturing()?.ran(kernelName, inputs, outputs, attrs);
  return outputs;
}

function call(kernelName: string, inputs: NamedTensorMap, attrs: Attributes): Tensor[] {
  const { state, backendInstance: backend, backendName } = ENGINE;
  const kernel = getKernel(kernelName, backendName as string);
  if (!kernel) throw new Error(`runKernel: ${kernelName} must be a kernel of backend ${backendName}`);
  state.kernelDepth++;
  try {
    const result = kernel.kernelFunc({ inputs, attrs: attrs as never, backend });
    if (Array.isArray(result)) return result.map((info) => toTensor(info));
    return [toTensor(result)];
  } finally {
    state.kernelDepth--;
  }
}

/** Some kernels of the CPU backend hand out tensors already; another handle on one would be freed with it. */
function toTensor(info: TensorInfo): Tensor {
  if ('rank' in info) return info as Tensor;
  return ENGINE.makeTensorFromTensorInfo(info, ENGINE.backendInstance);
}
