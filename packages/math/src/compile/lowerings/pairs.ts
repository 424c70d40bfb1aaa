// Two operands that broadcast against each other, element by element.
import { broadcastSteps, denseSteps, fourAxes } from '../boxes.ts';
import { bytesPerElement } from '../graph.ts';
import type { GraphNode } from '../graph.ts';
import type { Lowering } from '../lowering.ts';
import { further } from '../places.ts';
import type { InstructionName } from '../steps.ts';

/** Emits a kernel that steps through two operands along four axes, once or, where there are more, several times. */
export function emitStrided(
  lowering: Lowering,
  name: InstructionName,
  code: number,
  { inputs: { a, b }, outputs: [out] }: GraphNode,
): void {
  const steps = [
    broadcastSteps(a.shape, out.shape),
    broadcastSteps(b.shape, out.shape),
    denseSteps(out.shape),
  ];
  const operands = [lowering.place(a), lowering.place(b), lowering.room(out)];
  const bytes = [a, b, out].map(({ value }) => bytesPerElement(value.dtype));
  for (const { numbers, starts } of fourAxes({ lengths: out.shape, steps })) {
    const places = operands.map((place, i) => further(place, bytes[i] * starts[i]));
    // The result is dense, so that its steps follow from the lengths.
    lowering.emit(name, code, ...places, ...numbers.slice(0, 12));
  }
}
