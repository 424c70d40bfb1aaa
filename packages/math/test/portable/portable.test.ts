// Reference values: ../reference/make-portable.py (mpmath at 1,600 bits, rounded to the nearest float64).
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import * as portable from '../../src/portable/index.ts';
import reference from '../reference/portable.json' with { type: 'json' };
import { portableFingerprints } from './grid.ts';
import expectedFingerprints from './fingerprints.json' with { type: 'json' };
import { ulpsBetween } from './ulps.ts';

const { atan2, cos, erfInv32, exp, expm1, hypot, log, log1p, pow, sigmoid, sin, tanh } = portable;

function call(name: string, args: readonly number[]): number {
  const f = (portable as unknown as Record<string, (...args: readonly number[]) => number>)[name];
  return f(...args);
}

const { erfInv32: erfInvRows, ...float64Rows } = reference;

describe('reference values', () => {
  test.each(Object.entries(float64Rows))('%s is within 1 ulp of the exact value', (name, rows) => {
    for (const row of rows as number[][]) {
      const args = row.slice(0, -1);
      const value = call(name, args);
      expect(
        ulpsBetween(value, row[row.length - 1]),
        `${name}(${args.join()}) = ${value}`,
      ).toBeLessThanOrEqual(1);
    }
  });

  test('erfInv32 is within 4e-7 of the exact value, within 1e-4 where 1 − x² cancels in float32', () => {
    for (const [x, exact] of erfInvRows) {
      const tolerance = Math.abs(x) < 0.99 ? 4e-7 : 1e-4;
      expect(Math.abs(erfInv32(x) / exact - 1), `erfInv32(${x})`).toBeLessThanOrEqual(tolerance);
    }
  });
});

const TOP = Number.MAX_VALUE;
const DOT = Number.MIN_VALUE;

describe('special values', () => {
  test.each<[string, number[], number]>([
    ['exp', [0], 1],
    ['exp', [-0], 1],
    ['exp', [Infinity], Infinity],
    ['exp', [-Infinity], 0],
    ['exp', [NaN], NaN],
    ['exp', [709.7827128933841], Infinity],
    ['exp', [-745.1332191019411], DOT],
    ['exp', [-745.1332191019412], 0],
    ['expm1', [-0], -0],
    ['expm1', [0], 0],
    ['expm1', [Infinity], Infinity],
    ['expm1', [-Infinity], -1],
    ['expm1', [NaN], NaN],
    ['expm1', [DOT], DOT],
    ['log', [0], -Infinity],
    ['log', [-0], -Infinity],
    ['log', [1], 0],
    ['log', [-DOT], NaN],
    ['log', [-Infinity], NaN],
    ['log', [Infinity], Infinity],
    ['log', [NaN], NaN],
    ['log1p', [-0], -0],
    ['log1p', [-1], -Infinity],
    ['log1p', [-1.0000000000000002], NaN],
    ['log1p', [Infinity], Infinity],
    ['log1p', [NaN], NaN],
    ['log1p', [DOT], DOT],
    ['sin', [-0], -0],
    ['sin', [0], 0],
    ['sin', [Infinity], NaN],
    ['sin', [NaN], NaN],
    ['sin', [DOT], DOT],
    ['cos', [0], 1],
    ['cos', [-Infinity], NaN],
    ['cos', [NaN], NaN],
    ['tanh', [-0], -0],
    ['tanh', [0], 0],
    ['tanh', [Infinity], 1],
    ['tanh', [-Infinity], -1],
    ['tanh', [NaN], NaN],
    ['tanh', [-DOT], -DOT],
    ['sigmoid', [0], 0.5],
    ['sigmoid', [-0], 0.5],
    ['sigmoid', [Infinity], 1],
    ['sigmoid', [-Infinity], 0],
    ['sigmoid', [NaN], NaN],
    ['erfInv32', [1], Infinity],
    ['erfInv32', [-1], -Infinity],
    ['erfInv32', [1.5], NaN],
    ['erfInv32', [-0], -0],
    ['erfInv32', [NaN], NaN],
    ['hypot', [Infinity, NaN], Infinity],
    ['hypot', [NaN, -Infinity], Infinity],
    ['hypot', [NaN, 0], NaN],
    ['hypot', [-0, -0], 0],
    ['hypot', [-3, 4], 5],
    ['hypot', [TOP, TOP], Infinity],
    ['hypot', [TOP, 0], TOP],
    ['hypot', [DOT, 0], DOT],
  ])('%s(%j) = %d', (name, args, value) => expect(call(name, args)).toBe(value));

  const edges = [
    0,
    -0,
    1,
    -1,
    2,
    -2,
    3,
    -3,
    0.5,
    -0.5,
    1.5,
    -1.5,
    1e300,
    -1e300,
    2 ** 53,
    Infinity,
    -Infinity,
    NaN,
  ];
  const pairs = edges.flatMap((x) => edges.map((y) => [x, y] as const));

  // ECMAScript fixes these results exactly, so the host's own functions may be the reference here.
  test('pow treats zeros, ones, infinities, NaN and negative bases as ECMAScript says', () => {
    for (const [x, y] of pairs) {
      const host = Math.pow(x, y);
      if (Number.isFinite(host) && host !== 0 && Math.abs(host) !== 1 && !Number.isInteger(host)) continue;
      expect(pow(x, y), `pow(${x}, ${y})`).toBe(host);
    }
  });

  test('atan2 treats signed zeros and infinities as ECMAScript says', () => {
    for (const [y, x] of pairs) {
      const host = Math.atan2(y, x);
      const near = Object.is(atan2(y, x), host) || Math.abs(atan2(y, x) / host - 1) < 1e-14;
      expect(near, `atan2(${y}, ${x}) = ${atan2(y, x)}`).toBe(true);
    }
  });

  test('integer powers that are float64 numbers come out exactly', () => {
    for (let base = 2; base <= 12; base += 1) {
      for (let n = 1, exact = base; exact <= Number.MAX_SAFE_INTEGER; n += 1, exact *= base) {
        expect(pow(base, n), `${base}^${n}`).toBe(exact);
        expect(pow(-base, n)).toBe(n % 2 ? -exact : exact);
      }
    }
  });
});

