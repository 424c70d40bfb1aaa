// Rule W1 of ../SPEC.md.
import { createHash } from 'node:crypto';
import {
  dispose,
  key,
  range,
  reshape,
  start,
  tensor,
  uniform,
  values,
  writeSafetensors,
} from '@saccade/math';
import type { StoredTensor, Tensor, Tree } from '@saccade/math';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { weightsSha256 } from '../src/index.ts';

beforeAll(async () => {
  await start();
});

const made: Tensor[] = [];
const own = <T extends Tensor>(x: T): T => {
  made.push(x);
  return x;
};
afterEach(() => dispose(made.splice(0)));

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('W1 the hash is that of a safetensors file written byte by byte', async () => {
  const w = own(tensor([1, -2, 0.5, 3], [2, 2]));
  const header = '{"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}';
  const text = Buffer.from(header.padEnd(Math.ceil(header.length / 8) * 8, ' '));
  const file = Buffer.alloc(8 + text.length + 16);
  file.writeBigUInt64LE(BigInt(text.length));
  text.copy(file, 8);
  for (const [i, value] of [1, -2, 0.5, 3].entries()) file.writeFloatLE(value, 8 + text.length + 4 * i);
  expect(await weightsSha256({ w })).toBe(sha256(file));
});

test('W1 the hash of nested trees is that of the file with their names', async () => {
  const tree = {
    layers: [
      { w: own(uniform(key(1), [3, 5])), b: own(uniform(key(2), [5])) },
      { w: own(uniform(key(3), [5, 1])), b: own(tensor([-0], [1])) },
    ],
    count: own(range(0, 4, 1, 'int32')),
  };
  const stored = (x: Tensor, dtype: 'F32' | 'I32'): StoredTensor =>
    ({ dtype, shape: x.shape, data: values(x) }) as StoredTensor;
  const bytes = writeSafetensors({
    count: stored(tree.count, 'I32'),
    'layers.0.b': stored(tree.layers[0].b, 'F32'),
    'layers.0.w': stored(tree.layers[0].w, 'F32'),
    'layers.1.b': stored(tree.layers[1].b, 'F32'),
    'layers.1.w': stored(tree.layers[1].w, 'F32'),
  });
  expect(await weightsSha256(tree)).toBe(sha256(bytes));
});

test('W1 the order of names does not matter; names, shapes and bits do', async () => {
  const [a, b] = [own(uniform(key(4), [6])), own(uniform(key(5), [6]))];
  const hash = await weightsSha256({ a, b });
  expect(await weightsSha256({ b, a })).toBe(hash);
  const others: Tree<Tensor>[] = [
    { a: b, b: a },
    { a, c: b },
    { a, b: own(reshape(b, [2, 3])) },
    { a: own(tensor([0])), b: own(tensor([-0])) },
    { a: own(tensor([0])), b: own(tensor([0])) },
  ];
  const hashes = await Promise.all(others.map((tree) => weightsSha256(tree)));
  expect(new Set([hash, ...hashes]).size).toBe(1 + others.length);
});

test('W1 the tree is only read', async () => {
  const w = own(uniform(key(6), [4]));
  expect(await weightsSha256({ w })).toBe(await weightsSha256({ w }));
});

test('W1 two tensors of one name are refused', async () => {
  const [x, y] = [own(uniform(key(7), [2])), own(uniform(key(8), [2]))];
  await expect(weightsSha256({ 'a.b': x, a: { b: y } })).rejects.toThrow('got two of "a.b"');
});
