/** The array that holds the elements of each dtype. F16 and BF16 are kept as their bits. */
export interface StoredArrays {
  BOOL: Uint8Array;
  U8: Uint8Array;
  I8: Int8Array;
  I16: Int16Array;
  U16: Uint16Array;
  F16: Uint16Array;
  BF16: Uint16Array;
  I32: Int32Array;
  U32: Uint32Array;
  F32: Float32Array;
  F64: Float64Array;
  I64: BigInt64Array;
  U64: BigUint64Array;
}

export type StoredDtype = keyof StoredArrays;

/** A tensor on the host as a file stores it: row-major elements in the array type of its dtype. */
export type StoredTensor = {
  [D in StoredDtype]: {
    readonly dtype: D;
    readonly shape: readonly number[];
    readonly data: StoredArrays[D];
  };
}[StoredDtype];

type ArrayType<D extends StoredDtype> = {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer): StoredArrays[D];
};

/**
 * The array type of each dtype, in the order in which the reference implementation lays tensors out, backwards: it
 * sorts by dtype, widest first, so that each tensor is aligned to its element.
 *
 * Source: `Dtype` of huggingface/safetensors, `safetensors/src/tensor.rs`.
 */
const ARRAY_TYPES: { readonly [D in StoredDtype]: ArrayType<D> } = {
  BOOL: Uint8Array,
  U8: Uint8Array,
  I8: Int8Array,
  I16: Int16Array,
  U16: Uint16Array,
  F16: Uint16Array,
  BF16: Uint16Array,
  I32: Int32Array,
  U32: Uint32Array,
  F32: Float32Array,
  F64: Float64Array,
  I64: BigInt64Array,
  U64: BigUint64Array,
};

/** All dtypes, in increasing order of alignment. */
export const STORED_DTYPES = Object.keys(ARRAY_TYPES) as readonly StoredDtype[];

export function isStoredDtype(name: unknown): name is StoredDtype {
  return typeof name === 'string' && Object.hasOwn(ARRAY_TYPES, name);
}

/** Bytes of one element. */
export function elementBytes(dtype: StoredDtype): number {
  return ARRAY_TYPES[dtype].BYTES_PER_ELEMENT;
}

export function arrayType<D extends StoredDtype>(dtype: D): ArrayType<D> {
  return ARRAY_TYPES[dtype];
}

/** Number of elements of a shape, or undefined when it, or a product on the way to it, is not an exact number. */
export function elementCount(shape: readonly number[]): number | undefined {
  let count = 1;
  for (const n of shape) {
    count *= n;
    if (!Number.isSafeInteger(count)) return undefined;
  }
  return count;
}

/** Largest header, in bytes: the reference implementation's bound. */
export const MAX_HEADER_BYTES = 100_000_000;

/** The one name that is no tensor's. */
export const METADATA_NAME = '__metadata__';
