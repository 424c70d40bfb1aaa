// A loop: its step once, with places that move from round to round.
import { byteSize } from '../graph.ts';
import type { GraphNode, LoopStep, Operand, ScanAttributes } from '../graph.ts';
import type { LoopLowering } from '../lower.ts';
import type { Lowering } from '../lowering.ts';
import { further, settle, striding } from '../places.ts';
import type { Block, Place, Rounds } from '../places.ts';
import { mayReplace, replaceBlock } from '../replace-block.ts';
import { copy } from '../steps.ts';
import type { Step } from '../steps.ts';

/** Emits a `Scan`. */
export function lowerLoop({ inputs, attrs, outputs }: GraphNode, lowering: LoopLowering): void {
  const { step, length, reverse } = attrs as unknown as ScanAttributes;
  const given = Object.values(inputs);
  const rounds: Rounds = { count: length };
  /** Where the rows of a list of results or inputs are, round by round. */
  const row = (list: Place, operand: Operand): Place => {
    const bytes = byteSize(operand.value);
    return striding(further(list, reverse ? (length - 1) * bytes : 0), rounds, reverse ? -bytes : bytes);
  };
  const carry = step.carry.map((operand, i) => {
    const place = lowering.room(operand);
    lowering.push(copy(lowering.place(given[i]), place, byteSize(operand.value)));
    return place;
  });
  step.x.forEach((operand, i) => {
    lowering.alias(operand, row(lowering.place(given[step.carry.length + i]), operand));
  });
  const ys = step.y.map((operand, i) => row(lowering.room(outputs[step.carry.length + i]), operand));
  const { steps, made } = lowering.inside(() => {
    for (const node of step.nodes) lowering.node(node);
  });
  lowering.push({ kind: 'loop', rounds, body: finishStep(lowering, step, steps, made, carry, ys) });
  carry.forEach((place, i) => lowering.alias(outputs[i], place));
}

/** The body with what brings its results to where they belong: by writing them there at once, or by copies. */
function finishStep(
  lowering: Lowering,
  step: LoopStep,
  steps: readonly Step[],
  made: ReadonlySet<Block>,
  carry: readonly Place[],
  ys: readonly Place[],
): Step[] {
  const results = [
    ...step.y.map((operand, i) => ({ operand, to: ys[i], isCarry: false })),
    ...step.nextCarry.map((operand, i) => ({ operand, to: carry[i], isCarry: true })),
  ].map((result) => ({
    ...result,
    from: settle(lowering.place(result.operand)),
    bytes: byteSize(result.operand.value),
  }));
  const isCarryBlock = (block: Block): boolean => carry.some((place) => place.block === block);
  // What hands a carry on is done first, before a new carry takes its place.
  const handedOn = results.filter(({ from, to }) => isCarryBlock(from.block) && from.block !== to.block);
  const early: Step[] = [];
  const late: Step[] = [];
  for (const { from, to, bytes, isCarry } of handedOn) {
    const between = isCarry ? lowering.scratch(bytes) : to;
    early.push(copy(from, between, bytes));
    if (isCarry) late.push(copy(between, to, bytes));
  }
  const moved = new Map<Block, Place>();
  let body = [...early, ...steps];
  for (const { from, to, bytes, isCarry } of results.filter(({ from: { block } }) => !isCarryBlock(block))) {
    const isWhole = made.has(from.block) && from.offset === 0 && from.block.bytes === bytes;
    if (isWhole && !moved.has(from.block) && (!isCarry || mayReplace(body, to.block, from.block))) {
      body = replaceBlock(body, from.block, to);
      moved.set(from.block, to);
    } else {
      const now = moved.get(from.block);
      late.push(copy(now === undefined ? from : further(now, from.offset), to, bytes));
    }
  }
  return [...body, ...late];
}
