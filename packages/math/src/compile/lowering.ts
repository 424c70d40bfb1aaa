// What lowerings work with. Two things implement it: a program being written, and the memory itself, for operations at once.
import type { GraphNode, Operand } from './graph.ts';
import type { Place } from './places.ts';
import type { InstructionName } from './steps.ts';

/** What a lowering may do. */
export interface Lowering {
  /** Where an operand is. */
  place(operand: Operand): Place;
  /** New memory for an output. */
  room(operand: Operand): Place;
  /** Lets an output be what lies somewhere already: there, or in a copy. */
  alias(operand: Operand, place: Place): void;
  /** Lets what was made for an operand lie at another place from the beginning; false where that is not possible. */
  claim(operand: Operand, place: Place): boolean;
  /** Memory of the operation's own, to be used while it runs; it may ask once. */
  scratch(bytes: number): Place;
  emit(name: InstructionName, ...args: (number | Place)[]): void;
}

/** Emits the instructions of an operation; false, having done nothing, where there are none. */
export type Lower = (node: GraphNode, lowering: Lowering) => boolean;
