import { tidy } from '../engine/memory.ts';
import { runKernel } from '../engine/run-kernel.ts';
import { failShape } from '../errors.ts';
import { arraysEqual } from '../shapes.ts';
import type { Tensor } from '../tensor-types.ts';
import { requireFloat } from './arguments.ts';
import { mul } from './arithmetic.ts';
import { planEinsum } from './einsum-plan.ts';
import type { Arrangement, ProductPlan } from './einsum-plan.ts';
import { matMul } from './mat-mul.ts';
import { sum } from './reductions.ts';
import { reshape, transpose } from './reshaping.ts';

type Lengths = ReadonlyMap<string, number>;

/**
 * Products of tensors summed over the letters that the output lacks: `einsum('bij,bjk->bik', a, b)`; float32.
 *
 * Each operand has one letter per axis; the same letter means the same length. Two operands at a time, from the left,
 * become one `matMul`, or a `mul` when nothing is summed; axes are transposed only where the product's flags cannot
 * do it. With three or more operands, put those first whose product is small.
 *
 * Source: Einstein 1916; the notation is NumPy's, without `…`, without repeated letters in one operand (diagonals), and
 * with the output written out.
 * @param subscripts - letters of the operands, separated by commas, then `->` and the letters of the output.
 * @returns a new tensor, in the order of the output's letters.
 * @throws {@link ShapeError} naming the operand that disagrees.
 */
export function einsum<T extends Tensor = Tensor>(subscripts: string, ...operands: readonly Tensor[]): T {
  const { inputs, products, last } = planEinsum(subscripts);
  const lengths = checkOperands(subscripts, inputs, operands);
  return tidy(() => {
    let result = operands[0] as Tensor;
    products.forEach((plan, i) => {
      result = multiply(plan, result, operands[i + 1] as Tensor, lengths);
    });
    result = rearrange(result, last);
    return (operands.includes(result) ? runKernel('Identity', { x: result }) : result) as T;
  });
}

function checkOperands(subscripts: string, inputs: readonly string[], operands: readonly Tensor[]): Lengths {
  if (operands.length !== inputs.length) {
    throw new Error(`einsum: operands must be ${inputs.length} for '${subscripts}', got ${operands.length}`);
  }
  const lengths = new Map<string, number>();
  operands.forEach((operand, i) => {
    requireFloat('einsum', `operands[${i}]`, operand);
    const letters = inputs[i] as string;
    const agrees = (letter: string, axis: number): boolean =>
      (lengths.get(letter) ?? operand.shape[axis]) === operand.shape[axis];
    if (operand.shape.length !== letters.length || ![...letters].every(agrees)) {
      const expected = [...letters].map((letter) =>
        lengths.has(letter) ? `${letter}=${lengths.get(letter)}` : letter,
      );
      failShape('einsum', `operands[${i}]`, `[${expected.join(', ')}]`, operand);
    }
    [...letters].forEach((letter, axis) => lengths.set(letter, operand.shape[axis] as number));
  });
  return lengths;
}

function multiply(plan: ProductPlan, first: Tensor, second: Tensor, lengths: Lengths): Tensor {
  const [left, right] = plan.swapped ? [second, first] : [first, second];
  const [a, b] = [rearrange(left, plan.a), rearrange(right, plan.b)];
  const { batch, inner, rows, columns, transposeA, transposeB } = plan;
  if (plan.kind === 'dot') {
    const axes = [...inner].map((_, i) => batch.length + i);
    return sum(mul(a, b), axes);
  }
  if (plan.kind === 'mul') {
    const spread = ({ letters }: Arrangement): number[] =>
      [...plan.result].map((letter) => (letters.includes(letter) ? (lengths.get(letter) as number) : 1));
    return mul(reshaped(a, spread(plan.a)), reshaped(b, spread(plan.b)));
  }
  const count = (letters: string): number =>
    [...letters].reduce((size, letter) => size * (lengths.get(letter) as number), 1);
  const matrix = (x: Tensor, m: string, n: string): Tensor =>
    reshaped(x, batch === '' ? [count(m), count(n)] : [count(batch), count(m), count(n)]);
  const product = matMul(
    transposeA ? matrix(a, inner, rows) : matrix(a, rows, inner),
    transposeB ? matrix(b, columns, inner) : matrix(b, inner, columns),
    { transposeA, transposeB },
  );
  return reshaped(
    product,
    [...plan.result].map((letter) => lengths.get(letter) as number),
  );
}

function rearrange(x: Tensor, { sum: axes, perm }: Arrangement): Tensor {
  const summed = axes.length === 0 ? x : sum(x, axes);
  return perm === undefined ? summed : transpose(summed, perm);
}

function reshaped(x: Tensor, shape: readonly number[]): Tensor {
  return arraysEqual(x.shape, shape) ? x : reshape(x, shape);
}
