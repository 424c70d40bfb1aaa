// Pieces that are made in one loop, and what each of them reads from memory or from those before.
import type { FusedStep } from '@saccade/kernels';
import type { Block } from '../places.ts';
import type { Fused } from '../steps.ts';
import { reshaped } from './piece.ts';
import type { Located, Piece } from './piece.ts';
import type { Uses } from './uses.ts';

/** So many steps at most, so that a loop stays small enough to be compiled at once in browsers. */
const MOST = 40;

/**
 * Operations of many instructions, each waiting for the one before. In a loop with two of them in a row, a processor would
 * wait more than it computes: it looks ahead over a few hundred instructions only.
 */
const LONG: ReadonlySet<string> = new Set(
  ['exp', 'expm1', 'log', 'log1p', 'tanh', 'sigmoid', 'softplus', 'elu', 'sin', 'cos', 'pow'], // prettier-ignore
);

/** Pieces over the same rows and columns. */
export class FusedGroup {
  #pieces: readonly Piece[];
  readonly #at: number[];
  /** By piece, whether a long operation is needed for it. */
  readonly #waits: boolean[];

  /** @param at - the number of the step that the piece is. */
  constructor(piece: Piece, at: number) {
    this.#pieces = [piece];
    this.#at = [at];
    this.#waits = [isLong(piece)];
  }

  get size(): number {
    return this.#pieces.length;
  }

  /** Whether a piece has the same elements, and neither reads nor overwrites other elements of the blocks of others. */
  accepts(piece: Piece): boolean {
    const all = this.#reshapedWith(piece);
    if (all === undefined || all.length > MOST) return false;
    const own = all[all.length - 1];
    if (isLong(own) && all.slice(0, -1).some((before, i) => this.#waits[i] && feeds(before, own)))
      return false;
    return all.slice(0, -1).every((before) => {
      const isOrdered = own.inputs.every(
        (input) => isSame(input, before.output) || isApart(input, before.output, own),
      );
      const isFree = before.inputs.every(
        (input) => isSame(input, own.output) || isApart(input, own.output, own),
      );
      return isOrdered && isFree && isApart(own.output, before.output, own);
    });
  }

  /** Adds a piece that it accepts. */
  add(piece: Piece, at: number): void {
    this.#pieces = this.#reshapedWith(piece) as readonly Piece[];
    this.#at.push(at);
    const own = this.#pieces[this.#pieces.length - 1];
    this.#waits.push(isLong(own) || this.#pieces.some((before, i) => this.#waits[i] && feeds(before, own)));
  }

  /** All pieces and one more over the same rows and columns, if they have some in common. */
  #reshapedWith(piece: Piece): readonly Piece[] | undefined {
    const { rows, columns } = piece.rows > 1 ? piece : this.#pieces[0];
    const all = [...this.#pieces, piece].map((own) => reshaped(own, rows, columns));
    return all.every((own) => own !== undefined) ? all : undefined;
  }

  /**
   * The loop.
   * @param uses - of the list of steps that the pieces come from; `end`: how many there are.
   */
  step(uses: Uses): Fused {
    const loop = new LoopBuilder();
    for (const piece of this.#pieces) loop.add(piece);
    const isInside = ({ block }: { block: Block }): boolean =>
      block.holder.kind === 'arena' &&
      uses.of(block).every((at) => this.#at.includes(at)) &&
      !loop.reads(block);
    const { rows, columns } = this.#pieces[0];
    return loop.build(rows, columns, ({ place }) => !isInside(place));
  }
}

/** Numbers the values of pieces. Inputs come first, so that the steps' numbers are known at the end only. */
class LoopBuilder {
  readonly #inputs: Located[] = [];
  readonly #steps: FusedStep[] = [];
  readonly #outputs: { readonly value: number; readonly to: Located }[] = [];

  add({ inputs, steps, output }: Piece): void {
    const values = inputs.map((input) => this.#value(input));
    for (const { operation, of } of steps) {
      this.#steps.push({ operation, of: of.map((value) => values[value]) });
      values.push(~(this.#steps.length - 1));
    }
    this.#outputs.push({ value: values[values.length - 1], to: output });
  }

  /** Whether the loop reads a block as it was before. */
  reads(block: Block): boolean {
    return this.#inputs.some(({ place }) => place.block === block);
  }

  build(rows: number, columns: number, isStored: (output: Located) => boolean): Fused {
    const stored = this.#outputs.filter(({ to }) => isStored(to));
    const number = (value: number): number => (value < 0 ? this.#inputs.length + ~value : value);
    return {
      kind: 'fused',
      loop: {
        ...{ rows, columns },
        inputs: this.#inputs.map(({ row, column }) => ({ row, column })),
        steps: this.#steps.map(({ operation, of }) => ({ operation, of: of.map(number) })),
        outputs: stored.map(({ value, to }) => ({ value: number(value), row: to.row })),
      },
      places: [...this.#inputs, ...stored.map(({ to }) => to)].map(({ place }) => place),
    };
  }

  /** An input by its number; step i as ~i, since there may be more inputs. */
  #value(input: Located): number {
    const made = this.#outputs.find(({ to }) => isSame(to, input));
    if (made !== undefined) return made.value;
    const known = this.#inputs.findIndex((other) => isSame(other, input));
    return known >= 0 ? known : this.#inputs.push(input) - 1;
  }
}

function isLong({ steps }: Piece): boolean {
  return steps.some(({ operation }) => LONG.has(operation));
}

/** Whether a piece takes the result of another. */
function feeds({ output }: Piece, { inputs }: Piece): boolean {
  return inputs.some((input) => isSame(input, output));
}

/** Whether two operands are the same elements in the same order. */
function isSame(one: Located, other: Located): boolean {
  return (
    one.row === other.row &&
    one.column === other.column &&
    isSameBlock(one, other) &&
    distance(one, other) === 0
  );
}

function isSameBlock(one: Located, other: Located): boolean {
  return one.place.block === other.place.block;
}

/** Bytes from one to the other, in each round of the loops around; NaN if they move differently. */
function distance({ place: one }: Located, { place: other }: Located): number {
  const [left, right] = [one.strides ?? [], other.strides ?? []];
  const isParallel =
    left.length === right.length &&
    left.every(({ loop, bytes }, i) => loop === right[i].loop && bytes === right[i].bytes);
  return isParallel ? other.offset - one.offset : NaN;
}

/** Whether two operands over the same rows and columns have no element in common. */
function isApart(one: Located, other: Located, { rows, columns }: Piece): boolean {
  if (!isSameBlock(one, other)) return true;
  const words = distance(one, other) / 4;
  const [first, second] = words >= 0 ? [one, other] : [other, one];
  const span = (rows - 1) * first.row + (columns - 1) * first.column + 1;
  if (Math.abs(words) >= span) return true;
  // Columns of the same matrix.
  const [from, width] = [Math.abs(words), first.row];
  return rows > 1 && first.row === second.row && from >= columns && from + columns <= width;
}
