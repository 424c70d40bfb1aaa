// What einsum does for a subscripts text, before any shape is known: sums, transpositions and products by letters.

/** How one operand is brought into the form that a product wants. */
export interface Arrangement {
  /** Axes to sum over first: their letters are nowhere else. */
  readonly sum: readonly number[];
  /** Order of the axes that are left; undefined when it is right already. */
  readonly perm: readonly number[] | undefined;
  /** The letters then. */
  readonly letters: string;
}

/** One product of two operands. Letters of both that are wanted later are its batch, the others of both its inner ones. */
export interface ProductPlan {
  /** `matMul` over the inner letters; `mul` when there are none; `dot`, a sum of `mul`, when there are no others. */
  readonly kind: 'matMul' | 'mul' | 'dot';
  /** Whether the second operand comes first, so that the result is in order. */
  readonly swapped: boolean;
  readonly a: Arrangement;
  readonly b: Arrangement;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly batch: string;
  readonly inner: string;
  readonly rows: string;
  readonly columns: string;
  /** Letters of the result, in order. */
  readonly result: string;
}

export interface EinsumPlan {
  readonly inputs: readonly string[];
  /** From left to right: the first operand with the second, the result with the third, … */
  readonly products: readonly ProductPlan[];
  /** From the last result to the output. */
  readonly last: Arrangement;
}

const plans = new Map<string, EinsumPlan>();

/** The plan of a subscripts text, made once. */
export function planEinsum(subscripts: string): EinsumPlan {
  const known = plans.get(subscripts);
  if (known) return known;
  const { inputs, output } = parse(subscripts);
  const products: ProductPlan[] = [];
  let letters = inputs[0] as string;
  inputs.slice(1).forEach((other, i) => {
    const later = inputs.slice(i + 2);
    const product = planProduct(letters, other, output + later.join(''), later.length === 0 ? output : '');
    products.push(product);
    letters = product.result;
  });
  const plan = { inputs, products, last: arrange(letters, output) };
  plans.set(subscripts, plan);
  return plan;
}

function parse(subscripts: string): { inputs: string[]; output: string } {
  const fail = (expected: string): never => {
    throw new Error(`einsum: subscripts must ${expected}, got '${subscripts}'`);
  };
  const match = /^([A-Za-z]*(?:,[A-Za-z]*)*)->([A-Za-z]*)$/.exec(subscripts.replaceAll(' ', ''));
  if (!match) return fail("be letters with an output, such as 'bij,bjk->bik'");
  const [inputs, output] = [(match[1] as string).split(','), match[2] as string];
  for (const letters of inputs) {
    if (hasRepeats(letters))
      fail(`not repeat a letter within one operand (a diagonal), as '${letters}' does`);
  }
  if (hasRepeats(output)) fail('not repeat a letter in the output');
  const unknown = [...output].find((letter) => !inputs.some((letters) => letters.includes(letter)));
  if (unknown !== undefined) fail(`have output letters that an operand has, which '${unknown}' is not`);
  return { inputs, output };
}

const hasRepeats = (letters: string): boolean => new Set(letters).size !== letters.length;

const pick = (letters: string, test: (letter: string) => boolean): string =>
  [...letters].filter(test).join('');

/** Sums over the letters of `from` that `to` lacks, and brings the others into the order of `to`. */
function arrange(from: string, to: string): Arrangement {
  const sum = [...from].flatMap((letter, axis) => (to.includes(letter) ? [] : [axis]));
  const left = pick(from, (letter) => to.includes(letter));
  return { sum, perm: left === to ? undefined : [...to].map((letter) => left.indexOf(letter)), letters: to };
}

interface Groups {
  readonly swapped: boolean;
  readonly batch: string;
  readonly inner: string;
  readonly rows: string;
  readonly columns: string;
}

/** Sorts the letters of two operands, already without those that are summed first, into the parts of a product. */
function groupLetters(
  first: string,
  second: string,
  keep: string,
  sorted: (letters: string) => string,
): Groups {
  const onlyFirst = sorted(pick(first, (letter) => !second.includes(letter)));
  const onlySecond = sorted(pick(second, (letter) => !first.includes(letter)));
  const swapped = onlyFirst !== '' && sorted(onlyFirst + onlySecond)[0] !== onlyFirst[0];
  const [leading, rows, columns] = swapped ? [second, onlySecond, onlyFirst] : [first, onlyFirst, onlySecond];
  const shared = pick(leading, (letter) => first.includes(letter) && second.includes(letter));
  const batch = sorted(pick(shared, (letter) => keep.includes(letter)));
  return { swapped, batch, inner: pick(shared, (letter) => !keep.includes(letter)), rows, columns };
}

/**
 * @param keep - letters that the result must have if an operand has them.
 * @param order - wanted order of the result; other letters come as they stand.
 */
function planProduct(first: string, second: string, keep: string, order: string): ProductPlan {
  const usedBy = (other: string) => (letter: string) => keep.includes(letter) || other.includes(letter);
  const [left, right] = [pick(first, usedBy(second)), pick(second, usedBy(first))];
  const wanted = order + left + right;
  const sorted = (letters: string): string =>
    [...letters].sort((x, y) => wanted.indexOf(x) - wanted.indexOf(y)).join('');
  const groups = groupLetters(left, right, keep, sorted);
  const { swapped, batch, inner, rows, columns } = groups;
  const [a, b] = swapped ? [right, left] : [left, right];
  const arranged = (lettersA: string, lettersB: string): Record<'a' | 'b', Arrangement> => ({
    a: arrange(swapped ? second : first, lettersA),
    b: arrange(swapped ? first : second, lettersB),
  });
  if (inner === '') {
    const result = sorted(batch + rows + columns);
    return { ...groups, kind: 'mul', ...arranged(sorted(a), sorted(b)), ...FLAGLESS, result };
  }
  if (rows === '' && columns === '') {
    return { ...groups, kind: 'dot', ...arranged(batch + inner, batch + inner), ...FLAGLESS, result: batch };
  }
  const transposeA = a === batch + inner + rows && rows !== '';
  const transposeB = b === batch + columns + inner && columns !== '';
  return {
    ...groups,
    kind: 'matMul',
    ...arranged(transposeA ? a : batch + rows + inner, transposeB ? b : batch + inner + columns),
    transposeA,
    transposeB,
    result: batch + rows + columns,
  };
}

const FLAGLESS = { transposeA: false, transposeB: false };
