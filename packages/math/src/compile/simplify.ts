// Planning, first part: the same results from fewer operations.
import type { Graph, GraphNode, Operand, Value } from './graph.ts';

/** Without operations that repeat earlier ones, and without those that no output needs. */
export function simplify(graph: Graph): Graph {
  return withoutUnused(withoutRepeats(graph));
}

/** Common subexpressions: an operation with the operands and attributes of an earlier one is that one. */
function withoutRepeats({ inputs, nodes, outputs }: Graph): Graph {
  const same = new Map<Value, Value>();
  const current = ({ value, shape }: Operand): Operand => ({ value: same.get(value) ?? value, shape });
  const seen = new Map<string, GraphNode>();
  const kept: GraphNode[] = [];
  for (const node of nodes) {
    const operands = Object.entries(node.inputs).map(([name, operand]) => [name, current(operand)] as const);
    const next = { ...node, inputs: Object.fromEntries(operands) };
    const description = describeNode(next);
    const earlier = seen.get(description);
    if (earlier === undefined) {
      seen.set(description, next);
      kept.push(next);
    } else {
      node.outputs.forEach(({ value }, i) => same.set(value, earlier.outputs[i].value));
    }
  }
  return { inputs, nodes: kept, outputs: outputs.map(current) };
}

/** Operations with the same text do the same. Functions among the attributes are told apart by identity. */
function describeNode({ kernel, inputs, attrs }: GraphNode): string {
  const operands = Object.entries(inputs).map(
    ([name, { value, shape }]) => `${name}=${value.id}[${shape.join()}]`,
  );
  const settings = JSON.stringify(attrs, (name, value: unknown) => {
    if (typeof value === 'function') return identityOf(value);
    // A key that is an operand is told apart there.
    return name === 'key' && 'key' in inputs ? undefined : value;
  });
  return `${kernel}(${operands.join(' ')})${settings}`;
}

const identities = new WeakMap<object, string>();
let functions = 0;

function identityOf(f: object): string {
  let identity = identities.get(f);
  if (identity === undefined) identities.set(f, (identity = `function ${functions++}`));
  return identity;
}

/** Dead code: backwards from the outputs, what is needed stays. */
function withoutUnused({ inputs, nodes, outputs }: Graph): Graph {
  const needed = new Set(outputs.map(({ value }) => value));
  const kept = nodes.toReversed().filter((node) => {
    if (!node.outputs.some(({ value }) => needed.has(value))) return false;
    for (const { value } of Object.values(node.inputs)) needed.add(value);
    return true;
  });
  return { inputs, nodes: kept.reverse(), outputs };
}
