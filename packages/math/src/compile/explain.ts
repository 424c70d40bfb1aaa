// Programs in words.
import { INSTRUCTIONS } from '@saccade/kernels';
import type { Build } from './build.ts';
import type { Block, Place } from './places.ts';
import type { Step } from './steps.ts';

/** All programs of a function, one after the other. */
export function explainAll(builds: readonly Build[]): string {
  if (builds.length === 0) return 'Not called yet: there is no program.';
  return builds.map(explain).join('\n\n');
}

/** One program: its size, what is left to the host, then every step. */
export function explain({ graph, steps, program }: Build): string {
  const names = new BlockNames();
  const hosts = steps.filter(({ kind }) => kind === 'host');
  const kernels = steps.length - hosts.length;
  const left = [...new Set(hosts.map((step) => (step.kind === 'host' ? step.node.kernel : '')))];
  return [
    `${graph.nodes.length} operations as ${kernels} instructions and ${hosts.length} calls of the host`,
    `${4 * program.assembly.words.length} bytes of program, ${program.arena.bytes} bytes of memory`,
    ...(left.length === 0 ? [] : [`left to the host: ${left.join(', ')}`]),
    ...steps.map((step) => `  ${describeStep(step, names)}`),
  ].join('\n');
}

function describeStep(step: Step, names: BlockNames): string {
  if (step.kind === 'host') {
    const inputs = step.inputs.map((place) => names.of(place)).join(', ');
    return `${step.outputs.map((place) => names.of(place)).join(', ')} = host ${step.node.kernel}(${inputs})`;
  }
  const parameters = Object.keys(INSTRUCTIONS[step.name].parameters);
  const args = step.args.map((arg, i) => `${parameters[i]}=${typeof arg === 'number' ? arg : names.of(arg)}`);
  return `${step.name} ${args.join(' ')}`;
}

/** Short names for blocks, in the order of their first appearance. */
class BlockNames {
  readonly #names = new Map<Block, string>();
  #temporaries = 0;
  #constants = 0;

  of({ block, offset }: Place): string {
    let name = this.#names.get(block);
    if (name === undefined) this.#names.set(block, (name = this.#make(block)));
    return offset === 0 ? name : `${name}+${offset}`;
  }

  #make({ holder }: Block): string {
    if (holder.kind === 'arena') return `t${this.#temporaries++}`;
    if (holder.kind === 'constant') return `c${this.#constants++}`;
    if (holder.kind === 'output') return `out${holder.output}`;
    if (holder.kind === 'donated') return `in${holder.input}→out${holder.output}`;
    return `${holder.kind === 'key' ? 'key' : 'in'}${holder.input}`;
  }
}
