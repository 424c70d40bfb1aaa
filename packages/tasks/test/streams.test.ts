// Rules T1–T8 of ../SPEC.md. Each task is read by something that does not know how it was written.
import { key } from '@saccade/math';
import { expect, test } from 'vitest';
import {
  BOOLEAN_FUNCTIONS,
  booleanSequences,
  FLIP_FLOP_EVENTS,
  flipFlopStream,
  PARKING_INPUTS,
  parkingStream,
  unknownDelays,
} from '../src/index.ts';
import type { FlipFlopSteps, ParkingSteps } from '../src/index.ts';

const STEPS = 20_000;

/** Within five standard deviations of a binomial count. */
function expectShare(count: number, trials: number, share: number): void {
  expect(Math.abs(count - trials * share)).toBeLessThan(5 * Math.sqrt(trials * share * (1 - share)));
}

const rows = (array: Float32Array, width: number): number[][] =>
  Array.from({ length: array.length / width }, (_, i) => [...array.subarray(i * width, (i + 1) * width)]);

const total = (array: ArrayLike<number>): number => Array.from(array).reduce((sum, x) => sum + x, 0);

function spell({ inputs }: FlipFlopSteps): string {
  return rows(inputs, 3)
    .map((row) => {
      expect(total(row)).toBe(1);
      return FLIP_FLOP_EVENTS[row.indexOf(1)];
    })
    .join('');
}

test('T1 the flip-flop comes on exactly at the first B after an A', () => {
  const steps = flipFlopStream(key(1)).take(STEPS);
  const text = spell(steps);
  const on = new Set([...text.matchAll(/A[AC]*B/g)].map(({ index, 0: match }) => index + match.length - 1));
  expect(new Set([...steps.targets.keys()].filter((t) => steps.targets[t] !== 0))).toEqual(on);
  expect(total(steps.targets)).toBe(on.size);
  for (const event of FLIP_FLOP_EVENTS) expectShare(text.split(event).length - 1, STEPS, 1 / 3);
  // The distractor comes in between, and for long.
  expect(text).toMatch(/AC{5,}B/);
});

test('T2 streams depend on the key alone, not on how they are asked', () => {
  const counts = [1, 2, 1021, 1, 3000];
  const joined = (pieces: readonly object[]): Record<string, number[]> =>
    Object.fromEntries(
      Object.keys(pieces[0]).map((name) => [
        name,
        pieces.flatMap((piece) => [...(piece as Record<string, Float32Array>)[name]]),
      ]),
    );
  for (const stream of [flipFlopStream, parkingStream]) {
    const [source, other] = [stream(key(5)), stream(key(6))];
    const whole = joined([stream(key(5)).take(total(counts))]);
    expect(joined(counts.map((count) => source.take(count)))).toEqual(whole);
    expect(joined([other.take(total(counts))])).not.toEqual(whole);
    expect(() => source.take(0)).toThrow('count must be a whole number in 1..');
  }
});

/** Where the car is by what can be seen: the last detector that was on. */
function countStops({ inputs, queries, targets }: ParkingSteps): number {
  let [last, stops] = [-1, 0];
  for (const [t, row] of rows(inputs, PARKING_INPUTS).entries()) {
    const detectors = row.slice(0, 3);
    const expected = [0, 1, 2].map((slot) => (queries[t] === 1 && slot === last ? 1 : 0));
    expect(rows(targets.subarray(3 * t, 3 * t + 3), 3)[0]).toEqual(expected);
    expect(queries[t] === 0 || last >= 0).toBe(true);
    if (total(detectors) === 0) continue;
    expect(total(detectors)).toBe(1);
    expect(queries[t]).toBe(0);
    last = detectors.indexOf(1);
    stops++;
  }
  return stops;
}

test('T3 it is asked where the car has stopped last, at other steps than it stops', () => {
  const steps = parkingStream(key(2)).take(STEPS);
  const stops = countStops(steps);
  // A round is 4 steps of driving and 4 of business on average; half of the latter are questions.
  expect(Math.abs(stops - STEPS / 8)).toBeLessThan(5 * Math.sqrt((STEPS / 8) * (24 / 64)));
  expect(Math.abs(total(steps.queries) - STEPS / 4)).toBeLessThan(400);
  const columns = (n: number): number => total(rows(steps.inputs, PARKING_INPUTS).map((row) => row[n]));
  for (const slot of [0, 1, 2]) expectShare(columns(slot), stops, 1 / 3);
  for (const distractor of [3, 4, 5]) expectShare(columns(distractor), STEPS, 1 / 2);
});

test('T4 the car does not stop at two steps in a row, but may after one of business', () => {
  const { inputs, queries } = parkingStream(key(3)).take(STEPS);
  const text = rows(inputs, PARKING_INPUTS)
    .map((row, t) => (total(row.slice(0, 3)) > 0 ? 'S' : queries[t] > 0 ? 'q' : '.'))
    .join('');
  expect(text).not.toContain('SS');
  expect(text).toMatch(/S[q.]S/);
});

