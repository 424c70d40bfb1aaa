// Programs in words.
import { INSTRUCTIONS } from '@saccade/kernels';
import type { FusedLoop } from '@saccade/kernels';
import type { Build } from './build.ts';
import { hostOperations } from './host-operations.ts';
import type { Block, Place } from './places.ts';
import { inputPlaces, outputPlaces } from './steps.ts';
import type { Repetition, Step } from './steps.ts';

/** All programs of a function, one after the other. */
export function explainAll(builds: readonly Build[]): string {
  if (builds.length === 0) return 'Not called yet: there is no program.';
  return builds.map(explain).join('\n\n');
}

/** One program: its size, what is left to the host, then every step. */
function explain({ graph, steps, program }: Build): string {
  const names = new BlockNames();
  const all = flatten(steps);
  const left = hostOperations(steps);
  const count = (kind: Step['kind']): number => all.filter((step) => step.kind === kind).length;
  return [
    `${graph.nodes.length} operations as ${count('kernel') + count('fused')} instructions, ${count('loop')} loops and ${count('host')} calls of the host`,
    `${4 * program.assembly.words.length} bytes of program, ${program.arena.bytes} bytes of memory`,
    ...(left.length === 0 ? [] : [`left to the host: ${left.join(', ')}`]),
    ...describeSteps(steps, names, '  '),
  ].join('\n');
}

function flatten(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => (step.kind === 'loop' ? [step, ...flatten(step.body)] : [step]));
}

function describeSteps(steps: readonly Step[], names: BlockNames, indent: string): string[] {
  return steps.flatMap((step) => {
    if (step.kind !== 'loop') return [indent + describeStep(step, names)];
    return [`${indent}${step.rounds.count} times`, ...describeSteps(step.body, names, `${indent}  `)];
  });
}

function describeStep(step: Exclude<Step, Repetition>, names: BlockNames): string {
  if (step.kind === 'host') {
    const inputs = step.inputs.map((place) => names.of(place)).join(', ');
    return `${step.outputs.map((place) => names.of(place)).join(', ')} = host ${step.node.kernel}(${inputs})`;
  }
  if (step.kind === 'fused') {
    const operands = inputPlaces(step).map((place) => names.of(place));
    const results = outputPlaces(step).map((place) => names.of(place));
    return `${results.join(', ')} = ${describeLoop(step.loop, operands)}`;
  }
  const parameters = Object.keys(INSTRUCTIONS[step.name].parameters);
  const args = step.args.map((arg, i) => `${parameters[i]}=${typeof arg === 'number' ? arg : names.of(arg)}`);
  return `${step.name} ${args.join(' ')}`;
}

/** What a step does, without where: the same text for steps that do the same to as many elements. */
export function describeKind(step: Step): string {
  if (step.kind === 'loop') return 'loop';
  if (step.kind === 'host') return `host ${step.node.kernel}`;
  if (step.kind === 'fused') return describeLoop(step.loop, step.loop.inputs.map((_, i) => `x${i}`)); // prettier-ignore
  const parameters = Object.keys(INSTRUCTIONS[step.name].parameters);
  const numbers = step.args.flatMap((arg, i) => (typeof arg === 'number' ? [`${parameters[i]}=${arg}`] : []));
  return [step.name, ...numbers].join(' ');
}

/** What a fused loop does, step by step, and then its results. */
function describeLoop({ rows, columns, steps, outputs }: FusedLoop, operands: readonly string[]): string {
  const names = [...operands, ...steps.map((_, i) => `v${i}`)];
  const nameOf = (value: number): string => names[value];
  const lines = steps.map(({ operation, of }, i) => `v${i} = ${operation}(${of.map(nameOf).join(', ')})`);
  const results = outputs.map(({ value }) => nameOf(value)).join(', ');
  return `fused ${rows}×${columns} { ${[...lines, results].join('; ')} }`;
}

/** Short names for blocks, in the order of their first appearance. */
class BlockNames {
  readonly #names = new Map<Block, string>();
  #temporaries = 0;
  #constants = 0;

  of({ block, offset, strides = [] }: Place): string {
    let name = this.#names.get(block);
    if (name === undefined) this.#names.set(block, (name = this.#make(block)));
    const moves = strides.map(({ bytes }) => ` ${bytes < 0 ? '−' : '+'}${Math.abs(bytes)} a round`).join('');
    return (offset === 0 ? name : `${name}+${offset}`) + moves;
  }

  #make({ holder }: Block): string {
    if (holder.kind === 'memory') return 'memory';
    if (holder.kind === 'arena') return `t${this.#temporaries++}`;
    if (holder.kind === 'constant') return `c${this.#constants++}`;
    if (holder.kind === 'output') return `out${holder.output}`;
    if (holder.kind === 'donated') return `in${holder.input}→out${holder.output}`;
    return `${holder.kind === 'key' ? 'key' : 'in'}${holder.input}`;
  }
}
