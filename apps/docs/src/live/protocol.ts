// What a page and its worker say to each other.
import type { Settings, Setting, Start } from './about.ts';

/** From the page. */
export type Request =
  | { readonly type: 'open'; readonly demo: string; readonly start: Start; readonly state?: Uint8Array }
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  /** One step, then pause. */
  | { readonly type: 'step' }
  /** Steps a second. */
  | { readonly type: 'speed'; readonly value: number }
  | { readonly type: 'set'; readonly name: string; readonly value: Setting }
  /** The last frame has been drawn; the next may come. */
  | { readonly type: 'drawn' };

/** How far a training has come. */
export interface Progress {
  readonly step: number;
  readonly totalSteps: number;
  readonly done: boolean;
}

/** A slice of training. */
export interface Slice {
  readonly step: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** What the page draws. */
export interface Frame {
  readonly type: 'frame';
  /** Steps of the demo since it was opened. */
  readonly ticks: number;
  readonly playing: boolean;
  /** What the demo itself has to show. */
  readonly view: unknown;
  readonly settings: Settings;
  readonly progress?: Progress;
  /** Slices of training since the last frame. */
  readonly slices: readonly Slice[];
  /** What the worker holds: a leak shows here. */
  readonly memory: { readonly tensors: number };
}

/** A training that has ended, judged as the command line judges it. */
export interface Result {
  readonly type: 'result';
  readonly weightsSha256: string;
  /** None for the shipped state: its figures are those of the committed results. */
  readonly metrics?: Readonly<Record<string, number>>;
  readonly seconds?: number;
}

/** From the worker. */
export type Reply = Frame | Result | { readonly type: 'error'; readonly message: string };
