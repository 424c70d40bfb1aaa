// How fast can 128-bit multiply-adds go here? A loop of little else, in WebAssembly put together by hand: sᵢⱼ ← sᵢⱼ + aᵢ·bⱼ,
// with sums in registers and a and b from the nearest cache, so that only the additions of one sum wait for each other.
// Without relaxed SIMD a multiply-add is two instructions: this is the ceiling of every kernel that gives the same bits
// everywhere. (x ← x·a + b in registers alone is slower: its additions wait for its products.)
import type { Contender } from './types.ts';

/** Numbers a and vectors b of a round: their sums take half of the 16 vector registers of x64. */
const A_COUNT = 4;
const B_COUNT = 2;
const SUMS = A_COUNT * B_COUNT;
const LANES = 4;

/** Floating-point operations of one call. */
export const LIMIT_FLOPS = 10_000 * SUMS * LANES * 2;

/** Calls of the loop that does nothing but multiply and add. */
export function limitContender(): Contender {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(loopBinary()));
  const run = exports.run as (rounds: number) => number;
  new Float32Array((exports.memory as WebAssembly.Memory).buffer).fill(1);
  const call = () => run(LIMIT_FLOPS / (SUMS * LANES * 2));
  return {
    first: (calls) => Array.from({ length: calls }, call),
    time(calls, untimed) {
      for (let i = 0; i < untimed; i++) call();
      const begin = performance.now();
      for (let i = 0; i < calls; i++) call();
      return (performance.now() - begin) / 1000;
    },
    close: () => undefined,
  };
}

const I32 = 0x7f;
const F32 = 0x7d;
const V128 = 0x7b;
const COUNT = 0;
const ADDRESS = 1;
const A = 2;
const B = A + 1;
const SUM = B + B_COUNT;
const getLocal = (index: number) => [0x20, index];
const setLocal = (index: number) => [0x21, index];
/** `(count & 255) << 6`: the next 64 bytes, of 16 kB. */
const NEXT = [...getLocal(COUNT), 0x41, 0xff, 0x01, 0x71, 0x41, 0x06, 0x74, ...setLocal(ADDRESS)];
/** `v128.load` and `v128.load32_splat`. */
const load = (offset: number) => [...getLocal(ADDRESS), 0xfd, 0x00, 0x04, offset];
const loadSplat = (offset: number) => [...getLocal(ADDRESS), 0xfd, 0x09, 0x02, offset];
const MULTIPLY = [0xfd, 0xe6, 0x01];
const ADD = [0xfd, 0xe4, 0x01];
const FIRST_LANE = [0xfd, 0x1f, 0x00];

/** A module with a page of memory that exports `run(rounds: i32): f32`, the first lanes of all s added up. */
function loopBinary(): Uint8Array<ArrayBuffer> {
  const type = [0x01, 0x60, 0x01, I32, 0x01, F32];
  const locals = [0x02, 0x01, I32, 1 + B_COUNT + SUMS, V128];
  const body = [...locals, ...functionCode(), 0x0b];
  const code = [0x01, ...unsigned(body.length), ...body];
  const name = (text: string) => [text.length, ...new TextEncoder().encode(text)];
  const exported = [0x02, ...name('run'), 0x00, 0x00, ...name('memory'), 0x02, 0x00];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, type),
    ...section(3, [0x01, 0x00]),
    ...section(5, [0x01, 0x00, 0x01]),
    ...section(7, exported),
    ...section(10, code),
  ]);
}

function functionCode(): number[] {
  const bs = Array.from({ length: B_COUNT }, (_, j) => j);
  const addProduct = (sum: number, b: number) => [
    ...[...getLocal(sum), ...getLocal(A), ...getLocal(b)],
    ...[...MULTIPLY, ...ADD, ...setLocal(sum)],
  ];
  const row = (i: number) => [
    ...[...loadSplat(16 * B_COUNT + 4 * i), ...setLocal(A)],
    ...bs.flatMap((j) => addProduct(SUM + B_COUNT * i + j, B + j)),
  ];
  const round = [
    ...bs.flatMap((j) => [...load(16 * j), ...setLocal(B + j)]),
    ...Array.from({ length: A_COUNT }, (_, i) => row(i)).flat(),
  ];
  const countDown = [...getLocal(COUNT), 0x41, 0x01, 0x6b, 0x22, COUNT];
  const loop = [0x03, 0x40, ...NEXT, ...round, ...countDown, 0x0d, 0x00, 0x0b];
  const sums = Array.from({ length: SUMS }, (_, i) => SUM + i);
  const total = sums.flatMap((sum, i) => [...getLocal(sum), ...(i === 0 ? [] : ADD)]);
  return [...loop, ...total, ...FIRST_LANE];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

/** An unsigned integer in LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...unsigned(Math.floor(value / 128))];
}
