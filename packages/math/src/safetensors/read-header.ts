import { failAt, readCounts, readMembers, readString, skipSpaces } from './json-cursor.ts';
import type { Cursor } from './json-cursor.ts';
import { quote, SafetensorsError } from './safetensors-error.ts';
import { elementBytes, elementCount, isStoredDtype, METADATA_NAME, STORED_DTYPES } from './stored-tensor.ts';
import type { StoredDtype } from './stored-tensor.ts';

/** One tensor as the header announces it; its bytes are `begin ≤ i < end` of the data. */
export interface HeaderEntry {
  readonly name: string;
  readonly dtype: StoredDtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  /** In the order of their data. */
  readonly entries: readonly HeaderEntry[];
  readonly metadata: Record<string, string> | undefined;
}

/**
 * Parses the JSON of a header, trailing spaces included, and checks that its tensors fill `dataBytes` bytes without
 * gaps or overlaps. The work and the memory are bounded by the header's length, whatever it announces.
 *
 * @throws {@link SafetensorsError} naming the broken rule.
 */
export function readHeader(text: string, dataBytes: number): Header {
  const cursor: Cursor = { text, at: 0 };
  if (text[0] !== '{') failAt(cursor, "'{'");
  let metadata: Record<string, string> | undefined;
  const members = readMembers(cursor, (name) => {
    if (name !== METADATA_NAME) return readEntry(cursor, name);
    metadata = readMetadata(cursor);
    return undefined;
  });
  skipSpaces(cursor);
  if (cursor.at < text.length) failAt(cursor, 'nothing but spaces after its object');
  const entries = [...members.values()].filter((entry) => entry !== undefined);
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkLayout(entries, dataBytes);
  return { entries, metadata };
}

function readMetadata(cursor: Cursor): Record<string, string> {
  // Through entries, so that a name like "__proto__" is a name like any other.
  return Object.fromEntries(readMembers(cursor, () => readString(cursor)));
}

type Fields = { readonly [field: string]: string | number[] };

function readEntry(cursor: Cursor, name: string): HeaderEntry {
  const fields: Fields = Object.fromEntries(
    readMembers<string | number[]>(cursor, (field) => readField(cursor, name, field)),
  );
  const { dtype, shape, data_offsets: offsets } = fields;
  if (dtype === undefined || shape === undefined || offsets === undefined) {
    failTensor(
      name,
      'must have dtype, shape and data_offsets',
      Object.keys(fields).join(', ') || 'none of them',
    );
  }
  return checkEntry(name, dtype as string, shape as number[], offsets as number[]);
}

function readField(cursor: Cursor, name: string, field: string): string | number[] {
  if (field === 'dtype') return readString(cursor);
  if (field === 'shape' || field === 'data_offsets') return readCounts(cursor);
  return failTensor(name, 'must have dtype, shape and data_offsets only', quote(field));
}

function checkEntry(name: string, dtype: string, shape: number[], offsets: number[]): HeaderEntry {
  if (!isStoredDtype(dtype))
    failTensor(name, `dtype must be one of ${STORED_DTYPES.join(', ')}`, quote(dtype));
  const [begin, end] = offsets;
  if (begin === undefined || end === undefined || offsets.length !== 2 || end < begin) {
    failTensor(name, 'data_offsets must be [begin, end] with begin ≤ end', list(offsets));
  }
  const count = elementCount(shape);
  if (count === undefined) failTensor(name, 'shape must have fewer than 2^53 elements', list(shape));
  const bytes = count * elementBytes(dtype);
  if (end - begin !== bytes) {
    failTensor(name, `data_offsets must span ${bytes} bytes for ${dtype} ${list(shape)}`, list(offsets));
  }
  return { name, dtype, shape, begin, end };
}

function checkLayout(entries: readonly HeaderEntry[], dataBytes: number): void {
  let next = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== next) {
      failTensor(name, `data_offsets must begin at ${next}, where the tensor before ends`, `${begin}`);
    }
    next = end;
  }
  if (next === dataBytes) return;
  throw new SafetensorsError(
    `readSafetensors: data must be ${next} bytes, as the header announces, got ${dataBytes}: ` +
      (dataBytes < next ? 'the file is truncated' : 'bytes are left over at its end'),
  );
}

function failTensor(name: string, rule: string, got: string): never {
  throw new SafetensorsError(`readSafetensors: tensor ${quote(name)}: ${rule}, got ${got}`);
}

/** `[2, 3]`, cut after eight numbers. */
function list(numbers: readonly number[]): string {
  return `[${numbers.slice(0, 8).join(', ')}${numbers.length > 8 ? ', …' : ''}]`;
}
