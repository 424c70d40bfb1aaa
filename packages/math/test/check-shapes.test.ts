import { expect, test } from 'vitest';
import { ShapeError, checkShapes } from '../src/index.ts';
import type { Shaped } from '../src/index.ts';

const of = (...shape: number[]): Shaped => ({ shape });

const lstm = (x: Shaped, h: Shaped = of(2, 4)) =>
  checkShapes<'B' | 'H' | 'I'>('lstmStep', {
    wx: [of(3, 16), 'I 4H'],
    wh: [of(4, 16), 'H 4H'],
    b: [of(16), '4H'],
    h: [h, 'B H'],
    x: [x, 'B I'],
  });

test('returns the lengths by letter', () => {
  expect(lstm(of(2, 3))).toEqual({ B: 2, H: 4, I: 3 });
  expect(checkShapes('loss', { value: [of(), ''], pair: [of(2, 7), '2 N'] })).toEqual({ N: 7 });
});

test('names the argument, the expected lengths by letter, and the shape', () => {
  expect(() => lstm(of(2, 7))).toThrow(new ShapeError('lstmStep: x must be [B=2, I=3], got [2, 7]'));
  expect(() => lstm(of(2, 3), of(2, 5))).toThrow('lstmStep: h must be [B, H=4], got [2, 5]');
  expect(() => lstm(of(6))).toThrow('lstmStep: x must be [B=2, I=3], got [6]');
});

test('a letter that the failing argument itself would bind is shown without a length', () => {
  expect(() => checkShapes('f', { a: [of(5, 3), 'N 2'] })).toThrow('f: a must be [N, 2], got [5, 3]');
});

test('a multiple that does not divide fails', () => {
  expect(() => checkShapes('f', { a: [of(10), '4H'] })).toThrow('f: a must be [4H], got [10]');
  expect(() => checkShapes('f', { h: [of(3), 'H'], a: [of(16), '4H'] })).toThrow(
    'f: a must be [4H=12], got [16]',
  );
});

test('what has no shape is described', () => {
  expect(() => lstm(undefined as unknown as Shaped)).toThrow('lstmStep: x must be [B=2, I=3], got undefined');
  expect(() => checkShapes('f', { a: [5 as unknown as Shaped, 'B'] })).toThrow('f: a must be [B], got 5');
});

test('a spec that is none is an error of the caller', () => {
  expect(() => checkShapes('f', { a: [of(1), 'B*2'] })).toThrow(
    'checkShapes: spec must be letters with factors',
  );
});

test('a scalar fits the empty spec alone', () => {
  expect(() => checkShapes('f', { a: [of(1), ''] })).toThrow('f: a must be [], got [1]');
});
