import { expect, test } from 'vitest';
import { simplify } from '../../src/compile/simplify.ts';
import type { GraphNode } from '../../src/compile/graph.ts';
import { graph, input, kernels, keyInput, loop, made, node, out, stepOf } from './by-hand.ts';

const x = input(0);

/** How many of these operations, all of them needed, are left. */
const left = (...nodes: GraphNode[]): number => simplify(graph([x], nodes, nodes.map(out))).nodes.length;

test('an operation that repeats an earlier one is that one, for operations after it and for outputs', () => {
  const [one, two] = [node('Exp', [x]), node('Exp', [x])];
  const [after, again] = [node('Neg', [out(one)]), node('Neg', [out(two)])];
  const simple = simplify(graph([x], [one, two, after, again], [out(two), out(again)]));
  expect(simple.nodes).toEqual([one, after]);
  expect(simple.outputs).toEqual([out(one), out(after)]);
});

test('operations with other operands, in another order, of another kernel or name stay apart', () => {
  const y = input(1);
  expect(left(node('Sub', [x, y]), node('Sub', [y, x]), node('Add', [x, y]), node('Sub', [x, x]))).toBe(4);
  const [a, b] = [node('Select', []), node('Select', [])];
  expect(left({ ...a, inputs: { t: x, e: y } }, { ...b, inputs: { e: x, t: y } })).toBe(2);
});

test('one value under two shapes is two operands', () => {
  const column = { value: x.value, shape: [4, 1] };
  expect(left(node('Transpose', [x]), node('Transpose', [column]))).toBe(2);
});

test.each([
  [0, 1],
  [0, -0],
  [Infinity, -Infinity],
  [Infinity, NaN],
  [NaN, null],
  [Infinity, 'Infinity'],
  [true, 1],
  [undefined, null],
  [
    [0, 1],
    [1, 0],
  ],
  [
    [[1], 2],
    [1, [2]],
  ],
])('attributes %j and %j stay apart', (a, b) => {
  expect(left(node('Pad', [x], { attrs: { value: a } }), node('Pad', [x], { attrs: { value: b } }))).toBe(2);
  expect(left(node('Pad', [x], { attrs: { value: a } }), node('Pad', [x], { attrs: { value: a } }))).toBe(1);
});

test('functions among attributes are told apart by identity, not by text', () => {
  const times = (factor: number) => (y: number) => y * factor;
  const [double, triple] = [times(2), times(3)];
  const computed = (compute: (y: number) => number): GraphNode => node('Host', [x], { attrs: { compute } });
  expect(left(computed(double), computed(triple))).toBe(2);
  expect(left(computed(double), computed(double))).toBe(1);
});

test('draws from different keys stay apart, though their attributes hold the keys of the capture', () => {
  const attrs = { key: { words: [0, 1] }, mean: 0 };
  const draw = (key: ReturnType<typeof keyInput>): GraphNode => ({
    ...{ kernel: 'RandomNormal', inputs: { key }, attrs, outputs: [made()] },
  });
  const [a, b] = [keyInput(0), keyInput(1)];
  expect(left(draw(a), draw(b))).toBe(2);
  expect(left(draw(a), draw(a))).toBe(1);
});

test('a draw is the same draw whatever key its operand had at capture', () => {
  const a = keyInput(0);
  const draw = (word: number): GraphNode => ({
    ...{ kernel: 'RandomNormal', inputs: { key: a }, attrs: { key: { words: [word, 1] } } },
    outputs: [made()],
  });
  expect(left(draw(7), draw(8))).toBe(1);
});

test('draws from constant keys on an operand stay apart', () => {
  const draw = (word: number): GraphNode => node('Noise', [x], { attrs: { key: { words: [word, 0] } } });
  expect(left(draw(1), draw(2))).toBe(2);
});

test('children of a key with other numbers are other keys', () => {
  const parent = keyInput(0);
  const child = (first: number): GraphNode => node('DeriveKeys', [parent], { attrs: { first } });
  expect(left(child(0), child(1))).toBe(2);
});

