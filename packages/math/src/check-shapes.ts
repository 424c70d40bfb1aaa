// Shapes of arguments by letters, as docstrings write them. A check of six tensors takes about a microsecond.
import { ShapeError, describe } from './errors.ts';
import { formatShape } from './shapes.ts';

/** Anything with a shape. */
export interface Shaped {
  readonly shape: readonly number[];
}

interface Dimension {
  /** As written: `4H`, `B`, `3`. */
  readonly text: string;
  /** The letter, or undefined for a plain number. */
  readonly letter: string | undefined;
  readonly factor: number;
}

const parsed = new Map<string, readonly Dimension[]>();

function parse(spec: string): readonly Dimension[] {
  const known = parsed.get(spec);
  if (known) return known;
  const words = spec.split(' ').filter((word) => word !== '');
  const dimensions = words.map((text) => {
    const match = /^(\d*)([A-Za-z]\w*)?$/.exec(text);
    if (!match)
      throw new Error(`checkShapes: spec must be letters with factors, such as 'B 4H', got '${spec}'`);
    return { text, letter: match[2], factor: match[1] === '' ? 1 : Number(match[1]) };
  });
  parsed.set(spec, dimensions);
  return dimensions;
}

/**
 * Checks shapes against each other. A letter stands for a length that is bound where it first appears; `4H` is a
 * multiple, a number is itself, and an empty spec a scalar.
 *
 * @param name - the calling function, for the message.
 * @param args - by argument name, `[tensor, spec]`. They are checked in this order, so put what defines a length first.
 * @returns the lengths by letter.
 * @throws {@link ShapeError} naming the first argument that disagrees: `lstmStep: x must be [B=2, I=3], got [2, 7]`.
 * @example
 *   const { B, H } = checkShapes('step', { w: [w, 'I H'], x: [x, 'B I'] });
 */
export function checkShapes<L extends string = string>(
  name: string,
  args: Readonly<Record<string, readonly [Shaped, string]>>,
): Readonly<Record<L, number>> {
  const lengths: Record<string, number> = {};
  for (const argument in args) {
    const [tensor, spec] = args[argument] as readonly [Shaped, string];
    if (!agrees(tensor?.shape, parse(spec), lengths)) throw disagreement(name, args, argument);
  }
  return lengths as Record<L, number>;
}

function disagreement(
  name: string,
  args: Readonly<Record<string, readonly [Shaped, string]>>,
  failed: string,
): ShapeError {
  // Bound again, without what the failed argument itself bound before it failed.
  const lengths: Record<string, number> = {};
  for (const argument in args) {
    const [tensor, spec] = args[argument] as readonly [Shaped, string];
    if (argument !== failed) {
      agrees(tensor.shape, parse(spec), lengths);
      continue;
    }
    const expected = parse(spec).map((dimension) => describeDimension(dimension, lengths));
    const got = Array.isArray(tensor?.shape) ? formatShape(tensor.shape) : describe(tensor);
    return new ShapeError(`${name}: ${argument} must be [${expected.join(', ')}], got ${got}`);
  }
  throw new Error(`checkShapes: args must have ${failed}`);
}

function describeDimension({ text, letter, factor }: Dimension, lengths: Record<string, number>): string {
  const length = letter === undefined ? undefined : lengths[letter];
  return length === undefined ? text : `${text}=${factor * length}`;
}

function agrees(
  shape: readonly number[] | undefined,
  dimensions: readonly Dimension[],
  lengths: Record<string, number>,
): boolean {
  if (shape?.length !== dimensions.length) return false;
  for (let i = 0; i < dimensions.length; i++) {
    const { letter, factor } = dimensions[i];
    const length = shape[i];
    if (letter === undefined) {
      if (length !== factor) return false;
    } else if (letter in lengths) {
      if (length !== factor * lengths[letter]) return false;
    } else {
      if (length % factor !== 0) return false;
      lengths[letter] = length / factor;
    }
  }
  return true;
}
