// What was captured of a function: its tensor operations, in order, on values that have numbers instead of names.
import type { Attributes } from '../engine/gradient-registry.ts';
import type { DataType } from '../tensor-types.ts';

/** Where a value comes from. */
export type Origin =
  | { readonly kind: 'input'; readonly index: number; readonly isKey: boolean }
  | { readonly kind: 'constant'; readonly bytes: Uint8Array }
  | { readonly kind: 'node' };

/** Elements in memory, without a shape: reshaped tensors are the same value. */
export interface Value {
  readonly id: number;
  readonly dtype: DataType;
  /** Number of elements. A key is two words. */
  readonly size: number;
  readonly origin: Origin;
}

/** A value as an operation sees it. */
export interface Operand {
  readonly value: Value;
  readonly shape: readonly number[];
}

/** One kernel call. */
export interface GraphNode {
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, Operand>>;
  readonly attrs: Attributes;
  readonly outputs: readonly Operand[];
}

/** The step of a loop: an operation `Scan` has it among its attributes. */
export interface LoopStep {
  /** What the step gets. */
  readonly carry: readonly Operand[];
  readonly x: readonly Operand[];
  readonly nodes: readonly GraphNode[];
  /** What it gives. */
  readonly nextCarry: readonly Operand[];
  readonly y: readonly Operand[];
}

/** Attributes of `Scan`, whose inputs are init, xs and what the step reaches outside; its outputs: last carry and ys. */
export interface ScanAttributes {
  readonly step: LoopStep;
  readonly length: number;
  readonly reverse: boolean;
}

/** A function of tensors as a list of kernel calls, each after those that it needs. */
export interface Graph {
  readonly inputs: readonly Operand[];
  readonly nodes: readonly GraphNode[];
  readonly outputs: readonly Operand[];
}

/** Bytes of one element. */
export function bytesPerElement(dtype: DataType): number {
  return dtype === 'bool' ? 1 : 4;
}

/** Bytes of a value. */
export function byteSize({ dtype, size }: Value): number {
  return size * bytesPerElement(dtype);
}
