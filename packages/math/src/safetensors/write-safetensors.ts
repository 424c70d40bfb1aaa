import { describe } from '../errors.ts';
import { formatShape } from '../shapes.ts';
import { quote, SafetensorsError } from './safetensors-error.ts';
import {
  arrayType,
  elementCount,
  isStoredDtype,
  MAX_HEADER_BYTES,
  METADATA_NAME,
  STORED_DTYPES,
} from './stored-tensor.ts';
import type { StoredTensor } from './stored-tensor.ts';

/**
 * Writes tensors in the safetensors format, byte for byte as the Python and Rust libraries do: widest dtype first, then by
 * name; compact JSON; the header filled up with spaces, so that the data begins at a multiple of 8 bytes. Names of
 * `metadata` are sorted too, where those libraries leave the order to chance. The same content gives the same bytes.
 *
 * Source: the safetensors format, Hugging Face 2022.
 * @param tensors - by name. F16 and BF16 as their bits. Read only.
 * @param metadata - free text by name; left out when undefined.
 * @throws {@link SafetensorsError} naming the tensor that does not fit its dtype or shape.
 */
export function writeSafetensors(
  tensors: Readonly<Record<string, StoredTensor>>,
  metadata?: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(tensors);
  for (const [name, tensor] of entries) checkTensor(name, tensor);
  entries.sort(
    ([leftName, left], [rightName, right]) =>
      STORED_DTYPES.indexOf(right.dtype) - STORED_DTYPES.indexOf(left.dtype) ||
      compareText(leftName, rightName),
  );
  const header = encodeHeader(entries, metadata);
  const dataBytes = entries.reduce((sum, [, { data }]) => sum + data.byteLength, 0);
  const bytes = new Uint8Array(8 + header.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  let at = 8 + header.length;
  for (const [, { data }] of entries) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

function checkTensor(name: string, { dtype, shape, data }: StoredTensor): void {
  const fail = (rule: string, got: string): never => {
    throw new SafetensorsError(`writeSafetensors: tensor ${quote(name)}: ${rule}, got ${got}`);
  };
  if (name === METADATA_NAME) fail(`name must not be ${METADATA_NAME}, which the format reserves`, 'it');
  checkText('tensor name', name);
  if (!isStoredDtype(dtype)) fail(`dtype must be one of ${STORED_DTYPES.join(', ')}`, describe(dtype));
  const type = arrayType(dtype);
  if (!(data instanceof type)) fail(`data must be a ${type.name} for ${dtype}`, describe(data));
  if (!Array.isArray(shape) || !shape.every((n) => Number.isSafeInteger(n) && n >= 0)) {
    fail('shape must be non-negative integers', Array.isArray(shape) ? formatShape(shape) : describe(shape));
  }
  const count = elementCount(shape);
  if (data.length !== count)
    fail(`data must have ${count} elements for shape ${formatShape(shape)}`, `${data.length}`);
}

function encodeHeader(
  entries: readonly (readonly [string, StoredTensor])[],
  metadata: Readonly<Record<string, string>> | undefined,
): Uint8Array {
  const members: string[] = [];
  if (metadata !== undefined) members.push(`"${METADATA_NAME}":${encodeMetadata(metadata)}`);
  let begin = 0;
  for (const [name, { dtype, shape, data }] of entries) {
    const end = begin + data.byteLength;
    members.push(`${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, end] })}`);
    begin = end;
  }
  const json = new TextEncoder().encode(`{${members.join(',')}}`);
  const header = new Uint8Array(Math.ceil(json.length / 8) * 8).fill(0x20);
  header.set(json);
  if (header.length <= MAX_HEADER_BYTES) return header;
  throw new SafetensorsError(
    `writeSafetensors: header must be at most ${MAX_HEADER_BYTES} bytes, got ${header.length}`,
  );
}

function encodeMetadata(metadata: Readonly<Record<string, string>>): string {
  const members = Object.entries(metadata).sort(([left], [right]) => compareText(left, right));
  for (const [name, text] of members) {
    checkText('metadata name', name);
    checkText(`metadata ${quote(name)}`, text);
  }
  return `{${members.map(([name, text]) => `${JSON.stringify(name)}:${JSON.stringify(text)}`).join(',')}}`;
}

function checkText(what: string, text: string): void {
  if (typeof text === 'string' && !/\p{Surrogate}/u.test(text)) return;
  const got = typeof text === 'string' ? quote(text) : describe(text);
  throw new SafetensorsError(`writeSafetensors: ${what} must be text without lone surrogates, got ${got}`);
}

/** Order of code points, which is the order of UTF-8 bytes: JavaScript's own order puts surrogates before U+E000. */
function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a === b) continue;
    return Number(isSurrogate(a)) - Number(isSurrogate(b)) || a - b;
  }
  return left.length - right.length;
}

function isSurrogate(code: number): boolean {
  return (code & 0xf800) === 0xd800;
}
