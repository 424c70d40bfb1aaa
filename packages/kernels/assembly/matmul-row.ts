// Products in which one side is a vector: nothing is used twice, so nothing is packed.
import { addProduct, gatherLanes } from './lanes';

/** out[n] = a[k] · b[k, n]; floats of `a` lie `aStep` bytes apart. */
export function rowTimesMatrix(a: usize, aStep: usize, b: usize, out: usize, n: i32, k: i32): void {
  const row = (<usize>n) << 2;
  let j: usize = 0;
  for (; j + 128 <= row; j += 128) columns32(a, aStep, b + j, row, k, out + j);
  if (j + 64 <= row) {
    columns16(a, aStep, b + j, row, k, out + j);
    j += 64;
  }
  for (; j + 16 <= row; j += 16) columns4(a, aStep, b + j, row, k, out + j);
  if (j == row) return;
  // The last columns once more, together with their neighbours, come to the same bits.
  if (n >= 4) columns4(a, aStep, b + row - 16, row, k, out + row - 16);
  else for (; j < row; j += 4) dot(a, aStep, b + j, row, k, out + j);
}

/** out[n] = b[n, k] · a[k]; floats of `a` lie `aStep` bytes apart. */
export function rowTimesTransposed(a: usize, aStep: usize, b: usize, out: usize, n: i32, k: i32): void {
  const row = (<usize>k) << 2;
  if (n < 8) {
    for (let j = 0; j < n; j++) dot(a, aStep, b + <usize>j * row, 4, k, out + ((<usize>j) << 2));
    return;
  }
  for (let j = 0; j < n; j += 8) {
    const first = <usize>min(j, n - 8);
    rows8(a, aStep, b + first * row, row, k, out + (first << 2));
  }
}

/** One element; `aStep` and `bStep` in bytes. */
function dot(a: usize, aStep: usize, b: usize, bStep: usize, k: i32, out: usize): void {
  let sum: f32 = 0;
  for (; k > 0; k--) {
    sum += load<f32>(a) * load<f32>(b);
    a += aStep;
    b += bStep;
  }
  store<f32>(out, sum);
}

function columns4(a: usize, aStep: usize, b: usize, row: usize, k: i32, out: usize): void {
  let sum = f32x4.splat(0);
  for (; k > 0; k--) {
    sum = addProduct(sum, v128.load32_splat(a), v128.load(b));
    a += aStep;
    b += row;
  }
  v128.store(out, sum);
}

function columns16(a: usize, aStep: usize, b: usize, row: usize, k: i32, out: usize): void {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (; k > 0; k--) {
    const x = v128.load32_splat(a);
    s0 = addProduct(s0, x, v128.load(b));
    s1 = addProduct(s1, x, v128.load(b, 16));
    s2 = addProduct(s2, x, v128.load(b, 32));
    s3 = addProduct(s3, x, v128.load(b, 48));
    a += aStep;
    b += row;
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
  v128.store(out, s2, 32);
  v128.store(out, s3, 48);
}

/** An addition takes as long as four cycles, and the next of the same sum waits for it: eight sums fill the time. */
function columns32(a: usize, aStep: usize, b: usize, row: usize, k: i32, out: usize): void {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  let s5 = s0;
  let s6 = s0;
  let s7 = s0;
  for (; k > 0; k--) {
    const x = v128.load32_splat(a);
    s0 = addProduct(s0, x, v128.load(b));
    s1 = addProduct(s1, x, v128.load(b, 16));
    s2 = addProduct(s2, x, v128.load(b, 32));
    s3 = addProduct(s3, x, v128.load(b, 48));
    s4 = addProduct(s4, x, v128.load(b, 64));
    s5 = addProduct(s5, x, v128.load(b, 80));
    s6 = addProduct(s6, x, v128.load(b, 96));
    s7 = addProduct(s7, x, v128.load(b, 112));
    a += aStep;
    b += row;
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
  v128.store(out, s2, 32);
  v128.store(out, s3, 48);
  v128.store(out, s4, 64);
  v128.store(out, s5, 80);
  v128.store(out, s6, 96);
  v128.store(out, s7, 112);
}

/** Lanes are rows, so blocks of four columns are transposed on the way: sums keep their order. */
function rows8(a: usize, aStep: usize, b: usize, row: usize, k: i32, out: usize): void {
  const lower = 4 * row;
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  for (; k >= 4; k -= 4) {
    const a0 = v128.load32_splat(a);
    const a1 = v128.load32_splat(a + aStep);
    const a2 = v128.load32_splat(a + 2 * aStep);
    const a3 = v128.load32_splat(a + 3 * aStep);
    sum0 = addBlock(sum0, b, row, a0, a1, a2, a3);
    sum1 = addBlock(sum1, b + lower, row, a0, a1, a2, a3);
    a += 4 * aStep;
    b += 16;
  }
  for (; k > 0; k--) {
    const x = v128.load32_splat(a);
    sum0 = addProduct(sum0, x, gatherLanes(b, row, 4));
    sum1 = addProduct(sum1, x, gatherLanes(b + lower, row, 4));
    a += aStep;
    b += 4;
  }
  v128.store(out, sum0);
  v128.store(out, sum1, 16);
}

/** sum + 4×4 block · (a0, a1, a2, a3). */
function addBlock(sum: v128, b: usize, row: usize, a0: v128, a1: v128, a2: v128, a3: v128): v128 {
  const r0 = v128.load(b);
  const r1 = v128.load(b + row);
  const r2 = v128.load(b + 2 * row);
  const r3 = v128.load(b + 3 * row);
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  sum = addProduct(sum, a0, v128.shuffle<f64>(low01, low23, 0, 2));
  sum = addProduct(sum, a1, v128.shuffle<f64>(low01, low23, 1, 3));
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  sum = addProduct(sum, a2, v128.shuffle<f64>(high01, high23, 0, 2));
  return addProduct(sum, a3, v128.shuffle<f64>(high01, high23, 1, 3));
}
