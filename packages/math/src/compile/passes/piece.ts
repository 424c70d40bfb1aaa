// Steps that do something to each element, as what they are over rows and columns.
import { BINARY_CODES, UNARY_CODES } from '@saccade/kernels';
import type { FusedInput, FusedStep, UnaryOperation } from '@saccade/kernels';
import { collapse } from '../boxes.ts';
import type { Place } from '../places.ts';
import { named } from '../steps.ts';
import type { Fused, Instruction, Step } from '../steps.ts';

/** Where an operand of a piece lies. */
export interface Located extends FusedInput {
  readonly place: Place;
}

/** One result for each of `rows × columns` elements. In one row, elements lie side by side or are the same. */
export interface Piece {
  readonly rows: number;
  readonly columns: number;
  readonly inputs: readonly Located[];
  /** Values by number, as in a fused loop: the inputs, then the steps. The last one is the result. */
  readonly steps: readonly FusedStep[];
  readonly output: Located;
}

/** The piece that a step is, if it is one. */
export function asPiece(step: Step | undefined): Piece | undefined {
  if (step?.kind === 'fused') return pieceOfLoop(step);
  if (step?.kind !== 'kernel') return undefined;
  const make = PIECES[step.name];
  const piece = make?.(named(step));
  return piece === undefined || piece.rows * piece.columns === 0 ? undefined : flattened(piece);
}

/** The same piece over other rows and columns, where each operand allows that. */
export function reshaped(piece: Piece, rows: number, columns: number): Piece | undefined {
  if (piece.rows === rows && piece.columns === columns) return piece;
  if (piece.rows !== 1 || piece.columns !== rows * columns) return undefined;
  const spread = (operand: Located): Located => ({ ...operand, row: operand.column * columns });
  return { ...piece, rows, columns, inputs: piece.inputs.map(spread), output: spread(piece.output) };
}

/** A piece as a step of its own. */
export function pieceStep({ rows, columns, inputs, steps, output }: Piece): Fused {
  const value = inputs.length + steps.length - 1;
  return {
    kind: 'fused',
    loop: { rows, columns, inputs: inputs.map(layout), steps, outputs: [{ value, row: output.row }] },
    places: [...inputs, output].map(({ place }) => place),
  };
}

/** How an operand lies, without where. */
export function layout({ row, column }: Located): FusedInput {
  return { row, column };
}

/** As one row if all operands lie side by side, so that their shape does not matter. */
function flattened(piece: Piece): Piece {
  const { rows, columns, inputs, output } = piece;
  const isFlat = [...inputs, output].every(({ row, column }) => row === column * columns);
  if (rows > 1 && !isFlat) return piece;
  const flat = (operand: Located): Located => ({ ...operand, row: 0 });
  return { ...piece, rows: 1, columns: rows * columns, inputs: inputs.map(flat), output: flat(output) };
}

/** Arguments of an instruction by name. */
type Arguments = ReturnType<typeof named>;
type Make = (args: Arguments) => Piece | undefined;

const PIECES: Readonly<Partial<Record<Instruction['name'], Make>>> = {
  unary: ({ operation, x, out, n }) => {
    const name = UNARY_NAMES[operation as number];
    return oneRow([x], [stepOf(name)], out, n);
  },
  binary: ({ operation, a, b, out, n }) =>
    oneRow([a, b], [{ operation: BINARY_NAMES[operation as number], of: [0, 1] }], out, n),
  binaryBroadcast: ({ operation, a, b, out, ...args }) => {
    const { count, columns, aRow, aColumn, bRow, bColumn } = args as Record<string, number>;
    const left = located(a, aRow, aColumn);
    const right = located(b, bRow, bColumn);
    if (left === undefined || right === undefined) return undefined;
    const steps: FusedStep[] = [{ operation: BINARY_NAMES[operation as number], of: [0, 1] }];
    const output: Located = { place: out as Place, row: columns, column: 1 };
    return { rows: count, columns, inputs: [left, right], steps, output };
  },
  tanhGrad: ({ dy, y, out, n }) => oneRow([dy, y], [{ operation: 'tanhGrad', of: [0, 1] }], out, n),
  sigmoidGrad: ({ dy, y, out, n }) => oneRow([dy, y], [{ operation: 'sigmoidGrad', of: [0, 1] }], out, n),
  copyBytes: ({ from, out, count }) =>
    (count as number) % 4 === 0 ? oneRow([from], [], out, (count as number) / 4) : undefined,
  copyStrided: copyOfRows,
};

function stepOf(name: UnaryOperation): FusedStep {
  if (name === 'square') return { operation: 'mul', of: [0, 0] };
  if (name === 'squareInt') return { operation: 'mulInt', of: [0, 0] };
  return { operation: name, of: [0] };
}

const UNARY_NAMES = namesOf(UNARY_CODES);
const BINARY_NAMES = namesOf(BINARY_CODES);

/** The names in a table of codes, by code. */
function namesOf<Name extends string>(codes: Readonly<Record<Name, number>>): Name[] {
  return (Object.keys(codes) as Name[]).sort((a, b) => codes[a] - codes[b]);
}

type Argument = number | Place;

function oneRow(inputs: readonly Argument[], steps: readonly FusedStep[], out: Argument, n: Argument): Piece {
  const dense = (place: Argument): Located => ({ place: place as Place, row: n as number, column: 1 });
  return { rows: 1, columns: n as number, inputs: inputs.map(dense), steps, output: dense(out) };
}

function located(place: Argument, row: number, column: number): Located | undefined {
  return row >= 0 && (column === 0 || column === 1) ? { place: place as Place, row, column } : undefined;
}

/** A copy whose target has rows of elements side by side. */
function copyOfRows({ from, out, ...args }: Arguments): Piece | undefined {
  const numbers = args as Record<string, number>;
  const axes = [0, 1, 2, 3];
  const { lengths, steps } = collapse({
    lengths: axes.map((axis) => numbers[`d${axis}`]),
    steps: ['f', 'o'].map((side) => axes.map((axis) => numbers[side + axis])),
  });
  if (lengths.length === 0) return oneRow([from], [], out, 1);
  if (lengths.length > 2) return undefined;
  const [rows, columns] = [...Array<number>(2 - lengths.length).fill(1), ...lengths];
  const [[fromRow, fromColumn], [outRow, outColumn]] = steps.map((side) => [
    ...Array<number>(2 - lengths.length).fill(0),
    ...side,
  ]);
  const [input, output] = [located(from, fromRow, fromColumn), located(out, outRow, outColumn)];
  if (input === undefined || output?.column !== 1) return undefined;
  return { rows, columns, inputs: [input], steps: [], output };
}

function pieceOfLoop({ loop, places }: Fused): Piece | undefined {
  const { rows, columns, inputs, steps, outputs } = loop;
  if (outputs.length !== 1 || outputs[0].value !== inputs.length + steps.length - 1) return undefined;
  const output: Located = { place: places[inputs.length], row: outputs[0].row, column: 1 };
  return { rows, columns, inputs: inputs.map((input, i) => ({ ...input, place: places[i] })), steps, output };
}
