export { readSafetensors } from './read-safetensors.ts';
export type { SafetensorsContent } from './read-safetensors.ts';
export { SafetensorsError } from './safetensors-error.ts';
export { fromStored, toStored } from './stored-trees.ts';
export type { StoredArrays, StoredDtype, StoredTensor } from './stored-tensor.ts';
export { writeSafetensors } from './write-safetensors.ts';
