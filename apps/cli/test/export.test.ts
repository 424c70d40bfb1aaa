import { fc } from '@fast-check/vitest';
import type { StoredTensor } from '@saccade/math';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { metricsCsv } from '../src/export/metrics-csv.ts';
import { npyBytes } from '../src/export/npy.ts';
import { npzBytes } from '../src/export/npz.ts';
import type { MetricsLine } from '../src/runs/metrics-log.ts';
import { readMetrics } from '../src/runs/metrics-log.ts';
import type { RunResult } from '../src/runs/result.ts';
import { scratchFolder } from './fixtures.ts';
import { askPython, findNumpy } from './python.ts';
import { saccade } from './saccade.ts';

const python = findNumpy();
const withNumpy = test.skipIf(python === undefined);

/** What numpy finds in an archive: type, shape and bytes by name, and where the elements of each file begin. */
const READ_NPZ = `
import json, sys, zipfile, numpy
arrays = numpy.load(sys.argv[1], allow_pickle=False)
seen = {name: [arrays[name].dtype.str, list(arrays[name].shape), arrays[name].tobytes().hex()] for name in arrays.files}
with zipfile.ZipFile(sys.argv[1]) as archive:
    bad = archive.testzip()
    begins = [10 + int.from_bytes(archive.read(name)[8:10], 'little') for name in archive.namelist()]
print(json.dumps({'arrays': seen, 'bad': bad, 'begins': begins}))`;

/** Reads a safetensors file by the description of its layout alone. */
const READ_SAFETENSORS = `
import json, struct, sys
data = open(sys.argv[1], 'rb').read()
(length,) = struct.unpack_from('<Q', data)
header = json.loads(data[8:8 + length])
end = max(entry['data_offsets'][1] for entry in header.values())
body = data[8 + length:]
print(json.dumps({'begin': 8 + length, 'gap': len(body) - end, 'names': list(header), 'tensors': {
    name: [e['dtype'], e['shape'], e['data_offsets'], body[e['data_offsets'][0]:e['data_offsets'][1]].hex()]
    for name, e in header.items()}}))`;

const READ_CSV = `
import csv, json, sys
print(json.dumps(list(csv.reader(open(sys.argv[1], newline='')))))`;

interface NpzSeen {
  readonly arrays: Readonly<Record<string, readonly [dtype: string, shape: number[], bytes: string]>>;
  readonly bad: null;
  readonly begins: readonly number[];
}

const NUMPY_TYPES: Readonly<Record<string, string>> = {
  ...{ BOOL: '|b1', U8: '|u1', I8: '|i1', I16: '<i2', U16: '<u2', I32: '<i4', U32: '<u4' },
  ...{ I64: '<i8', U64: '<u8', F16: '<f2', F32: '<f4', F64: '<f8' },
};

function hex({ data }: StoredTensor): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex');
}

function numpyOf(tensors: Readonly<Record<string, StoredTensor>>): NpzSeen {
  const file = join(scratchFolder(), 'a.npz');
  writeFileSync(file, npzBytes(tensors));
  return askPython(python!, READ_NPZ, file) as NpzSeen;
}

function expectNumpyToSee(tensors: Readonly<Record<string, StoredTensor>>): void {
  const { arrays, bad, begins } = numpyOf(tensors);
  const wanted = Object.entries(tensors).map(([name, each]) => [
    name,
    [NUMPY_TYPES[each.dtype], each.shape, hex(each)],
  ]);
  expect(arrays).toEqual(Object.fromEntries(wanted));
  expect(bad).toBeNull();
  expect(begins.map((begin) => begin % 64)).toEqual(begins.map(() => 0));
}

