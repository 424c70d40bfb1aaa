// Pieces that are made in one loop, and what each of them reads from memory or from those before.
import type { FusedStep } from '@saccade/kernels';
import type { Block } from '../places.ts';
import type { Fused } from '../steps.ts';
import { layout, reshaped } from './piece.ts';
import type { Located, Piece } from './piece.ts';
import { isApart, isSame } from './regions.ts';
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
    if (isLong(own) && this.#waitsFor(own)) return false;
    return all.slice(0, -1).every((other) => isCompatible(other, own));
  }

  /** Adds a piece that it accepts. */
  add(piece: Piece, at: number): void {
    const all = this.#reshapedWith(piece) as readonly Piece[];
    const own = all[all.length - 1];
    this.#waits.push(isLong(own) || this.#waitsFor(own));
    this.#pieces = all;
    this.#at.push(at);
  }

  #waitsFor(own: Piece): boolean {
    return this.#pieces.some(
      (before, i) =>
        this.#waits[i] && own.inputs.some(({ place }) => place.block === before.output.place.block),
    );
  }

  /** All pieces and one more over the same rows and columns, if they have some in common. */
  #reshapedWith(piece: Piece): readonly Piece[] | undefined {
    const [{ rows, columns }] = this.#pieces;
    if (piece.rows * piece.columns !== rows * columns) return undefined;
    if (piece.rows === rows) return [...this.#pieces, piece];
    const own = reshaped(piece, rows, columns);
    if (own !== undefined) return [...this.#pieces, own];
    const others = this.#pieces.map((other) => reshaped(other, piece.rows, piece.columns));
    return others.every((other) => other !== undefined) ? [...others, piece] : undefined;
  }

  /** The loop. `uses`: of the list of steps that the pieces come from. */
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
        inputs: this.#inputs.map(layout),
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

/** Whether two pieces that follow each other can be made element by element. */
function isCompatible(before: Piece, after: Piece): boolean {
  const { inputs, output } = after;
  return (
    inputs.every((input) => isSame(input, before.output) || isApart(after, input, before, before.output)) &&
    before.inputs.every((input) => isSame(input, output) || isApart(before, input, after, output)) &&
    isApart(after, output, before, before.output)
  );
}
