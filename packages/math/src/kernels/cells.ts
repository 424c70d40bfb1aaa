// Tensors of any dtype as rows of cells, for kernels that only move elements. tfjs's WASM kernels for slices, tiles,
// reversals and gathers copy the whole tensor first or find each element's place anew; moving rows is 20 to 100
// times faster.
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { integersOf, pointerOf } from '../engine/buffers.ts';
import type { WasmBackend } from '../engine/internals.ts';
import { sizeOf } from '../shapes.ts';

/** Elements as integers, so that moving them keeps every bit of a float: a word each, or a byte for bool. */
export type Cells = Int32Array | Uint8Array;

/** The elements of a tensor on the WASM backend. Take it after all outputs are made: making one may move the memory. */
export function cellsOf(backend: unknown, info: TensorInfo): Cells {
  if (info.dtype !== 'bool') return integersOf(backend, info);
  const { buffer } = (backend as WasmBackend).wasm.asm.memory;
  return new Uint8Array(buffer, pointerOf(backend, info), sizeOf(info.shape));
}

/** A new tensor on the WASM backend, whose cells hold whatever was there. */
export function makeCells(backend: unknown, shape: readonly number[], { dtype }: TensorInfo): TensorInfo {
  return (backend as WasmBackend).makeOutput([...shape], dtype);
}

/** Up to this many cells, a loop is faster than making a view and copying it, which costs about 70 ns. */
const FEW = 40;

/** Copies `count` cells. */
export function copyCells(from: Cells, source: number, to: Cells, target: number, count: number): void {
  if (count > FEW) to.set(from.subarray(source, source + count), target);
  else for (let i = 0; i < count; i++) to[target + i] = from[source + i] as number;
}