withNumpy('numpy reads every type, scalars, empty arrays and any bits as they were written', () => {
  const bits = new Uint32Array([0x7fc00001, 0x80000000, 0x00000001, 0xff800000, 0x7f7fffff, 0xffc12345]);
  expectNumpyToSee({
    bits: { dtype: 'F32', shape: [2, 3], data: new Float32Array(bits.buffer) },
    scalar: { dtype: 'F32', shape: [], data: Float32Array.of(-0.5) },
    empty: { dtype: 'F32', shape: [0], data: new Float32Array() },
    'empty.rows': { dtype: 'I32', shape: [3, 0, 2], data: new Int32Array() },
    one: { dtype: 'I32', shape: [1], data: Int32Array.of(-2147483648) },
    'names of Größe/λ': { dtype: 'BOOL', shape: [3], data: Uint8Array.of(1, 0, 1) },
    part: { dtype: 'F64', shape: [2], data: new Float64Array(5).fill(Math.PI).subarray(2, 4) },
    u8: { dtype: 'U8', shape: [2], data: Uint8Array.of(255, 0) },
    i8: { dtype: 'I8', shape: [2], data: Int8Array.of(-128, 127) },
    i16: { dtype: 'I16', shape: [1, 2], data: Int16Array.of(-32768, 1) },
    u16: { dtype: 'U16', shape: [1], data: Uint16Array.of(65535) },
    u32: { dtype: 'U32', shape: [1], data: Uint32Array.of(4294967295) },
    i64: { dtype: 'I64', shape: [1], data: BigInt64Array.of(-(2n ** 63n)) },
    u64: { dtype: 'U64', shape: [1], data: BigUint64Array.of(2n ** 64n - 1n) },
    f16: { dtype: 'F16', shape: [2], data: Uint16Array.of(0x3c00, 0x7e01) },
  });
});

const float32 = fc.array(fc.nat(4), { maxLength: 4 }).chain((shape) => {
  const length = shape.reduce((product, n) => product * n, 1);
  return fc
    .array(fc.integer({ min: 0, max: 0xffffffff }), { minLength: length, maxLength: length })
    .map((words): StoredTensor => ({
      dtype: 'F32',
      shape,
      data: new Float32Array(new Uint32Array(words).buffer),
    }));
});

withNumpy('numpy reads back a hundred arrays of any shape and bits', () => {
  const arrays = fc.sample(float32, { seed: 1991, numRuns: 100 });
  expectNumpyToSee(Object.fromEntries(arrays.map((array, index) => [`layers.${index}.w`, array])));
});

test.each([
  [[], '()'],
  [[3], '(3,)'],
  [[2, 0, 4], '(2, 0, 4)'],
])('the header of an array of shape %j is that of version 1.0, and says %s', (shape, tuple) => {
  const data = new Float32Array(shape.reduce((product, n) => product * n, 1));
  const bytes = npyBytes({ dtype: 'F32', shape, data });
  const text = Buffer.from(bytes).toString('latin1');
  expect(text.slice(0, 8)).toBe('\x93NUMPY\x01\x00');
  const end = 10 + (bytes[8]! + 256 * bytes[9]!);
  expect(end % 64).toBe(0);
  expect(text.slice(10, end).trimEnd()).toBe(`{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`);
  expect(text.slice(10, end)).toMatch(/} *\n$/);
  expect(bytes.length).toBe(end + data.byteLength);
});

test('a header too long for one step of the alignment takes the next', () => {
  const shape = Array.from({ length: 32 }, () => 1);
  const bytes = npyBytes({ dtype: 'F64', shape, data: new Float64Array(1) });
  expect(bytes.length).toBe(3 * 64 + 8);
});

test('numpy has no bfloat16', () => {
  expect(() => npyBytes({ dtype: 'BF16', shape: [], data: new Uint16Array(1) })).toThrow('got BF16');
});

test('a field of CSV is quoted where it must be, and only there', () => {
  const lines: readonly MetricsLine[] = [
    { step: 1, seconds: 0.5, metrics: { 'a,b': 1e-7, 'say "c"': 2 } },
    { step: 2, seconds: 1, metrics: { 'a,b': -3, 'd\ne': 4.25 } },
  ];
  expect(metricsCsv(lines)).toBe(
    'step,seconds,"a,b","say ""c""","d\ne"\r\n1,0.5,1e-7,2,\r\n2,1,-3,,4.25\r\n',
  );
  expect(metricsCsv([])).toBe('step,seconds\r\n');
});

const cwd = scratchFolder();
let result: RunResult;

beforeAll(async () => {
  const small = ['--preset', 'quick', '--set', 'modelUpdates=300', 'updates=60'];
  const { stdout } = await saccade(['train', 'fovea', ...small, '--json', '--out', 'run'], { cwd });
  result = JSON.parse(stdout) as RunResult;
}, 60_000);

