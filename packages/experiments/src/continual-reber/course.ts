// What the two ways to learn have in common: a course that goes on slice by slice and can be stored in between.
import type { Tensor, Tree } from '@saccade/math';
import type { Metrics } from '../contract/types.ts';
import type { ReberNet, ReberParams } from './net.ts';
import type { ReberOptions } from './options.ts';
import type { Reader } from './reader.ts';

/** How far a course has come. */
export interface Standing {
  /** Training streams or updates so far. */
  readonly step: number;
  /** Symbols learned from so far. */
  readonly symbols: number;
  /** Whether ten test streams were free of errors: what ends learning on line. */
  readonly perfect: boolean;
}

/** Learning in progress. It owns tensors: `dispose()` it. */
export interface Course {
  readonly params: ReberParams;
  readonly standing: Standing;
  /** Steps until the end, as far as that is known. */
  readonly totalSteps: number;
  readonly done: boolean;
  /** One slice of training. */
  advance(): Metrics;
  /** All tensors that the course needs to go on. They belong to it. */
  tensors(): Tree<Tensor>;
  /** Goes on from such tensors, which it takes over, and a standing. */
  load(tensors: Tree<Tensor>, standing: Standing): void;
  dispose(): void;
}

/** What a course is made of. The reader stays its maker's. */
export interface CourseParts {
  readonly net: ReberNet;
  readonly reader: Reader;
  readonly options: ReberOptions;
}

/** The test of the paper: streams, and symbols of each. Source: Gers, Schmidhuber & Cummins 2000. */
export const TEST = { streams: 10, symbols: 100_000 };

export const BEGINNING: Standing = { step: 0, symbols: 0, perfect: false };
