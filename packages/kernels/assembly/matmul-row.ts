import { addProduct } from './lanes';

/** out[n] = a[k] · b[k, n]. */
export function rowTimesMatrix(a: usize, b: usize, out: usize, n: i32, k: i32): void {
  const step = (<usize>n) << 2;
  let j = 0;
  for (; j + 32 <= n; j += 32) columns32(a, b + ((<usize>j) << 2), step, k, out + ((<usize>j) << 2));
  for (; j + 4 <= n; j += 4) columns4(a, b + ((<usize>j) << 2), step, k, out + ((<usize>j) << 2));
  if (j == n) return;
  if (n >= 4) columns4(a, b + ((<usize>(n - 4)) << 2), step, k, out + ((<usize>(n - 4)) << 2));
  else for (; j < n; j++) dot(a, b + ((<usize>j) << 2), step, k, out + ((<usize>j) << 2));
}

/** out[n] = b[n, k] · a[k]. */
export function rowTimesTransposed(a: usize, b: usize, out: usize, n: i32, k: i32): void {
  const row = (<usize>k) << 2;
  for (let j = 0; j < n; j++) {
    dot(a, b, 4, k, out);
    b += row;
    out += 4;
  }
}

function dot(a: usize, b: usize, step: usize, k: i32, out: usize): void {
  let sum: f32 = 0;
  for (const end = a + ((<usize>k) << 2); a != end; a += 4) {
    sum += load<f32>(a) * load<f32>(b);
    b += step;
  }
  store<f32>(out, sum);
}

function columns32(a: usize, b: usize, step: usize, k: i32, out: usize): void {
  let s0 = f32x4.splat(0),
    s1 = s0,
    s2 = s0,
    s3 = s0,
    s4 = s0,
    s5 = s0,
    s6 = s0,
    s7 = s0;
  for (const end = a + ((<usize>k) << 2); a != end; a += 4) {
    const x = v128.load32_splat(a);
    s0 = addProduct(s0, x, v128.load(b));
    s1 = addProduct(s1, x, v128.load(b, 16));
    s2 = addProduct(s2, x, v128.load(b, 32));
    s3 = addProduct(s3, x, v128.load(b, 48));
    s4 = addProduct(s4, x, v128.load(b, 64));
    s5 = addProduct(s5, x, v128.load(b, 80));
    s6 = addProduct(s6, x, v128.load(b, 96));
    s7 = addProduct(s7, x, v128.load(b, 112));
    b += step;
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

function columns4(a: usize, b: usize, step: usize, k: i32, out: usize): void {
  let sum = f32x4.splat(0);
  for (const end = a + ((<usize>k) << 2); a != end; a += 4) {
    sum = addProduct(sum, v128.load32_splat(a), v128.load(b));
    b += step;
  }
  v128.store(out, sum);
}
