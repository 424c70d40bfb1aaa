// Stored tensors for tests: from hexadecimal, and arbitrary ones.
import fc from 'fast-check';
import { arrayType, elementBytes, STORED_DTYPES } from '../../src/safetensors/stored-tensor.ts';
import type { StoredDtype, StoredTensor } from '../../src/safetensors/stored-tensor.ts';

export function bytesFromHex(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function storedFromBytes(
  dtype: StoredDtype,
  shape: number[],
  bytes: Uint8Array<ArrayBuffer>,
): StoredTensor {
  return { dtype, shape, data: new (arrayType(dtype))(bytes.buffer) } as StoredTensor;
}

/** The bits of a tensor, so that NaNs with different payloads differ and those with the same do not. */
export function bitsOf({ dtype, shape, data }: StoredTensor): [string, readonly number[], number[]] {
  return [dtype, shape, [...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]];
}

const arbitraryStored: fc.Arbitrary<StoredTensor> = fc
  .tuple(fc.constantFrom(...STORED_DTYPES), fc.array(fc.nat(4), { maxLength: 4 }))
  .chain(([dtype, shape]) => {
    const length = shape.reduce((a, b) => a * b, 1) * elementBytes(dtype);
    return fc
      .uint8Array({ minLength: length, maxLength: length })
      .map((bytes) => storedFromBytes(dtype, shape, new Uint8Array(bytes)));
  });

const arbitraryName = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((name) => name !== '__metadata__');
const arbitraryText = fc.string({ unit: 'binary', maxLength: 8 });

export const arbitraryContent = fc.record({
  tensors: fc.dictionary(arbitraryName, arbitraryStored, { maxKeys: 6, noNullPrototype: true }),
  metadata: fc.option(fc.dictionary(arbitraryText, arbitraryText, { maxKeys: 3, noNullPrototype: true }), {
    nil: undefined,
  }),
});
