// What a program does, before addresses are known.
import type { INSTRUCTIONS } from '@saccade/kernels';
import type { GraphNode } from './graph.ts';
import type { Block, Place } from './places.ts';

export type InstructionName = keyof typeof INSTRUCTIONS;

/** A kernel and its arguments: a place for each pointer. */
export interface Instruction {
  readonly kind: 'kernel';
  readonly name: InstructionName;
  readonly args: readonly (number | Place)[];
}

/** A kernel that programs do not have: tfjs's engine runs it, on copies. */
export interface HostCall {
  readonly kind: 'host';
  readonly node: GraphNode;
  readonly inputs: readonly Place[];
  readonly outputs: readonly Place[];
}

export type Step = Instruction | HostCall;

/** The blocks that a step touches. */
export function blocksOf(step: Step): Block[] {
  if (step.kind === 'host') return [...step.inputs, ...step.outputs].map(({ block }) => block);
  return step.args.flatMap((arg) => (typeof arg === 'number' ? [] : [arg.block]));
}
