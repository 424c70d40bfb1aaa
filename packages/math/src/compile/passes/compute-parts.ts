// Of results that are only copied in parts, each part is made where it is needed: the gates of a recurrent cell are columns
// of one sum, and each gets its own function.
import { further } from '../places.ts';
import type { Block } from '../places.ts';
import { writtenBlocks } from '../steps.ts';
import type { Step } from '../steps.ts';
import { asPiece, pieceStep, reshaped } from './piece.ts';
import type { Located, Piece } from './piece.ts';
import { isWholeOwn, Uses } from './uses.ts';
import type { Scope } from './uses.ts';

/** Replaces pieces whose readers all copy columns of them. Bits stay. */
export function computeParts({ steps, kept }: Scope): Step[] {
  const uses = new Uses(steps, kept);
  const current: (Step | undefined)[] = [...steps];
  // What is made in parts may be a part itself, of something before.
  steps.forEach((_, at) => {
    const whole = asPiece(current[at]);
    if (whole === undefined || !isWholeOwn(whole.output.place)) return;
    const [made, ...readers] = uses.of(whole.output.place.block);
    const last = readers[readers.length - 1];
    if (made !== at || last === undefined || last === steps.length) return;
    const parts = readers.map((reader) => partOf(whole, asPiece(current[reader])));
    if (!parts.every((part) => part !== undefined) || !isDivided(parts, whole)) return;
    const written = new Set<Block>(steps.slice(at + 1, last).flatMap(writtenBlocks));
    if (whole.inputs.some(({ place }) => written.has(place.block))) return;
    current[at] = undefined;
    readers.forEach((reader, i) => (current[reader] = pieceStep(parts[i])));
  });
  return current.filter((step) => step !== undefined);
}

/** The columns of a piece that a copy takes, made in place of the copy. */
function partOf(whole: Piece, copy: Piece | undefined): Piece | undefined {
  if (copy === undefined || copy.steps.length > 0 || copy.rows === 1) return undefined;
  const { rows, columns, inputs, output } = copy;
  const [{ place, row: width, column }] = inputs;
  const all = reshaped(whole, rows, width);
  const first = place.offset / 4;
  if (all === undefined || column !== 1 || place.strides !== undefined || first + columns > width)
    return undefined;
  const from = (input: Located): Located => ({
    ...input,
    place: further(input.place, 4 * first * input.column),
  });
  return { rows, columns, inputs: all.inputs.map(from), steps: all.steps, output };
}

/** Whether all parts together have no more elements than the whole. */
function isDivided(parts: readonly Piece[], whole: Piece): boolean {
  return parts.reduce((sum, { rows, columns }) => sum + rows * columns, 0) <= whole.rows * whole.columns;
}
