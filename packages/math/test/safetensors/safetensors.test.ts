// Reference files and their origin: ../reference/make-safetensors.py
import { expect, test } from 'vitest';
import { readSafetensors, SafetensorsError, writeSafetensors } from '../../src/safetensors/index.ts';
import type { StoredDtype, StoredTensor } from '../../src/safetensors/index.ts';
import { bitsOf, bytesFromHex, storedFromBytes } from './stored.ts';
import reference from '../reference/safetensors.json' with { type: 'json' };

interface HexTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: number[];
  readonly hex: string;
}

function tensorsOf(parts: readonly HexTensor[]): Record<string, StoredTensor> {
  return Object.fromEntries(
    parts.map(({ name, dtype, shape, hex }) => [
      name,
      storedFromBytes(dtype as StoredDtype, shape, bytesFromHex(hex)),
    ]),
  );
}

const bitsOfAll = (tensors: Record<string, StoredTensor>): unknown =>
  Object.entries(tensors)
    .map(([name, tensor]) => [name, bitsOf(tensor)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));

const float = (...values: number[]): StoredTensor => ({
  dtype: 'F32',
  shape: [values.length],
  data: Float32Array.from(values),
});

test.each(reference.cases)(
  'F1 writes the reference file byte for byte: $name',
  ({ tensors, metadata, file }) => {
    const written = writeSafetensors(
      tensorsOf(tensors.toReversed()),
      (metadata as Record<string, string> | null) ?? undefined,
    );
    expect([...written]).toEqual([...bytesFromHex(file)]);
  },
);

test.each(reference.cases)('F1 reads the reference file: $name', ({ tensors, metadata, file }) => {
  const content = readSafetensors(bytesFromHex(file));
  expect(bitsOfAll(content.tensors)).toEqual(bitsOfAll(tensorsOf(tensors)));
  expect(content.metadata ?? null).toEqual(metadata);
});

test.each(reference.rejected)('F2 rejects $name', ({ file, reason }) => {
  const read = (): unknown => readSafetensors(bytesFromHex(file));
  expect(read).toThrow(SafetensorsError);
  expect(read).toThrow(reason);
  expect(read).toThrow(/^readSafetensors: /);
});

test.each(reference.unusual)('reads $name', ({ file }) => {
  const { w } = readSafetensors(bytesFromHex(file)).tensors;
  expect([w?.dtype, ...(w?.data ?? [])]).toEqual(['F32', 1.5]);
});

test.each(reference.cases)('F2 rejects every truncation: $name', ({ file }) => {
  const bytes = bytesFromHex(file);
  for (let length = 0; length < bytes.length; length++) {
    expect(() => readSafetensors(bytes.subarray(0, length)), `${length} bytes`).toThrow(SafetensorsError);
  }
});

test('reads bytes that begin anywhere in their buffer, into arrays of their own', () => {
  const file = writeSafetensors({ w: float(1, 2, 3) });
  const shifted = new Uint8Array(file.length + 3);
  shifted.set(file, 3);
  const { w } = readSafetensors(shifted.subarray(3)).tensors;
  shifted.fill(255);
  expect(w).toEqual(float(1, 2, 3));
});

test('writes the part of a buffer that an array shows, not the buffer', () => {
  const data = Float32Array.of(9, 1, 2, 9).subarray(1, 3);
  const file = writeSafetensors({ w: { dtype: 'F32', shape: [2], data } });
  expect(readSafetensors(file).tensors.w).toEqual(float(1, 2));
});

test('F1 the order of tensors and of metadata in their objects does not matter', () => {
  const one = writeSafetensors({ a: float(1), b: float(2) }, { x: '1', y: '2' });
  const other = writeSafetensors({ b: float(2), a: float(1) }, { y: '2', x: '1' });
  expect(one).toEqual(other);
});

test('F3 an announced petabyte allocates nothing', () => {
  const { file } = reference.rejected.find(({ name }) => name === 'a petabyte in a small file') as {
    file: string;
  };
  const bytes = bytesFromHex(file);
  const before = process.memoryUsage().arrayBuffers;
  expect(() => readSafetensors(bytes)).toThrow(SafetensorsError);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000);
});

test('F2 a long hostile name does not make a long message', () => {
  const header = new TextEncoder().encode(`{"${'x'.repeat(100_000)}":{}}`);
  const bytes = new Uint8Array(8 + header.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  expect(() => readSafetensors(bytes)).toThrow(/^readSafetensors: tensor "x{60}…": must have .{1,80}$/);
});

test.each<[string, unknown, string]>([
  [
    'a shape of another size',
    { ...float(1), shape: [2] },
    'tensor "w": data must have 2 elements for shape [2], got 1',
  ],
  [
    'a negative size',
    { ...float(), shape: [-1] },
    'tensor "w": shape must be non-negative integers, got [-1]',
  ],
  [
    'a fractional size',
    { ...float(), shape: [0.5] },
    'tensor "w": shape must be non-negative integers, got [0.5]',
  ],
  ['no shape', { ...float(), shape: null }, 'tensor "w": shape must be non-negative integers, got null'],
  [
    'another array type',
    { ...float(1), dtype: 'I32' },
    'tensor "w": data must be a Int32Array for I32, got a Float32Array',
  ],
  ['an unknown dtype', { ...float(1), dtype: 'F8' }, 'tensor "w": dtype must be one of BOOL, U8'],
])('refuses to write %s', (_, tensor, message) => {
  const write = (): unknown => writeSafetensors({ w: tensor as StoredTensor });
  expect(write).toThrow(SafetensorsError);
  expect(write).toThrow(`writeSafetensors: ${message}`);
});

test('refuses to write names and metadata that the format cannot hold', () => {
  expect(() => writeSafetensors({ __metadata__: float(1) })).toThrow('name must not be __metadata__');
  expect(() => writeSafetensors({ '\ud800': float(1) })).toThrow(
    'tensor name must be text without lone surrogates',
  );
  expect(() => writeSafetensors({}, { a: '\udfff' })).toThrow(
    'metadata "a" must be text without lone surrogates',
  );
  expect(() => writeSafetensors({}, { a: 1 as unknown as string })).toThrow('metadata "a" must be text');
  expect(() => readSafetensors(new ArrayBuffer(16) as unknown as Uint8Array)).toThrow(
    'bytes must be a Uint8Array',
  );
});
