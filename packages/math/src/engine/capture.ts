// Who listens while a function is captured: `compile` sets a listener, operations and keys tell it what happens.
import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import type { Key } from '../random/key.ts';
import type { Loop, LoopResult } from '../loop.ts';
import type { Attributes } from './gradient-registry.ts';
import { ENGINE } from './internals.ts';

/** What a captured function does. */
export interface CaptureListener {
  /** A kernel has run. */
  ran(kernelName: string, inputs: NamedTensorMap, outputs: readonly Tensor[], attrs: Attributes): void;
  /** Child number `first + i` of `parent` has been made, for each of `children`. */
  derived(parent: Key, first: number, children: readonly Key[]): void;
  /** Runs a loop and writes its step down once. */
  loops(loop: Loop): LoopResult;
  /** Numbers of a tensor are about to be read by the program around; throws where they differ from call to call. */
  reads(operation: string, tensor: Tensor): void;
  /** Random numbers are about to be drawn outside of tensors; throws where they differ from call to call. */
  draws(key: Key): void;
}

let listener: CaptureListener | undefined;

/** The listener, if a function is being captured and this is not the inside of a kernel. */
export function capturing(): CaptureListener | undefined {
  return ENGINE.state.kernelDepth === 0 ? listener : undefined;
}

/** Runs `f` while nobody listens. */
export function unheard<T>(f: () => T): T {
  const before = listener;
  listener = undefined;
  try {
    return f();
  } finally {
    listener = before;
  }
}

/** Runs `f` while `heard` listens. Captures do not nest: a compiled function inside another is captured with it. */
export function capture<T>(heard: CaptureListener, f: () => T): T {
  listener = heard;
  try {
    return f();
  } finally {
    listener = undefined;
  }
}
