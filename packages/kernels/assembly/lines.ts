// Up to four lines of words side by side, a certain number of bytes apart: neighbours, or rows of a matrix.
import { gatherLanes, loadLanes, scatterLanes, storeLanes } from './lanes';

/** One word of each line; four lines when `count` ≥ 4. */
export function readLines(from: usize, apart: usize, count: i32): v128 {
  return apart == 4 ? loadLanes(from, count) : gatherLanes(from, apart, count);
}

/** The same to be written. */
export function writeLines(to: usize, apart: usize, value: v128, count: i32): void {
  if (apart == 4) storeLanes(to, value, count);
  else scatterLanes(to, apart, value, count);
}
