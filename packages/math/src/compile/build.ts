// From a graph to a program, stage by stage.
import type { Tensor } from '../tensor-types.ts';
import { planArena } from './arena.ts';
import { assemble } from './assemble.ts';
import { bindOutputs } from './bind.ts';
import type { Graph } from './graph.ts';
import { sayOnce } from './host-operations.ts';
import { lower } from './lower.ts';
import { Program } from './program.ts';
import type { OutputLayout } from './program.ts';
import { improve, settleResults } from './passes/index.ts';
import { simplify } from './simplify.ts';
import type { Step } from './steps.ts';

/** A program and what it was made from. */
export interface Build {
  readonly graph: Graph;
  readonly steps: readonly Step[];
  readonly program: Program;
  readonly layouts: readonly OutputLayout[];
}

/**
 * Plans, lowers and loads a graph.
 * @param outputs - tensors with the shapes and dtypes of the graph's outputs.
 * @param takesOver - by output, the number of the donated input whose memory it may take over.
 */
export function buildProgram(
  captured: Graph,
  outputs: readonly Tensor[],
  takesOver: readonly (number | undefined)[],
): Build {
  const graph = simplify(captured);
  const lowered = improve(lower(graph));
  const plans = graph.outputs.map(({ value }, output) => {
    const input = takesOver[output];
    return { value, input, block: input === undefined ? undefined : lowered.inputs[input].block };
  });
  const bound = bindOutputs(lowered, plans);
  const { blocks } = bound;
  const steps = settleResults(bound.steps, new Set(blocks));
  sayOnce(steps);
  const layouts = outputs.map(({ shape, dtype }, i) => ({ shape: [...shape], dtype, block: blocks[i] }));
  return { graph, steps, program: new Program(assemble(steps), planArena(steps), layouts), layouts };
}