const moderate = fc.double({ min: -300, max: 300, noNaN: true });
const options = { seed: 1991, numRuns: 300 };

describe('identities', () => {
  property.prop([moderate], options)('log undoes exp', (x) => {
    expect(Math.abs(log(exp(x)) - x)).toBeLessThanOrEqual(3e-16 * Math.max(1, Math.abs(x)));
  });
  property.prop([fc.double({ min: -0.5, max: 3, noNaN: true })], options)('log1p undoes expm1', (x) => {
    expect(Math.abs(log1p(expm1(x)) - x)).toBeLessThanOrEqual(8e-16 * Math.abs(x));
  });
  property.prop([fc.double({ noNaN: true, noDefaultInfinity: true })], options)(
    'sin² + cos² = 1 at any size of the angle',
    (x) => {
      expect(Math.abs(sin(x) * sin(x) + cos(x) * cos(x) - 1)).toBeLessThanOrEqual(5e-16);
    },
  );
  property.prop([fc.double({ noNaN: true })], options)(
    'sin, tanh, expm1 keep the sign, and odd ones are odd',
    (x) => {
      expect(sin(-x)).toBe(-sin(x));
      expect(cos(-x)).toBe(cos(x));
      expect(tanh(-x)).toBe(-tanh(x));
      expect(expm1(x) * x).toBeGreaterThanOrEqual(0);
    },
  );
  property.prop([moderate], options)('sigmoid(x) + sigmoid(−x) = 1, and tanh(x) = 2·sigmoid(2x) − 1', (x) => {
    expect(Math.abs(sigmoid(x) + sigmoid(-x) - 1)).toBeLessThanOrEqual(3e-16);
    expect(Math.abs(2 * sigmoid(2 * x) - 1 - tanh(x))).toBeLessThanOrEqual(4e-16);
  });
  property.prop([moderate, moderate], options)('atan2 and hypot give back the point', (y, x) => {
    const radius = hypot(x, y);
    const angle = atan2(y, x);
    expect(Math.abs(radius * cos(angle) - x)).toBeLessThanOrEqual(1e-15 * radius);
    expect(Math.abs(radius * sin(angle) - y)).toBeLessThanOrEqual(1e-15 * radius);
  });
  property.prop([fc.double({ min: 1e-300, max: 1e300, noNaN: true })], options)(
    'pow(x, ½), pow(x, 1), pow(x, 2), pow(x, −1) are √x, x, x², 1/x within an ulp',
    (x) => {
      expect(ulpsBetween(pow(x, 0.5), Math.sqrt(x))).toBeLessThanOrEqual(1);
      expect(pow(x, 1)).toBe(x);
      expect(ulpsBetween(pow(x, -1), 1 / x)).toBeLessThanOrEqual(1);
      if (x < 1e150 && x > 1e-150) expect(ulpsBetween(pow(x, 2), x * x)).toBeLessThanOrEqual(1);
    },
  );
  property.prop([moderate, moderate], options)(
    'exp, log and tanh never fall where their argument rises',
    (x, y) => {
      const [a, b] = x < y ? [x, y] : [y, x];
      expect(exp(a)).toBeLessThanOrEqual(exp(b));
      expect(tanh(a)).toBeLessThanOrEqual(tanh(b));
      expect(log(exp(a))).toBeLessThanOrEqual(log(exp(b)));
    },
  );
});

test('the bits over the grid are the committed ones', () =>
  expect(portableFingerprints()).toEqual(expectedFingerprints));
