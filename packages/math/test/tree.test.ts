import { expect, test } from 'vitest';
import { disposeTree, flattenTree, mapTree, tensor, tensorCount, zipTrees } from '../src/index.ts';
import type { Tree } from '../src/index.ts';
import { eachBackend } from '../src/testing/index.ts';

const tree: Tree<number> = {
  layers: [
    { w: 1, b: 2 },
    { w: 3, b: 4 },
  ],
  scale: 5,
};

test('mapTree keeps the structure and gives each leaf its name', () => {
  expect(mapTree((x: number, name) => `${name}=${x}`, tree)).toEqual({
    layers: [
      { w: 'layers.0.w=1', b: 'layers.0.b=2' },
      { w: 'layers.1.w=3', b: 'layers.1.b=4' },
    ],
    scale: 'scale=5',
  });
  expect(mapTree((x: number, name) => [x, name], 7)).toEqual([7, '']);
});

test('flattenTree lists leaves in order and builds the tree again', () => {
  const { leaves, names, unflatten } = flattenTree<Tree<number>, number>(tree);
  expect(leaves).toEqual([1, 2, 3, 4, 5]);
  expect(names).toEqual(['layers.0.w', 'layers.0.b', 'layers.1.w', 'layers.1.b', 'scale']);
  expect(unflatten(leaves.map((x) => -x))).toEqual(mapTree((x: number) => -x, tree));
  expect(() => unflatten([1])).toThrow('unflatten: leaves must be 5, got 1');
});

test('undefined and null are no leaves, typed arrays and instances are', () => {
  const odd = { a: undefined, b: null, c: Float32Array.of(1), d: new Map() };
  expect(flattenTree(odd).names).toEqual(['c', 'd']);
  expect(mapTree(() => 1, odd as unknown as Tree<unknown>)).toEqual({ a: undefined, b: null, c: 1, d: 1 });
});

test('zipTrees matches children of objects by name', () => {
  const other = {
    scale: 50,
    layers: [
      { b: 20, w: 10 },
      { b: 40, w: 30 },
    ],
  };
  expect(zipTrees((a: number, b: number) => a + b, tree, other)).toEqual(
    mapTree((x: number) => 11 * x, tree),
  );
});

test('zipTrees names the leaf where structures differ', () => {
  expect(() => zipTrees((a: number) => a, { a: 1, b: 2 }, { a: 1 })).toThrow(
    "zipTrees: tree 2 must have a leaf at 'b', as the first has, got none",
  );
  expect(() => zipTrees((a: number) => a, { a: 1 }, { a: 1 }, { a: 1, b: 2 })).toThrow(
    'zipTrees: tree 3 must have 1 leaves, as the first has, got 2',
  );
});

eachBackend(['wasm'], () => {
  test('disposeTree frees every tensor and passes over the rest', () => {
    const before = tensorCount();
    const x = tensor([1]);
    disposeTree({ a: [x, { b: tensor([2]) }], note: 'text', twice: x, none: undefined });
    expect(tensorCount()).toBe(before);
    disposeTree(tensor([1]));
    expect(tensorCount()).toBe(before);
  });
});
