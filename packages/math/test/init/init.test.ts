import { describe, expect, test } from 'vitest';
import { values } from '../../src/index.ts';
import {
  constantInit,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
  orthogonal,
  uniformInit,
  zerosInit,
} from '../../src/init/index.ts';
import type { Initialiser } from '../../src/init/index.ts';
import { key, normalValues, uniformValues } from '../../src/random/index.ts';
import { eachBackend, tensorsLeft } from '../../src/testing/index.ts';
import { kolmogorovSmirnov, normalCdf } from '../random/statistics.ts';

const SHAPE = [120, 250];

/** Largest entry of |V·Vᵀ − gain²·1| in float64, for V the rows or columns, whichever are fewer. */
function deviation(matrix: ArrayLike<number>, rows: number, columns: number, gain: number): number {
  const [count, length] = rows < columns ? [rows, columns] : [columns, rows];
  const at = (i: number, k: number): number => matrix[rows < columns ? i * columns + k : k * columns + i];
  let worst = 0;
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let product = i === j ? -gain * gain : 0;
      for (let k = 0; k < length; k += 1) product += at(i, k) * at(j, k);
      worst = Math.max(worst, Math.abs(product));
    }
  }
  return worst;
}

eachBackend(['wasm', 'cpu'], () => {
  test.each<[string, Initialiser, number]>([
    ['uniformInit is U[−0.1, 0.1)', uniformInit, 0.1],
    ['glorotUniform is U[−√(6/(I+O)), …)', glorotUniform, Math.sqrt(6 / 370)],
    ['heUniform is U[−√(6/I), …)', heUniform, Math.sqrt(6 / 120)],
  ])('%s', (_, init, bound) => {
    const drawn = values(init(key(1), SHAPE)) as Float32Array;
    expect(drawn).toEqual(uniformValues(key(1), 30_000, { min: -bound, max: bound }));
    expect(kolmogorovSmirnov(drawn, (x) => (x / bound + 1) / 2)).toBeLessThan(1.95);
  });

  test.each<[string, Initialiser, number]>([
    ['glorotNormal has variance 2/(I+O)', glorotNormal, 2 / 370],
    ['heNormal has variance 2/I', heNormal, 2 / 120],
    ['lecunNormal has variance 1/I', lecunNormal, 1 / 120],
  ])('%s', (_, init, variance) => {
    const drawn = values(init(key(2), SHAPE)) as Float32Array;
    expect(drawn).toEqual(normalValues(key(2), 30_000, { sd: Math.sqrt(variance) }));
    expect(kolmogorovSmirnov(drawn, (x) => normalCdf(x / Math.sqrt(variance)))).toBeLessThan(1.95);
  });

  test('leading axes multiply both fans', () => {
    const bound = Math.sqrt(6 / (9 * 4 + 9 * 8));
    const drawn = values(glorotUniform(key(3), [3, 3, 4, 8]));
    expect(drawn).toEqual(uniformValues(key(3), 288, { min: -bound, max: bound }));
  });

  test('constants are constant', () => {
    expect(new Set(values(zerosInit(key(0), [3, 4])))).toEqual(new Set([0]));
    expect(new Set(values(constantInit(key(0), [3, 4], { value: 0.5 })))).toEqual(new Set([0.5]));
  });

  test.each([
    [1, 1, 1],
    [5, 5, 1],
    [3, 8, 1],
    [8, 3, 1],
    [40, 40, 1.5],
    [100, 33, 1],
    [64, 256, 1],
  ])('orthogonal [%i, %i] times %d is orthonormal to 1e-6', (rows, columns, gain) => {
    const matrix = values(orthogonal(key(4), [rows, columns], { gain }));
    expect(deviation(matrix, rows, columns, gain)).toBeLessThan(1e-6 * gain * gain);
  });

  test('orthogonal takes leading axes together', () => {
    expect(values(orthogonal(key(5), [2, 3, 4]))).toEqual(values(orthogonal(key(5), [6, 4])));
  });

  test('orthogonal matrices favour no direction: entries of 2 × 2 ones are cosines of uniform angles', () => {
    const firsts = Float32Array.from({ length: 3000 }, (_, i) => values(orthogonal(key(i), [2, 2]))[0]);
    expect(kolmogorovSmirnov(firsts, (x) => 1 - Math.acos(x) / Math.PI)).toBeLessThan(1.95);
  });

  test('every initialiser makes one tensor', () => {
    for (const init of [uniformInit, glorotNormal, heUniform, orthogonal, zerosInit] as Initialiser[]) {
      expect(tensorsLeft(() => init(key(0), [4, 3]))).toBe(1);
    }
  });

  describe('errors', () => {
    test.each<[string, () => unknown]>([
      [
        'glorotUniform: shape must be […, fan in > 0, fan out > 0], got [3]',
        () => glorotUniform(key(0), [3]),
      ],
      ['heNormal: shape must be […, fan in > 0, fan out > 0], got [0, 3]', () => heNormal(key(0), [0, 3])],
      ['orthogonal: shape must be […, R > 0, C > 0], got []', () => orthogonal(key(0), [])],
      ['orthogonal: gain must be a finite number, got NaN', () => orthogonal(key(0), [2, 2], { gain: NaN })],
      [
        'uniformInit: scale must be a finite number ≥ 0, got -1',
        () => uniformInit(key(0), [2], { scale: -1 }),
      ],
      [
        'constantInit: value must be a finite number, got NaN',
        () => constantInit(key(0), [2], { value: NaN }),
      ],
    ])('%s', (message, misuse) => expect(misuse).toThrow(message));
  });
});