async function exported(format: string, out?: string, env: Record<string, string> = {}): Promise<string> {
  const to = out === undefined ? [] : ['--out', out];
  const { code, stdout } = await saccade(['export', 'run', '--format', format, ...to, '--json'], {
    cwd,
    env,
  });
  expect(code).toBe(0);
  const answer = JSON.parse(stdout) as { file: string };
  expect(answer).toMatchObject({ run: 'run', format });
  return join(cwd, answer.file);
}

withNumpy('weights as safetensors have the layout of the format, byte by byte', async () => {
  const file = await exported('safetensors');
  expect(file).toBe(join(cwd, 'run', 'weights.safetensors'));
  const seen = askPython(python!, READ_SAFETENSORS, file) as {
    begin: number;
    gap: number;
    names: string[];
    tensors: Record<string, [string, number[], [number, number], string]>;
  };
  expect([seen.begin % 8, seen.gap]).toEqual([0, 0]);
  expect(seen.names).toEqual([...seen.names].sort());
  const ends = seen.names.map((name) => seen.tensors[name]![2][1]);
  expect(seen.names.map((name) => seen.tensors[name]![2][0])).toEqual([0, ...ends.slice(0, -1)]);
  for (const [dtype, shape, [begin, end]] of Object.values(seen.tensors))
    expect({ dtype, bytes: end - begin }).toEqual({
      dtype: 'F32',
      bytes: 4 * shape.reduce((a, b) => a * b, 1),
    });
});

withNumpy('weights as npz are the tensors of the safetensors file', async () => {
  const [npz, safetensors] = [await exported('npz', 'a.npz'), await exported('safetensors', 'b.safetensors')];
  const { arrays } = askPython(python!, READ_NPZ, npz) as NpzSeen;
  const { tensors } = askPython(python!, READ_SAFETENSORS, safetensors) as {
    tensors: Record<string, [string, number[], unknown, string]>;
  };
  const wanted = Object.entries(tensors).map(([name, [, shape, , bytes]]) => [name, ['<f4', shape, bytes]]);
  expect(Object.keys(arrays)).toContain('controller.layers.0.w');
  expect(arrays).toEqual(Object.fromEntries(wanted));
});

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

test('the hash of the exported safetensors file is that of the weights in the result', async () => {
  expect(sha256(await exported('safetensors', 'c.safetensors'))).toBe(result.weightsSha256);
});

test('an export gives the same bytes at any time and in any time zone', async () => {
  const files = [
    await exported('npz', 'd.npz', { TZ: 'Asia/Tokyo' }),
    await exported('npz', 'e.npz', { TZ: 'America/Lima' }),
  ];
  expect(sha256(files[0]!)).toBe(sha256(files[1]!));
});

withNumpy('metrics as CSV are those of the run', async () => {
  const [heading, ...records] = askPython(python!, READ_CSV, await exported('csv')) as string[][];
  const lines = readMetrics(join(cwd, 'run', 'metrics.jsonl'));
  expect(heading).toEqual(['step', 'seconds', 'modelLoss', 'controllerLoss']);
  expect(records.map((fields) => fields.map((field) => (field === '' ? undefined : Number(field))))).toEqual(
    lines.map(({ step, seconds, metrics }) => [step, seconds, metrics.modelLoss, metrics.controllerLoss]),
  );
});

test('for people there are a few words and the file; quiet output is the file', async () => {
  const [loud, quiet] = await Promise.all([
    saccade(['export', 'run', '--format', 'npz', '--out', 'f.npz'], { cwd }),
    saccade(['export', 'run', '--format', 'csv', '--out', 'g.csv', '--quiet'], { cwd }),
  ]);
  expect(loud).toEqual({ code: 0, stdout: '8 tensors, 4,344 numbers after 360 steps\nf.npz\n', stderr: '' });
  expect(quiet).toEqual({ code: 0, stdout: 'g.csv\n', stderr: '' });
});

test('an export that cannot be written gives one line and exit code 1', async () => {
  const { code, stderr } = await saccade(
    ['export', 'run', '--format', 'csv', '--out', join('missing', 'a.csv')],
    { cwd },
  );
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^saccade: cannot open missing.*: no such file or folder\n$/) as string,
  });
});
