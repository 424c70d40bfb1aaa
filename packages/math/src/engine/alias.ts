import { Tensor } from '@tensorflow/tfjs-core';
import { ENGINE } from './internals.ts';

/**
 * A second handle on the same data, with the same identity for the tape. The data lives until both are disposed.
 *
 * The tape saves tensors this way. tfjs saves copies with an identity of their own, and it connects the copy of an
 * output before the output itself is on the tape, which is why its second derivatives of tanh, sigmoid and exp are
 * lost. A handle with the same identity is connected by nature, and copies nothing.
 */
export function sameTensor(tensor: Tensor): Tensor {
  return handle(tensor, tensor.id);
}

/** A second handle on the same data that the tape takes for a different tensor. */
export function freshTensor(tensor: Tensor): Tensor {
  return handle(tensor, ENGINE.nextTensorId());
}

function handle(tensor: Tensor, id: number): Tensor {
  const backend = ENGINE.backendInstance;
  const result = new Tensor(tensor.shape, tensor.dtype, tensor.dataId, id);
  backend.incRef(tensor.dataId);
  ENGINE.trackTensor(result, backend);
  return result;
}

/**
 * Runs `f` with handles that may have been disposed as if they were alive. Something else must hold on to their data.
 */
export function withAlive<T>(handles: readonly Tensor[], f: () => T): T {
  const states = handles.map((handle) => handle as unknown as { isDisposedInternal: boolean });
  const disposed = states.filter(({ isDisposedInternal }) => isDisposedInternal);
  for (const state of disposed) state.isDisposedInternal = false;
  try {
    return f();
  } finally {
    for (const state of disposed) state.isDisposedInternal = true;
  }
}