test('what no output needs is dropped, and what only that needed', () => {
  const [a, b] = [node('Exp', [x]), node('Log', [x])];
  const c = node('Neg', [out(b)]);
  expect(kernels(simplify(graph([x], [a, b, c], [out(a)])))).toEqual(['Exp']);
});

test('an operation stays for the sake of any of its outputs', () => {
  const split = node('Split', [x], { outputs: [made([2]), made([2])] });
  expect(simplify(graph([x], [split], [split.outputs[1]])).nodes).toEqual([split]);
});

/** A loop over `xs` whose step makes `h' = h + exp(x)` and gives exp(x), log(x). */
function example(outside = x) {
  const [h, row] = [made([]), made([])];
  const [one, two, log] = [node('Exp', [row]), node('Exp', [row]), node('Log', [out(node('Abs', [row]))])];
  const abs = node('Abs', [row], { outputs: [Object.values(log.inputs)[0]] });
  const next = node('Add', [h, out(two)]);
  const scaled = node('Mul', [out(one), outside]);
  const step = {
    ...{ carry: [h], x: [row], nodes: [one, two, abs, log, next, scaled] },
    ...{ nextCarry: [out(next)], y: [out(scaled), out(log)] },
  };
  const [h0, xs] = [input(1, []), input(2, [3])];
  const results = [made([]), made([3]), made([3])];
  return { h0, xs, results, node: loop([h0, xs, outside], step, results) };
}

test('repeats inside a step are merged', () => {
  const { h0, xs, results, node: scan } = example();
  const [simple] = simplify(graph([x, h0, xs], [scan], results)).nodes;
  expect(kernels(stepOf(simple))).toEqual(['Exp', 'Abs', 'Log', 'Add', 'Mul']);
  const [exp, , , add] = stepOf(simple).nodes;
  expect(add.inputs['1'].value).toBe(out(exp).value);
});

test('an output of all steps that nobody needs is dropped, with what only it needed, inside and outside', () => {
  const outside = node('Neg', [x]);
  const { h0, xs, results, node: scan } = example(out(outside));
  const { nodes } = simplify(graph([x, h0, xs], [outside, scan], [results[0]]));
  expect(kernels({ nodes })).toEqual(['Scan']);
  expect(kernels(stepOf(nodes[0]))).toEqual(['Exp', 'Add']);
  expect(Object.values(nodes[0].inputs)).toEqual([h0, xs]);
  expect(nodes[0].outputs).toEqual([results[0]]);
});

test('a step reaches the one that is left of operations outside', () => {
  const [one, two] = [node('Neg', [x]), node('Neg', [x])];
  const { h0, xs, results, node: scan } = example(out(two));
  const { nodes } = simplify(graph([x, h0, xs], [one, two, scan], [out(one), results[1]]));
  expect(kernels({ nodes })).toEqual(['Neg', 'Scan']);
  expect(Object.values(nodes[1].inputs).at(-1)?.value).toBe(out(one).value);
  expect(stepOf(nodes[1]).nodes.at(-1)?.inputs['1'].value).toBe(out(one).value);
});

test('loops are not merged with each other, nor a step with what stands before', () => {
  const outer = node('Exp', [x]);
  const step = (): GraphNode => {
    const h = made();
    const exp = node('Exp', [x]);
    const next = node('Add', [h, out(exp)]);
    return loop([x, x], { carry: [h], x: [], nodes: [exp, next], nextCarry: [out(next)], y: [] }, [made()]);
  };
  const [one, two] = [step(), step()];
  const { nodes } = simplify(graph([x], [outer, one, two], [out(outer), out(one), out(two)]));
  expect(kernels({ nodes })).toEqual(['Exp', 'Scan', 'Scan']);
  expect(kernels(stepOf(nodes[1]))).toEqual(['Exp', 'Add']);
});
