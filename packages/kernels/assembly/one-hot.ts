import { fill } from './fill';

/** See `GatherKernels.oneHot` in `src/gather-kernels.ts`. */
export function oneHot(indices: usize, out: usize, count: i32, depth: i32, on: f32, off: f32): void {
  for (; count > 0; count--) {
    const index = load<u32>(indices);
    fill(out, depth, reinterpret<i32>(off));
    if (index < <u32>depth) store<f32>(out + (index << 2), on);
    indices += 4;
    out += (<usize>depth) << 2;
  }
}
