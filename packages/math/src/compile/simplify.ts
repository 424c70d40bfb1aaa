// Planning, first part: the same results from fewer operations.
import type { Graph, GraphNode, LoopStep, Operand, ScanAttributes, Value } from './graph.ts';

/** Without operations that repeat earlier ones, and without those that no output needs. */
export function simplify(graph: Graph): Graph {
  return withoutUnused(withoutRepeats(graph));
}

type Rename = (operand: Operand) => Operand;

/** Common subexpressions: an operation with the operands and attributes of an earlier one is that one. */
function withoutRepeats({ inputs, nodes, outputs }: Graph): Graph {
  const same = new Map<Value, Value>();
  const current: Rename = ({ value, shape }) => ({ value: same.get(value) ?? value, shape });
  return { inputs, nodes: mergeRepeats(nodes, same, current), outputs: outputs.map(current) };
}

function mergeRepeats(nodes: readonly GraphNode[], same: Map<Value, Value>, current: Rename): GraphNode[] {
  const seen = new Map<string, GraphNode>();
  return nodes.flatMap((node) => {
    const operands = Object.entries(node.inputs).map(([name, operand]) => [name, current(operand)] as const);
    const next = { ...node, inputs: Object.fromEntries(operands) };
    if (node.kernel === 'Scan') return [{ ...next, attrs: mergeInStep(node, same, current) }];
    const description = describeNode(next);
    const earlier = seen.get(description);
    if (earlier === undefined) {
      seen.set(description, next);
      return [next];
    }
    node.outputs.forEach(({ value }, i) => same.set(value, earlier.outputs[i].value));
    return [];
  });
}

function mergeInStep({ attrs }: GraphNode, same: Map<Value, Value>, current: Rename): GraphNode['attrs'] {
  const { step, ...rest } = attrs as unknown as ScanAttributes;
  const nodes = mergeRepeats(step.nodes, same, current);
  return {
    ...rest,
    step: { ...step, nodes, nextCarry: step.nextCarry.map(current), y: step.y.map(current) },
  };
}

/** Operations with the same text do the same. Functions among the attributes are told apart by identity. */
function describeNode({ kernel, inputs, attrs }: GraphNode): string {
  const operands = Object.entries(inputs).map(
    ([name, { value, shape }]) => `${name}=${value.id}[${shape.join()}]`,
  );
  const settings = JSON.stringify(attrs, (name, value: unknown) => {
    if (typeof value === 'function') return identityOf(value);
    if (typeof value === 'number') return literal(value);
    // A key that is an operand is told apart there.
    return name === 'key' && 'key' in inputs ? undefined : value;
  });
  return `${kernel}(${operands.join(' ')})${settings}`;
}

/** JSON knows neither −0 nor NaN and the infinities: an object tells them apart from all that an attribute may be. */
function literal(value: number): unknown {
  return Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : { number: 1 / value === -Infinity ? '-0' : String(value) };
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
  return { inputs, nodes: neededNodes(nodes, outputs), outputs };
}

function neededNodes(nodes: readonly GraphNode[], outputs: readonly Operand[]): GraphNode[] {
  const needed = new Set(outputs.map(({ value }) => value));
  const kept = nodes.toReversed().flatMap((node) => {
    if (!node.outputs.some(({ value }) => needed.has(value))) return [];
    const own = node.kernel === 'Scan' ? neededLoop(node, needed) : node;
    for (const { value } of Object.values(own.inputs)) needed.add(value);
    return [own];
  });
  return kept.reverse();
}

/** A loop without the outputs that nobody needs, and what only they needed. */
function neededLoop(node: GraphNode, needed: ReadonlySet<Value>): GraphNode {
  const { step, ...rest } = node.attrs as unknown as ScanAttributes;
  const carries = step.carry.length;
  const isNeeded = step.y.map((_, i) => needed.has(node.outputs[carries + i].value));
  const y = step.y.filter((_, i) => isNeeded[i]);
  const smaller = { ...step, y, nodes: neededNodes(step.nodes, [...step.nextCarry, ...y]) };
  const given = Object.values(node.inputs).slice(0, carries + step.x.length);
  const operands = [...given, ...valuesOutside(smaller)];
  return {
    ...{ kernel: node.kernel, attrs: { ...rest, step: smaller } },
    inputs: Object.fromEntries(operands.map((operand, i) => [String(i), operand])),
    outputs: node.outputs.filter((_, i) => i < carries || isNeeded[i - carries]),
  };
}

/** What a step uses that is neither given to it nor made by it, constants aside. */
export function valuesOutside({ carry, x, nodes, nextCarry, y }: LoopStep): Operand[] {
  const made = nodes.flatMap(({ outputs }) => outputs);
  const inside = new Set([...carry, ...x, ...made].map(({ value }) => value));
  const used = [...nodes.flatMap(({ inputs }) => Object.values(inputs)), ...nextCarry, ...y];
  const outside = used.filter(({ value }) => !inside.has(value) && value.origin.kind !== 'constant');
  return [...new Map(outside.map((operand) => [operand.value, operand])).values()];
}
