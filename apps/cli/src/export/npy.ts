// The .npy format, version 1.0: a magic word, a Python dictionary that says type and shape, then the elements as they are.
// Source: numpy/lib/format.py (numpy enhancement proposal 1).
import type { StoredDtype, StoredTensor } from '@saccade/math';

/** What numpy calls each type. It has no bfloat16. */
const DESCRIPTIONS: Readonly<Record<Exclude<StoredDtype, 'BF16'>, string>> = {
  ...{ BOOL: '|b1', U8: '|u1', I8: '|i1', I16: '<i2', U16: '<u2', I32: '<i4', U32: '<u4' },
  ...{ I64: '<i8', U64: '<u8', F16: '<f2', F32: '<f4', F64: '<f8' },
};

const MAGIC = [0x93, ...new TextEncoder().encode('NUMPY'), 1, 0];
/** The elements begin at a multiple of this, so that a mapped file is aligned for any processor. */
const ALIGNMENT = 64;

/**
 * An array as the bytes of a .npy file, row-major, little-endian.
 * @throws Error for bfloat16, which numpy does not know.
 */
export function npyBytes({ dtype, shape, data }: StoredTensor): Uint8Array {
  if (dtype === 'BF16') throw new Error('npyBytes: dtype must be one that numpy has, got BF16');
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${DESCRIPTIONS[dtype]}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const begin = Math.ceil((MAGIC.length + 2 + header.length + 1) / ALIGNMENT) * ALIGNMENT;
  const length = begin - MAGIC.length - 2;
  const bytes = new Uint8Array(begin + data.byteLength);
  bytes.set([...MAGIC, length & 0xff, length >> 8]);
  bytes.set(new TextEncoder().encode(`${header.padEnd(length - 1)}\n`), MAGIC.length + 2);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), begin);
  return bytes;
}
