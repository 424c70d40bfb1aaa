import { fillOutput } from '../engine/buffers.ts';
import { ENGINE } from '../engine/internals.ts';
import type { Tensor } from '../tensor-types.ts';
import type { Argument } from './recorder.ts';

/** A new tensor with the same elements in memory of its own. */
export function copyTensor({ shape, dtype, dataId }: Tensor): Tensor {
  const backend = ENGINE.backendInstance;
  const info = fillOutput(backend, shape, dtype as 'float32', backend.readSync(dataId));
  return ENGINE.makeTensorFromTensorInfo(info, backend);
}

/** An argument on memory of its own. */
export function copied(leaf: Argument): Argument {
  return 'dataId' in leaf ? copyTensor(leaf) : leaf;
}