test('T5 what was shown is asked for once, after each of the delays, and other bits come in between', () => {
  const [batch, bits, from, to] = [4000, 4, 5, 30];
  const task = unknownDelays({ from, to }, key(4), batch);
  expect(task.steps).toBe(to + 2);
  const seen = new Map<number, number>();
  const lines = rows(task.inputs, bits + 2);
  for (let b = 0; b < batch; b++) {
    const sequence = Array.from({ length: task.steps }, (_, t) => lines[t * batch + b]);
    const shown = sequence.flatMap((row, t) => (row[bits] === 1 ? [t] : []));
    const asked = sequence.flatMap((row, t) => (row[bits + 1] === 1 ? [t] : []));
    expect(shown).toEqual([0]);
    expect(asked).toEqual([task.delays[b] + 1]);
    expect(sequence[0].slice(0, bits).map((sign) => (sign + 1) / 2)).toEqual([
      ...task.bits.subarray(b * bits, (b + 1) * bits),
    ]);
    seen.set(task.delays[b], (seen.get(task.delays[b]) ?? 0) + 1);
  }
  expect([...seen.keys()].sort((a, b) => a - b)).toEqual(
    Array.from({ length: to - from + 1 }, (_, i) => from + i),
  );
  for (const count of seen.values()) expectShare(count, batch, 1 / (to - from + 1));
  for (let n = 0; n < bits; n++) {
    expect(lines.every((row) => Math.abs(row[n]) === 1)).toBe(true);
    expectShare(lines.filter((row) => row[n] === 1).length, lines.length, 1 / 2);
  }
  expectShare(total(task.bits), task.bits.length, 1 / 2);
});

test('T6 examples show every row of the table, and answers are those of one function', () => {
  const [batch, examples, queries] = [2000, 8, 5];
  const { inputs, answers, functions, steps } = booleanSequences({ examples, queries }, key(5), batch);
  expect(steps).toBe(13);
  const compute = [
    (a: boolean, b: boolean) => a && b,
    (a: boolean, b: boolean) => a || b,
    (a: boolean, b: boolean) => a !== b,
    (a: boolean, b: boolean) => !(a && b),
  ];
  expect(Object.keys(BOOLEAN_FUNCTIONS)).toEqual(['and', 'or', 'xor', 'nand']);
  const all = rows(inputs, 3);
  for (let b = 0; b < batch; b++) {
    const sequence = Array.from({ length: steps }, (_, t) => all[t * batch + b]);
    for (const [t, [x, y, shown]] of sequence.entries()) {
      const right = compute[functions[b]](x > 0, y > 0) ? 1 : 0;
      expect(answers[t * batch + b]).toBe(right);
      expect(shown).toBe(t < examples ? 2 * right - 1 : 0);
    }
    for (const round of [sequence.slice(0, 4), sequence.slice(4, 8)])
      expect(new Set(round.map(([x, y]) => 2 * x + y)).size).toBe(4);
  }
  for (const f of [0, 1, 2, 3]) expectShare(functions.filter((g) => g === f).length, batch, 1 / 4);
  const asked = Array.from({ length: queries * batch }, (_, i) => all[examples * batch + i].join());
  for (const row of new Set(asked))
    expectShare(asked.filter((other) => other === row).length, asked.length, 1 / 4);
});

test('T7 a larger batch begins with the smaller one', () => {
  for (const b of [0, 3, 6]) {
    const [few, many] = [7, 20].map((batch) => unknownDelays({ from: 2, to: 9 }, key(6), batch));
    const own = ({ inputs }: typeof few, batch: number) => rows(inputs, 6).filter((_, i) => i % batch === b);
    expect(own(few, 7)).toEqual(own(many, 20));
    const [short, long] = [7, 20].map((batch) => booleanSequences({}, key(6), batch));
    expect(rows(short.inputs, 3).filter((_, i) => i % 7 === b)).toEqual(
      rows(long.inputs, 3).filter((_, i) => i % 20 === b),
    );
  }
});

test('T8 bad options are listed together', () => {
  expect(() => unknownDelays({ bits: 40, from: 6, to: 3 }, key(1), 1)).toThrow(
    'unknownDelays: bits must be a whole number in 1..32, got 40; to must be a whole number in 6..65536, got 3',
  );
  expect(() => booleanSequences({ examples: 0, queries: 1.5 }, key(1), 1)).toThrow(
    'booleanSequences: examples must be a whole number in 1..65536, got 0; queries must be a whole number in 1..65536, got 1.5',
  );
  expect(() => booleanSequences({}, key(1), 0)).toThrow(
    'booleanSequences: batch must be a whole number in 1..',
  );
});
