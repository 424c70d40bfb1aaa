import { fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { einsum, grad, matMul, mul, sum, tensor, tidy, transpose } from '../src/index.ts';
import type { Tensor } from '../src/index.ts';
import { planEinsum } from '../src/ops/einsum-plan.ts';
import { TOLERANCE, checkGrads, eachBackend, tensorsLeft } from '../src/testing/index.ts';
import { example } from './examples.ts';

const LENGTHS: Readonly<Record<string, number>> = { a: 2, b: 3, c: 1, d: 4, e: 2 };

const operandsFor = (subscripts: string): Tensor[] => {
  const letters = (subscripts.split('->')[0] as string).split(',');
  return letters.map((word, i) =>
    example(
      [...word].map((letter) => LENGTHS[letter] as number),
      i + 1,
    ),
  );
};

/** The definition: a sum over every letter, in float64. */
function einsum64(subscripts: string, operands: readonly Tensor[]): Float64Array {
  const [inputs, output] = subscripts.split('->') as [string, string];
  const words = inputs.split(',');
  const letters = [...new Set(words.join(''))];
  const data = operands.map((operand) => operand.dataSync());
  const offset = (word: string, index: Readonly<Record<string, number>>): number =>
    [...word].reduce((at, letter) => at * (LENGTHS[letter] as number) + (index[letter] as number), 0);
  const result = new Float64Array(
    [...output].reduce((size, letter) => size * (LENGTHS[letter] as number), 1),
  );
  const visit = (depth: number, index: Record<string, number>): void => {
    const letter = letters[depth];
    if (letter === undefined) {
      const product = words.reduce((value, word, i) => value * (data[i]?.[offset(word, index)] as number), 1);
      const at = offset(output, index);
      result[at] = (result[at] as number) + product;
      return;
    }
    for (let i = 0; i < (LENGTHS[letter] as number); i++) visit(depth + 1, { ...index, [letter]: i });
  };
  visit(0, {});
  return result;
}

const word = fc.shuffledSubarray(Object.keys(LENGTHS)).map((letters) => letters.join(''));
const subscripts = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .chain((words) =>
    fc
      .shuffledSubarray([...new Set(words.join(''))])
      .map((output) => `${words.join(',')}->${output.join('')}`),
  );

eachBackend(['cpu', 'wasm'], () => {
  test('A2 equals a plain sum over all letters, for any subscripts', () =>
    fc.assert(
      fc.property(subscripts, (text) =>
        tidy(() => {
          const operands = operandsFor(text);
          const result = einsum(text, ...operands);
          const output = text.split('->')[1] as string;
          expect(result.shape).toEqual([...output].map((letter) => LENGTHS[letter]));
          expect(result).toBeClose(einsum64(text, operands), TOLERANCE.product);
        }),
      ),
      { seed: 1916, numRuns: 400 },
    ));

  test.each([
    'ab,bd->ad',
    'ba,bd->da',
    'eab,ebd->ead',
    'ab,b->a',
    'ab,ab->',
    'eb,ed->ebd',
    'ab->',
    'ab,bd,de->ae',
    'b,ab,a->',
  ])('G5 has the right gradients, first and second: %s', (text) =>
    tidy(() => {
      const operands = operandsFor(text);
      checkGrads((xs: Tensor[]) => einsum(text, ...xs), operands);
      const squared = (xs: Tensor[]): Tensor => {
        const y = einsum(text, ...xs);
        return sum(mul(y, y));
      };
      checkGrads((xs: Tensor[]) => grad(squared)(xs), operands);
    }),
  );

  describe('A2 is the operation it stands for, bit for bit', () => {
    const [a, b] = [
      [2, 3, 4],
      [2, 4, 5],
    ];
    test.each<[string, number[], number[], (a: Tensor, b: Tensor) => Tensor]>([
      ['bij,bjk->bik', a as number[], b as number[], (x, y) => matMul(x, y)],
      ['ij,jk->ik', [3, 4], [4, 5], (x, y) => matMul(x, y)],
      ['ij,kj->ik', [3, 4], [5, 4], (x, y) => matMul(x, y, { transposeB: true })],
      ['ji,jk->ik', [4, 3], [4, 5], (x, y) => matMul(x, y, { transposeA: true })],
      ['ij,jk->ki', [3, 4], [4, 5], (x, y) => matMul(y, x, { transposeA: true, transposeB: true })],
      ['ij,ij->ij', [3, 4], [3, 4], (x, y) => mul(x, y)],
    ])('%s', (text, shapeA, shapeB, operation) =>
      tidy(() => {
        const [x, y] = [example(shapeA), example(shapeB, 2)];
        expect(einsum(text, x, y)).toEqualTensor(operation(x, y));
      }),
    );
    test('ij->ji', () =>
      tidy(() => {
        const x = example([3, 4]);
        expect(einsum('ij->ji', x)).toEqualTensor(transpose(x));
      }));
  });

  test('spaces do not matter', () =>
    tidy(() => {
      const [x, y] = [example([2, 3]), example([3, 4])];
      expect(einsum(' ij, jk -> ik ', x, y)).toEqualTensor(einsum('ij,jk->ik', x, y));
    }));

  test('N3 lengths of 0 give sums of nothing', () =>
    tidy(() => {
      expect(einsum('ij,jk->ik', example([2, 0]), example([0, 3]))).toBeClose(
        [
          [0, 0, 0],
          [0, 0, 0],
        ],
        TOLERANCE.exact,
      );
      expect(einsum('bi,bi->b', example([0, 3]), example([0, 3])).shape).toEqual([0]);
    }));

  test('O1 leaves one tensor, never one of its operands', () => {
    const [x, y, z] = [example([2, 3]), example([3, 4]), example([4, 2])];
    for (const [text, ...operands] of [
      ['ij->ij', x],
      ['ij->ji', x],
      ['ij->', x],
      ['ij,jk->ik', x, y],
      ['ij,jk,ki->', x, y, z],
      ['ij,jk->kij', x, y],
    ] as [string, ...Tensor[]][]) {
      let result: Tensor | undefined;
      expect(tensorsLeft(() => (result = einsum(text, ...operands)))).toBe(1);
      expect(operands).not.toContain(result);
      result?.dispose();
    }
    for (const operand of [x, y, z]) operand.dispose();
  });

  test.each<[string, number[][], string]>([
    [
      'ij,jk->ik',
      [
        [2, 3],
        [4, 5],
      ],
      'einsum: operands[1] must be [j=3, k], got [4, 5]',
    ],
    ['ij,jk->ik', [[2, 3], [3]], 'einsum: operands[1] must be [j=3, k], got [3]'],
    ['ij,jk->ik', [[2, 3]], "einsum: operands must be 2 for 'ij,jk->ik', got 1"],
    [
      'ii->i',
      [[2, 2]],
      "einsum: subscripts must not repeat a letter within one operand (a diagonal), as 'ii' does, got 'ii->i'",
    ],
    ['ij->iji', [[2, 2]], "einsum: subscripts must not repeat a letter in the output, got 'ij->iji'"],
    [
      'ij->ik',
      [[2, 2]],
      "einsum: subscripts must have output letters that an operand has, which 'k' is not, got 'ij->ik'",
    ],
    [
      'ij,jk',
      [
        [2, 2],
        [2, 2],
      ],
      "einsum: subscripts must be letters with an output, such as 'bij,bjk->bik', got 'ij,jk'",
    ],
    [
      '...i->i',
      [[2, 2]],
      "einsum: subscripts must be letters with an output, such as 'bij,bjk->bik', got '...i->i'",
    ],
  ])('A2 refuses %s of %j with the reason', (text, shapes, message) =>
    tidy(() => {
      expect(() => einsum(text, ...shapes.map((shape) => example(shape)))).toThrow(message);
    }),
  );
  test('refuses operands that are not float32', () =>
    tidy(() => {
      const integers = tensor([1, 2], [2], 'int32');
      expect(() => einsum('i->', integers)).toThrow('einsum: operands[0] must be float32, got [2] int32');
    }));
});

test.each<[string, object]>([
  ['bij,bkj->bik', { transposeA: false, transposeB: true, a: { perm: undefined }, b: { perm: undefined } }],
  ['bij,jk->bik', { batch: '', rows: 'bi', a: { perm: undefined }, b: { perm: undefined } }],
  [
    'ij,jk->ki',
    { swapped: true, transposeA: true, transposeB: true, a: { perm: undefined }, b: { perm: undefined } },
  ],
  ['bij,bik->bjk', { transposeA: true, a: { perm: undefined }, b: { perm: undefined } }],
])('%s needs no transposition of an operand or of the result', (text, product) => {
  const plan = planEinsum(text);
  expect(plan.products).toMatchObject([product]);
  expect(plan.last).toMatchObject({ sum: [], perm: undefined });
});
