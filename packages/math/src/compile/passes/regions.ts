// Which elements of a block operands take.
import { isSamePlace, moveAlike } from '../places.ts';
import type { Located, Piece } from './piece.ts';

/** Whether two operands over the same rows and columns are the same elements in the same order. */
export function isSame(one: Located, other: Located): boolean {
  return isSamePlace(one.place, other.place) && one.row === other.row && one.column === other.column;
}

/** Whether a piece can be made before another one that comes earlier: neither writes what the other touches. */
export function mayOvertake(piece: Piece, earlier: Piece): boolean {
  return (
    isApart(piece, piece.output, earlier, earlier.output) &&
    earlier.inputs.every((input) => isApart(piece, piece.output, earlier, input)) &&
    piece.inputs.every((input) => isApart(earlier, earlier.output, piece, input))
  );
}

/** Whether operands of two pieces have no element in common. */
export function isApart(piece: Piece, one: Located, otherPiece: Piece, other: Located): boolean {
  if (one.place.block !== other.place.block) return true;
  const words = distance(one, other) / 4;
  const regions = [regionOf(piece, one), regionOf(otherPiece, other)];
  const [first, second] = words >= 0 ? regions : regions.reverse();
  const between = Math.abs(words);
  if (between >= (first.rows - 1) * first.row + first.columns) return true;
  // Columns of one matrix.
  const start = between % first.row;
  return first.row === second.row && start >= first.columns && start + second.columns <= first.row;
}

/** How many elements an operand has, and how its rows lie. */
function regionOf({ rows, columns }: Piece, { row, column }: Located) {
  return { rows, row, columns: column === 0 ? 1 : columns };
}

/** Bytes from one to the other, in each round of the loops around; NaN if they move differently. */
function distance({ place: one }: Located, { place: other }: Located): number {
  return moveAlike(one, other) ? other.offset - one.offset : NaN;
}
