import { describe, expect, test } from 'vitest';
import {
  disposeTree,
  fromStored,
  readSafetensors,
  scalar,
  tensor,
  tensorCount,
  toStored,
  writeSafetensors,
} from '../../src/index.ts';
import type { StoredTensor } from '../../src/index.ts';
import { TOLERANCE, eachBackend, tensorsLeft } from '../../src/testing/index.ts';

eachBackend(['cpu', 'wasm'], () => {
  const tree = () => ({
    layers: [
      {
        w: tensor([
          [1, -0],
          [NaN, 4],
        ]),
        b: tensor([0.1, Infinity]),
      },
      { w: tensor([[5]]), b: tensor([], [0]) },
    ] as const,
    step: tensor([7], [], 'int32'),
    mask: tensor([true, false]),
  });

  test('F4 a tree comes back from a file bit for bit, in its structure', () => {
    const params = tree();
    const file = writeSafetensors(toStored(params));
    const back = fromStored(readSafetensors(file).tensors, params);
    expect(Object.keys(toStored(params))).toEqual([
      'layers.0.w',
      'layers.0.b',
      'layers.1.w',
      'layers.1.b',
      'step',
      'mask',
    ]);
    expect(back.layers[0].w).toEqualTensor(params.layers[0].w);
    expect(back.layers[0].b).toEqualTensor(params.layers[0].b);
    expect(back.layers[1].b).toEqualTensor(params.layers[1].b);
    expect(back.step).toEqualTensor(params.step);
    expect(back.mask).toEqualTensor(params.mask);
    disposeTree([params, back]);
  });
  test('what is stored does not change with the tensor, and a single tensor is a tree', () => {
    const x = tensor([1, 2]);
    const stored = toStored(x);
    x.dispose();
    expect(stored).toEqual({ '': { dtype: 'F32', shape: [2], data: Float32Array.of(1, 2) } });
  });
  test('storing leaves no tensor, and reading one for each leaf', () => {
    const params = tree();
    const stored = toStored(params);
    expect(tensorsLeft(() => toStored(params))).toBe(0);
    const before = tensorCount();
    const back = fromStored(stored, params);
    expect(tensorCount() - before).toBe(6);
    expect(
      tensorsLeft(() =>
        expect(() => fromStored({ ...stored, mask: stored.step as StoredTensor }, params)).toThrow(),
      ),
    ).toBe(0);
    disposeTree([params, back]);
  });

  describe('small numbers widen exactly', () => {
    const floats = (dtype: 'F16' | 'BF16', bits: number[]): Record<string, StoredTensor> => ({
      x: { dtype, shape: [bits.length], data: Uint16Array.from(bits) },
    });
    test('F16', () => {
      const like = { x: tensor(new Float32Array(10)) };
      const bits = [0x0000, 0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001, 0x03ff, 0x3555, 0x7c00, 0xfe00];
      const { x } = fromStored(floats('F16', bits), like);
      // Values of IEEE 754 binary16: 1, −2, largest, smallest normal, smallest and largest subnormal, nearest to ⅓.
      expect(x).toBeClose(
        [0, 1, -2, 65504, 2 ** -14, 2 ** -24, 1023 * 2 ** -24, 0.333251953125, Infinity, NaN],
        TOLERANCE.exact,
      );
      disposeTree([x, like]);
    });
    test('BF16', () => {
      const like = { x: tensor(new Float32Array(5)) };
      const { x } = fromStored(floats('BF16', [0x3f80, 0xc000, 0x7f80, 0x0080, 0x3eab]), like);
      expect(x).toBeClose([1, -2, Infinity, 2 ** -126, 0.333984375], TOLERANCE.exact);
      disposeTree([x, like]);
    });
    test('integers', () => {
      const like = { x: tensor([0, 0], [2], 'int32') };
      const { x } = fromStored({ x: { dtype: 'I8', shape: [2], data: Int8Array.of(-128, 127) } }, like);
      expect(x).toEqualTensor(tensor([-128, 127], [2], 'int32'));
      disposeTree([x, like]);
    });
  });

  test('F4 what does not fit is refused by name', () => {
    const like = { a: tensor([1, 2]), n: scalar(1, 'int32'), flag: tensor([true]) };
    const good = toStored(like);
    const f64: StoredTensor = { dtype: 'F64', shape: [2], data: Float64Array.of(1, 2) };
    const bytes: StoredTensor = { dtype: 'BOOL', shape: [1], data: Uint8Array.of(2) };
    const { a, ...rest } = good as Record<'a', StoredTensor>;
    expect(() => fromStored(rest, like)).toThrow('fromStored: stored "a" must be [2], got none');
    expect(() => fromStored({ ...good, b: a }, like)).toThrow(
      'fromStored: stored must have the names of like only, got "b"',
    );
    expect(() => fromStored({ ...good, a: { ...a, shape: [1, 2] } as StoredTensor }, like)).toThrow(
      'fromStored: stored "a" must be [2], got [1, 2] F32',
    );
    expect(() => fromStored({ ...good, a: f64 }, like)).toThrow(
      'fromStored: stored "a" must be [2], got [2] F64',
    );
    expect(() => fromStored({ ...good, n: a }, like)).toThrow(
      'fromStored: stored "n" must be [] int32, got [2] F32',
    );
    expect(() => fromStored({ ...good, flag: bytes }, like)).toThrow(
      'fromStored: stored "flag" must be [1] bool, got [1] BOOL',
    );
    expect(() => toStored({ 'a.b': like.a, a: { b: like.a } })).toThrow(
      'toStored: tree must have one leaf of each name, got two of "a.b"',
    );
    expect(() => toStored({ a: 5 })).toThrow('toStored: tree.a must be a tensor, got 5');
    disposeTree(like);
  });
});
