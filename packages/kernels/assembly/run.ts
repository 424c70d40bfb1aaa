import { execute } from './generated/interpreter';

/** Opcode of a loop. Others are kernels; below 0 they are fused loops. */
const LOOP: i32 = 0;

/**
 * Runs the instructions from `at` to `end`. An instruction is an opcode and its arguments, a word each; see
 * `Kernels.run` in `src/kernels.ts`.
 */
export function run(at: usize, end: usize): void {
  while (at < end) {
    const code = load<i32>(at);
    if (code > LOOP) at = execute(at);
    else if (code == LOOP) at = loop(at);
    // They know how many words they have.
    else at = call_indirect<usize>(~code, at + 4);
  }
}

/**
 * `LOOP, count, bytes of the body, number of steps, (byte offset of a word in the body, what is added to it per round)…`,
 * then the body. After the last round the words are as before.
 */
function loop(at: usize): usize {
  const count = load<i32>(at, 4);
  const steps = at + 16;
  const body = steps + ((<usize>load<i32>(at, 12)) << 3);
  const end = body + <usize>load<i32>(at, 8);
  for (let round = 0; round < count; round++) {
    run(body, end);
    for (let step = steps; step < body; step += 8) add(body + <usize>load<i32>(step), load<i32>(step, 4));
  }
  for (let step = steps; step < body; step += 8)
    add(body + <usize>load<i32>(step), -count * load<i32>(step, 4));
  return end;
}

function add(word: usize, step: i32): void {
  store<i32>(word, load<i32>(word) + step);
}
