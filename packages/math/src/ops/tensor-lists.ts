import type { NamedTensorMap } from '@tensorflow/tfjs-core';
import { fail } from '../errors.ts';
import type { Tensor } from '../tensor-types.ts';
import { requireTensor } from './arguments.ts';

/** Throws unless `tensors` is a list of at least one tensor, all of one dtype; returns the first. */
export function requireTensors(name: string, tensors: readonly Tensor[]): Tensor {
  if (!Array.isArray(tensors) || tensors.length === 0) {
    fail(name, 'tensors', 'a list of at least one tensor', tensors);
  }
  const first = tensors[0] as Tensor;
  tensors.forEach((tensor: Tensor, i) => {
    requireTensor(name, `tensors[${i}]`, tensor);
    if (tensor.dtype !== first.dtype) fail(name, `tensors[${i}]`, `${first.dtype}, as the first is`, tensor);
  });
  return first;
}

/** A list as a kernel takes it: tfjs wants the list itself, though it types inputs as named. */
export function listInputs(tensors: readonly Tensor[]): NamedTensorMap {
  return tensors as unknown as NamedTensorMap;
}
