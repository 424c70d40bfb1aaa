import { beforeAll, expect, test } from 'vitest';
import { ENGINE } from '../src/engine/internals.ts';
import type { WasmBackend } from '../src/engine/internals.ts';
import { add, compile, start, sum, tensor, tensorCount, tidy, values, zeros } from '../src/index.ts';

beforeAll(async () => {
  await start();
});

const GIB = 2 ** 30;

test('N8 a tensor that no memory is left for is an error, and all others stay what they are', () => {
  const { wasm } = ENGINE.backendInstance as WasmBackend;
  const x = tensor([1, 2, 3]);
  const twice = compile((a: typeof x) => add(a, a));
  const before = tensorCount();
  // Memory that nobody touches costs address space alone.
  const taken = [wasm._malloc(1.5 * GIB), wasm._malloc(1.5 * GIB)];
  try {
    expect(() => tidy(() => sum(zeros([GIB / 4])))).toThrow(/^out of memory: .* 1073741824 bytes more/);
    expect(() => tidy(() => zeros([GIB + 1]))).toThrow(/^out of memory: .* 4294967300 bytes more/);
  } finally {
    taken.forEach((pointer) => wasm._free(pointer));
  }
  expect(tensorCount()).toBe(before);
  expect([...values(tidy(() => twice(x)))]).toEqual([2, 4, 6]);
  expect(values(tidy(() => sum(zeros([GIB / 4 / 64]))))[0]).toBe(0);
});

test('N7 memory above 2 GiB is as good as that below', () => {
  const { wasm } = ENGINE.backendInstance as WasmBackend;
  const taken = wasm._malloc(2.5 * GIB);
  try {
    // More than may be free below.
    const numbers = Float32Array.from({ length: 2 ** 24 }, (_, i) => i % 1000);
    const x = tensor(numbers);
    const { memoryOffset } = (ENGINE.backendInstance as WasmBackend).dataIdMap.get(x.dataId);
    expect(memoryOffset).toBeGreaterThan(2 * GIB);
    const double = compile((a: typeof x) => add(a, a));
    for (let call = 0; call < 2; call++) {
      const y = double(x);
      expect(values(y).findIndex((each, i) => each !== 2 * numbers[i]!)).toBe(-1);
      y.dispose();
    }
    double.dispose();
    x.dispose();
  } finally {
    wasm._free(taken);
  }
});
