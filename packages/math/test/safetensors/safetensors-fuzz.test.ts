// Whatever the bytes, the reader returns what fits into them or throws its own error.
import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { readSafetensors, SafetensorsError, writeSafetensors } from '../../src/safetensors/index.ts';
import { arbitraryContent, bitsOf } from './stored.ts';

/** Reads, and returns the number of bytes of data read, or undefined when the bytes were rejected. */
function bytesRead(bytes: Uint8Array): number | undefined {
  try {
    const { tensors } = readSafetensors(bytes);
    return Object.values(tensors).reduce((sum, { data }) => sum + data.byteLength, 0);
  } catch (error) {
    expect(error).toBeInstanceOf(SafetensorsError);
    const { message } = error as SafetensorsError;
    expect(message).toMatch(/^readSafetensors: /);
    expect(message.length).toBeLessThan(600);
    return undefined;
  }
}

function withLength(header: Uint8Array, rest: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8 + header.length + rest.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  bytes.set(rest, 8 + header.length);
  return bytes;
}

property.prop([arbitraryContent], { seed: 1990, numRuns: 300 })(
  'F1 reading what was written gives the same tensors bit for bit',
  ({ tensors, metadata }) => {
    const content = readSafetensors(writeSafetensors(tensors, metadata));
    expect(content.metadata).toEqual(metadata);
    expect(Object.keys(content.tensors).sort()).toEqual(Object.keys(tensors).sort());
    for (const [name, tensor] of Object.entries(tensors)) {
      expect(bitsOf(content.tensors[name] ?? tensor)).toEqual(bitsOf(tensor));
    }
  },
);

property.prop([arbitraryContent], { seed: 1991, numRuns: 200 })(
  'F1 writing what was read gives the same file, with each tensor aligned to its elements',
  ({ tensors, metadata }) => {
    const file = writeSafetensors(tensors, metadata);
    const content = readSafetensors(file);
    expect(writeSafetensors(content.tensors, content.metadata)).toEqual(file);
    let at = 8 + Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(at % 8).toBe(0);
    // Names that look like array indices come first in any JavaScript object.
    const inFileOrder = Object.keys(content.tensors).every((name) => !/^\d+$/.test(name));
    for (const { data } of inFileOrder ? Object.values(content.tensors) : []) {
      expect(at % data.BYTES_PER_ELEMENT).toBe(0);
      at += data.byteLength;
    }
  },
);

property.prop([fc.uint8Array({ maxLength: 200 })], { seed: 1992, numRuns: 500 })(
  'F2 arbitrary bytes are read or rejected',
  (bytes) => {
    expect(bytesRead(bytes) ?? 0).toBeLessThanOrEqual(bytes.length);
  },
);

property.prop([fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 20 })], {
  seed: 1993,
  numRuns: 500,
})('F2 arbitrary headers of the right length are read or rejected', (header, rest) => {
  expect(bytesRead(withLength(header, rest)) ?? 0).toBeLessThanOrEqual(rest.length);
});

property.prop([fc.json({ maxDepth: 4 }), fc.uint8Array({ maxLength: 20 })], { seed: 1994, numRuns: 500 })(
  'F2 arbitrary JSON headers are read or rejected',
  (json, rest) => {
    expect(bytesRead(withLength(new TextEncoder().encode(json), rest)) ?? 0).toBeLessThanOrEqual(rest.length);
  },
);

const tokens = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '0',
  '1',
  '4',
  '-',
  '.',
  'e9',
  ' ',
  '"w"',
  '"dtype"',
  '"F32"',
  '"shape"',
];
const more = [
  '"data_offsets"',
  '[0,4]',
  '[1]',
  '"__metadata__"',
  '"dtype":"F32"',
  '"shape":[1]',
  '9999999999999999',
];

property.prop([fc.array(fc.constantFrom(...tokens, ...more), { maxLength: 30 })], {
  seed: 1995,
  numRuns: 1000,
})('F2 headers of shuffled tokens are read or rejected', (parts) => {
  const header = new TextEncoder().encode(`{${parts.join('')}`);
  expect(bytesRead(withLength(header, new Uint8Array(4))) ?? 0).toBeLessThanOrEqual(4);
});

const flip = fc.record({ at: fc.nat(), bit: fc.nat(7) });

property.prop([arbitraryContent, fc.array(flip, { minLength: 1, maxLength: 4 })], {
  seed: 1996,
  numRuns: 1000,
})('F2 a file with flipped bits is read or rejected', ({ tensors, metadata }, flips) => {
  const file = writeSafetensors(tensors, metadata);
  for (const { at, bit } of flips) file[at % file.length] = (file[at % file.length] ?? 0) ^ (1 << bit);
  expect(bytesRead(file) ?? 0).toBeLessThanOrEqual(file.length);
});

property.prop([arbitraryContent, fc.nat()], { seed: 1997, numRuns: 500 })(
  'F2 a truncated file is rejected',
  ({ tensors, metadata }, at) => {
    const file = writeSafetensors(tensors, metadata);
    expect(bytesRead(file.subarray(0, at % file.length))).toBeUndefined();
  },
);

property.prop([arbitraryContent, arbitraryContent, fc.nat(), fc.nat(), fc.nat(40)], {
  seed: 1998,
  numRuns: 500,
})('F2 a file with a piece of another in it is read or rejected', (one, other, from, to, length) => {
  const file = writeSafetensors(one.tensors, one.metadata);
  const donor = writeSafetensors(other.tensors, other.metadata);
  const piece = donor.subarray(from % donor.length, (from % donor.length) + length);
  const at = to % file.length;
  const spliced = Uint8Array.from([...file.subarray(0, at), ...piece, ...file.subarray(at)]);
  expect(bytesRead(spliced) ?? 0).toBeLessThanOrEqual(spliced.length);
});

test('F3 ten thousand rejected files that announce a gigabyte each leave no allocation behind', () => {
  const entry = '{"w":{"dtype":"U8","shape":[1073741824],"data_offsets":[0,1073741824]}}';
  const file = withLength(new TextEncoder().encode(entry), new Uint8Array(8));
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < 10_000; i++) expect(bytesRead(file)).toBeUndefined();
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
});
