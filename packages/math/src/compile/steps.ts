// What a program does, before addresses are known.
import { INSTRUCTIONS } from '@saccade/kernels';
import type { FusedLoop } from '@saccade/kernels';
import type { GraphNode } from './graph.ts';
import type { Block, Place, Rounds } from './places.ts';

export type InstructionName = keyof typeof INSTRUCTIONS;

/** A kernel and its arguments: a place for each pointer. */
export interface Instruction {
  readonly kind: 'kernel';
  readonly name: InstructionName;
  readonly args: readonly (number | Place)[];
}

/** A loop that does several things to each element. */
export interface Fused {
  readonly kind: 'fused';
  readonly loop: FusedLoop;
  /** Of the inputs, then of the outputs. */
  readonly places: readonly Place[];
}

/** A kernel that programs do not have: tfjs's engine runs it, on copies. */
export interface HostCall {
  readonly kind: 'host';
  readonly node: GraphNode;
  readonly inputs: readonly Place[];
  readonly outputs: readonly Place[];
}

/** Steps that are repeated. */
export interface Repetition {
  readonly kind: 'loop';
  readonly rounds: Rounds;
  readonly body: readonly Step[];
}

export type Step = Instruction | Fused | HostCall | Repetition;

/** The same steps with `move` applied to every place. */
export function mapPlaces(steps: readonly Step[], move: (place: Place) => Place): Step[] {
  return steps.map((step): Step => {
    if (step.kind === 'loop') return { ...step, body: mapPlaces(step.body, move) };
    if (step.kind === 'host')
      return { ...step, inputs: step.inputs.map(move), outputs: step.outputs.map(move) };
    if (step.kind === 'fused') return { ...step, places: step.places.map(move) };
    return { ...step, args: step.args.map((arg) => (typeof arg === 'number' ? arg : move(arg))) };
  });
}

/** The blocks that a step touches. */
export function blocksOf(step: Step): Block[] {
  if (step.kind === 'loop') return step.body.flatMap(blocksOf);
  if (step.kind === 'host') return [...step.inputs, ...step.outputs].map(({ block }) => block);
  if (step.kind === 'fused') return step.places.map(({ block }) => block);
  return step.args.flatMap((arg) => (typeof arg === 'number' ? [] : [arg.block]));
}

/** What kernels name what they write. */
const WRITTEN = ['out', 'secondOut', 'factors'];

/** The blocks that a step writes; working memory counts for nothing. */
export function writtenBlocks(step: Step): Block[] {
  if (step.kind === 'loop') return step.body.flatMap(writtenBlocks);
  if (step.kind === 'host') return step.outputs.map(({ block }) => block);
  if (step.kind === 'fused') return outputPlaces(step).map(({ block }) => block);
  return blocksOfArguments(step, (name) => WRITTEN.includes(name));
}

/** The blocks that a step reads. */
export function readBlocks(step: Step): Block[] {
  if (step.kind === 'loop') return step.body.flatMap(readBlocks);
  if (step.kind === 'host') return step.inputs.map(({ block }) => block);
  if (step.kind === 'fused') return inputPlaces(step).map(({ block }) => block);
  return blocksOfArguments(step, (name) => name !== 'scratch' && !WRITTEN.includes(name));
}

function blocksOfArguments(step: Instruction, isMeant: (name: string) => boolean): Block[] {
  return Object.entries(named(step)).flatMap(([name, arg]) =>
    typeof arg === 'number' || !isMeant(name) ? [] : [arg.block],
  );
}

export function inputPlaces({ loop, places }: Fused): readonly Place[] {
  return places.slice(0, loop.inputs.length);
}

export function outputPlaces({ loop, places }: Fused): readonly Place[] {
  return places.slice(loop.inputs.length);
}

/** The arguments of an instruction by name. */
export function named({ name, args }: Instruction): Readonly<Record<string, number | Place>> {
  return Object.fromEntries(Object.keys(INSTRUCTIONS[name].parameters).map((own, i) => [own, args[i]]));
}

/** An instruction with other values for some arguments. */
export function changed(step: Instruction, values: Readonly<Record<string, number | Place>>): Instruction {
  const names = Object.keys(INSTRUCTIONS[step.name].parameters);
  return { ...step, args: step.args.map((arg, i) => values[names[i]] ?? arg) };
}

/** Copies bytes from one place to another. */
export function copy(from: Place, to: Place, bytes: number): Instruction {
  return { kind: 'kernel', name: 'copyBytes', args: [from, to, bytes] };
}
