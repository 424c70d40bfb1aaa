// Which kernels may write where they read: element by element, each read before it is written.
import type { Place } from './places.ts';
import type { InstructionName } from './steps.ts';

interface InPlaceRule {
  /** Number of the argument that is written. */
  readonly out: number;
  /** Numbers of the arguments that may be the same memory, given the arguments. */
  readonly inputs: (args: readonly (number | Place)[]) => readonly number[];
}

/** By kernel; the others must not. */
export const IN_PLACE: Readonly<Partial<Record<InstructionName, InPlaceRule>>> = {};
