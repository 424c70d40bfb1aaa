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

/**
 * @param keep - letters that the result must have if an operand has them.
 * @param order - wanted order of the result; other letters come as they stand.
 */
function planProduct(first: string, second: string, keep: string, order: string): ProductPlan {
  const usedBy = (other: string) => (letter: string) => keep.includes(letter) || other.includes(letter);
  const operands = [pick(first, usedBy(second)), pick(second, usedBy(first))] as const;
  const wanted = order + operands.join('');
  const sorted = (letters: string): string =>
    [...letters].sort((a, b) => wanted.indexOf(a) - wanted.indexOf(b)).join('');
  const own = operands.map((letters, i) => {
    const other = operands[1 - i] as string;
    return sorted(pick(letters, (letter) => !other.includes(letter)));
  }) as [string, string];
  const swapped = own[1] !== '' && own[0] !== '' && wanted.indexOf(own[1]) < wanted.indexOf(own[0]);
  const [a, b] = swapped ? [operands[1], operands[0]] : operands;
  const [rows, columns] = swapped ? [own[1], own[0]] : own;
  const shared = pick(a, (letter) => b.includes(letter));
  const batch = sorted(pick(shared, (letter) => keep.includes(letter)));
  const inner = pick(shared, (letter) => !keep.includes(letter));
  const [sourceA, sourceB] = swapped ? [second, first] : [first, second];
  const groups = { swapped, batch, inner, rows, columns };
  if (inner === '') {
    const result = sorted(batch + rows + columns);
    const ordered = (source: string, letters: string): Arrangement => arrange(source, sorted(letters));
    return { ...groups, kind: 'mul', a: ordered(sourceA, a), b: ordered(sourceB, b), ...FLAGLESS, result };
  }
  if (rows === '' && columns === '') {
    const both = batch + inner;
    return {
      ...groups,
      kind: 'dot',
      a: arrange(sourceA, both),
      b: arrange(sourceB, both),
      ...FLAGLESS,
      result: batch,
    };
  }
  const transposeA = a === batch + inner + rows && rows !== '';
  const transposeB = b === batch + columns + inner && columns !== '';
  return {
    ...groups,
    kind: 'matMul',
    a: arrange(sourceA, transposeA ? a : batch + rows + inner),
    b: arrange(sourceB, transposeB ? b : batch + inner + columns),
    transposeA,
    transposeB,
    result: batch + rows + columns,
  };
}

const FLAGLESS = { transposeA: false, transposeB: false };
