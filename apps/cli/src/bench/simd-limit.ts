// How fast can 128-bit multiply-adds go here? A loop of nothing else, in WebAssembly put together by hand: chains of
// x ← x·a + b in enough registers that no multiplication waits for an addition. Without relaxed SIMD a multiply-add is two
// instructions, so this is the ceiling of every kernel that gives the same bits everywhere; memory is never touched.
import type { Contender } from './types.ts';

/** Independent chains: with `a` and `b`, 12 of the 16 vector registers of x64. */
const CHAINS = 10;
const UNROLLED = 4;
const LANES = 4;

/** Floating-point operations of one call. */
export const LIMIT_FLOPS = 10_000 * UNROLLED * CHAINS * LANES * 2;

/** Calls of the loop that does nothing but multiply and add. */
export function limitContender(): Contender {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(loopBinary()));
  const run = exports.run as (rounds: number) => number;
  const call = () => run(LIMIT_FLOPS / (UNROLLED * CHAINS * LANES * 2));
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
const A = CHAINS + 1;
const B = CHAINS + 2;
const getLocal = (index: number) => [0x20, index];
const setLocal = (index: number) => [0x21, index];
/** `f32.const 0.5`, then `f32x4.splat`. */
const HALVES = [0x43, 0x00, 0x00, 0x00, 0x3f, 0xfd, 0x13];
const MULTIPLY = [0xfd, 0xe6, 0x01];
const ADD = [0xfd, 0xe4, 0x01];
const FIRST_LANE = [0xfd, 0x1f, 0x00];

/** A module that exports `run(rounds: i32): f32`, which ends near b / (1 − a) = 1 in each chain: no denormals, no overflow. */
function loopBinary(): Uint8Array<ArrayBuffer> {
  const type = [0x01, 0x60, 0x01, I32, 0x01, F32];
  const locals = [0x01, CHAINS + 2, V128];
  const body = [...locals, ...functionCode(), 0x0b];
  const code = [0x01, ...unsigned(body.length), ...body];
  const exported = [0x01, 0x03, ...new TextEncoder().encode('run'), 0x00, 0x00];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, type),
    ...section(3, [0x01, 0x00]),
    ...section(7, exported),
    ...section(10, code),
  ]);
}

function functionCode(): number[] {
  const chains = Array.from({ length: CHAINS }, (_, i) => i + 1);
  const advance = chains.flatMap((x) => [
    ...getLocal(x),
    ...[...getLocal(A), ...MULTIPLY],
    ...[...getLocal(B), ...ADD],
    ...setLocal(x),
  ]);
  const countDown = [...getLocal(COUNT), 0x41, 0x01, 0x6b, 0x22, COUNT];
  const loop = [
    0x03,
    0x40,
    ...Array<number[]>(UNROLLED).fill(advance).flat(),
    ...countDown,
    0x0d,
    0x00,
    0x0b,
  ];
  const [first, ...others] = chains;
  const sum = [...getLocal(first!), ...others.flatMap((x) => [...getLocal(x), ...ADD])];
  return [...HALVES, ...setLocal(A), ...HALVES, ...setLocal(B), ...loop, ...sum, ...FIRST_LANE];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

/** An unsigned integer in LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...unsigned(Math.floor(value / 128))];
}
