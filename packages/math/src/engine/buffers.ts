// Typed arrays over tensors' own memory, for kernels that are written here. Nothing is copied.
import type { DataId, DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../shapes.ts';
import type { WasmBackend } from './internals.ts';

interface CpuBackend {
  readonly data: { get(id: DataId): { readonly values: ArrayLike<number> } };
  makeTensorInfo(
    shape: number[],
    dtype: DataType,
    values: Float32Array | Int32Array | Uint8Array,
  ): TensorInfo;
}

type AnyBackend = WasmBackend | CpuBackend;

const isWasm = (backend: AnyBackend): backend is WasmBackend => 'wasm' in backend;

/** Byte offset of a tensor in the memory of the WASM backend. */
export function pointerOf(backend: unknown, { dataId }: TensorInfo): number {
  return (backend as WasmBackend).dataIdMap.get(dataId).memoryOffset;
}

/** The elements of a float32 tensor. Take it after all outputs are made: making one may move the memory. */
export function floatsOf(backend: unknown, info: TensorInfo): Float32Array {
  const some = backend as AnyBackend;
  if (!isWasm(some)) return some.data.get(info.dataId).values as Float32Array;
  return new Float32Array(some.wasm.asm.memory.buffer, pointerOf(some, info), sizeOf(info.shape));
}

/** The elements of an int32 tensor. Take it after all outputs are made: making one may move the memory. */
export function integersOf(backend: unknown, info: TensorInfo): Int32Array {
  const some = backend as AnyBackend;
  if (!isWasm(some)) return some.data.get(info.dataId).values as Int32Array;
  return new Int32Array(some.wasm.asm.memory.buffer, pointerOf(some, info), sizeOf(info.shape));
}

/** A new tensor whose elements the kernel sets; on WASM they begin as whatever was there. */
export function makeOutput(
  backend: unknown,
  shape: readonly number[],
  dtype: 'float32' | 'int32',
): TensorInfo {
  const some = backend as AnyBackend;
  if (isWasm(some)) return some.makeOutput([...shape], dtype);
  const size = sizeOf(shape);
  return some.makeTensorInfo(
    [...shape],
    dtype,
    dtype === 'float32' ? new Float32Array(size) : new Int32Array(size),
  );
}

/** A new tensor with these elements, which are copied where the backend is WASM, else taken over. */
export function fillOutput(
  backend: unknown,
  shape: readonly number[],
  dtype: 'float32' | 'int32' | 'bool',
  elements: Float32Array | Int32Array | Uint8Array,
): TensorInfo {
  const some = backend as AnyBackend;
  if (!isWasm(some)) return some.makeTensorInfo([...shape], dtype, elements);
  const out = some.makeOutput([...shape], dtype);
  const bytes = new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength);
  new Uint8Array(some.wasm.asm.memory.buffer, pointerOf(some, out)).set(bytes);
  return out;
}
