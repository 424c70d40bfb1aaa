import { fill } from './fill';

/** See `CopyKernels.copyStrided`. */
export function copyStrided(
  from: usize,
  out: usize,
  d0: i32,
  d1: i32,
  d2: i32,
  d3: i32,
  f0: i32,
  f1: i32,
  f2: i32,
  f3: i32,
  o0: i32,
  o1: i32,
  o2: i32,
  o3: i32,
): void {
  for (let i = 0; i < d0; i++) {
    for (let j = 0; j < d1; j++) {
      let source = from + ((i * f0 + j * f1) << 2);
      let target = out + ((i * o0 + j * o1) << 2);
      for (let k = d2; k > 0; k--) {
        copyRow(source, target, d3, f3 << 2, o3 << 2);
        source += f2 << 2;
        target += o2 << 2;
      }
    }
  }
}

/** `n` words, steps in bytes. */
function copyRow(from: usize, out: usize, n: i32, fromStep: i32, outStep: i32): void {
  if (fromStep == 4 && outStep == 4) return copyWordsInRow(from, out, n);
  if (fromStep == 0 && outStep == 4) return fill(out, n, load<u32>(from));
  for (; n > 0; n--) {
    store<u32>(out, load<u32>(from));
    from += fromStep;
    out += outStep;
  }
}

/** Short rows are faster without the call of `memory.copy`. */
function copyWordsInRow(from: usize, out: usize, n: i32): void {
  if (n > 64) {
    memory.copy(out, from, (<usize>n) << 2);
    return;
  }
  for (; n >= 4; n -= 4) {
    v128.store(out, v128.load(from));
    from += 16;
    out += 16;
  }
  for (; n > 0; n--) {
    store<u32>(out, load<u32>(from));
    from += 4;
    out += 4;
  }
}

/** See `CopyKernels.copyStridedBytes`. */
export function copyStridedBytes(
  from: usize,
  out: usize,
  d0: i32,
  d1: i32,
  d2: i32,
  d3: i32,
  f0: i32,
  f1: i32,
  f2: i32,
  f3: i32,
  o0: i32,
  o1: i32,
  o2: i32,
  o3: i32,
): void {
  for (let i = 0; i < d0; i++)
    for (let j = 0; j < d1; j++)
      for (let k = 0; k < d2; k++)
        for (let l = 0; l < d3; l++)
          store<u8>(
            out + (i * o0 + j * o1 + k * o2 + l * o3),
            load<u8>(from + (i * f0 + j * f1 + k * f2 + l * f3)),
          );
}
