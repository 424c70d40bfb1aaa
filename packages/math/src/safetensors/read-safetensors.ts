import { describe } from '../errors.ts';
import { readHeader } from './read-header.ts';
import type { HeaderEntry } from './read-header.ts';
import { SafetensorsError } from './safetensors-error.ts';
import { arrayType, MAX_HEADER_BYTES } from './stored-tensor.ts';
import type { StoredTensor } from './stored-tensor.ts';

export interface SafetensorsContent {
  /** By name, in the order of the file. */
  readonly tensors: Record<string, StoredTensor>;
  /** The file's `__metadata__`; undefined when it has none. */
  readonly metadata: Record<string, string> | undefined;
}

/**
 * Reads a safetensors file. The arrays returned are copies, aligned to their elements; `bytes` is not kept.
 *
 * Nothing is allocated before the whole header has been checked against the length of `bytes`: the data returned is
 * never larger than the file, whatever the file announces.
 *
 * Source: the safetensors format, Hugging Face 2022. Stricter than its reference reader in three points: a name may
 * not come twice, a tensor has no fields but `dtype`, `shape` and `data_offsets`, and the 8-bit floats are unknown.
 * @throws {@link SafetensorsError} naming the broken rule; no other error, whatever the bytes.
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsContent {
  const dataStart = 8 + readHeaderLength(bytes);
  const text = decode(bytes.subarray(8, dataStart));
  const { entries, metadata } = readHeader(text, bytes.length - dataStart);
  const tensors = Object.fromEntries(
    entries.map((entry) => [entry.name, readTensor(bytes, dataStart, entry)]),
  );
  return { tensors, metadata };
}

/** The header's length in bytes: a little-endian 64-bit number, checked against what is there. */
function readHeaderLength(bytes: Uint8Array): number {
  if (!(bytes instanceof Uint8Array)) {
    throw new SafetensorsError(`readSafetensors: bytes must be a Uint8Array, got ${describe(bytes)}`);
  }
  if (bytes.length < 8) {
    throw new SafetensorsError(
      `readSafetensors: bytes must begin with 8 bytes of header length, got ${bytes.length}`,
    );
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > MAX_HEADER_BYTES) {
    throw new SafetensorsError(
      `readSafetensors: header length must be at most ${MAX_HEADER_BYTES}, got ${length}`,
    );
  }
  if (length > bytes.length - 8) {
    throw new SafetensorsError(
      `readSafetensors: header must have ${length} bytes, got ${bytes.length - 8}: the file is truncated`,
    );
  }
  return Number(length);
}

function decode(header: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(header);
  } catch {
    throw new SafetensorsError('readSafetensors: header must be UTF-8, got bytes that are not');
  }
}

function readTensor(
  bytes: Uint8Array,
  dataStart: number,
  { dtype, shape, begin, end }: HeaderEntry,
): StoredTensor {
  // Files and WebAssembly hosts are little-endian, so elements need no reordering.
  const copy = new Uint8Array(end - begin);
  copy.set(bytes.subarray(dataStart + begin, dataStart + end));
  const data = new (arrayType(dtype))(copy.buffer);
  return { dtype, shape, data } as StoredTensor;
}
