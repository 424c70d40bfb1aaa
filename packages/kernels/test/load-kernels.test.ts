import { afterEach, expect, test, vi } from 'vitest';
import { loadKernels } from '../src/index.ts';
import { kernelsWasm } from '../src/generated/kernels-wasm.ts';

afterEach(() => void vi.restoreAllMocks());

const binary = Uint8Array.from(atob(kernelsWasm), (character) => character.charCodeAt(0));

/** Ids of the sections of a WebAssembly binary: after a header of 8 bytes, an id, a length in LEB128, and the content. */
function sectionIds(bytes: Uint8Array): number[] {
  const ids: number[] = [];
  for (let at = 8; at < bytes.length;) {
    ids.push(bytes[at++] as number);
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] as number;
      length |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    at += length;
  }
  return ids;
}

test('the binary has types, imports, functions, exports and code, and neither data nor a start', () => {
  const ids = sectionIds(binary);
  expect(ids).toEqual(expect.arrayContaining([1, 2, 3, 7, 10]));
  for (const [section, id] of Object.entries({ start: 8, data: 11, dataCount: 12 }))
    expect(ids, section).not.toContain(id);
});

test('the binary wants a memory, a table for fused loops, and who names a bad index', () =>
  expect(WebAssembly.Module.imports(new WebAssembly.Module(binary))).toEqual([
    { module: 'check-indices', name: 'badIndex', kind: 'function' },
    { module: 'env', name: 'memory', kind: 'memory' },
    { module: 'env', name: 'table', kind: 'table' },
  ]));

test('loading leaves a memory as it was, even the smallest, and the kernels follow its growth', async () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  new Uint8Array(memory.buffer).fill(0xab);
  const { scatterAddRows } = await loadKernels(memory);
  expect(new Uint8Array(memory.buffer).every((byte) => byte === 0xab)).toBe(true);
  memory.grow(1);
  const [row, index, out] = [65536, 65600, 65664];
  new Float32Array(memory.buffer).set([3, 4], row / 4);
  scatterAddRows(row, index, out, 1, 1, 2, 1);
  expect([...new Float32Array(memory.buffer, out, 2)]).toEqual([3, 4]);
});

test('says which hosts have SIMD when this one does not', async () => {
  vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  await expect(loadKernels(new WebAssembly.Memory({ initial: 1 }))).rejects.toThrow(
    'loadKernels: the host must have 128-bit WebAssembly SIMD (Node 16.4, ',
  );
});

test('names the argument when memory is something else', async () => {
  const wrong = new ArrayBuffer(65536) as unknown as WebAssembly.Memory;
  await expect(loadKernels(wrong)).rejects.toThrow(
    'loadKernels: memory must be a WebAssembly.Memory, got object',
  );
});
