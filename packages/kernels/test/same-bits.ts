import { BINARY_CODES, UNARY_CODES } from '../src/index.ts';
import { makeArena } from './arena.ts';
import { fractions } from './numbers.ts';
import { FLAGS, multiply, product } from './products.ts';
import { everyExponent } from './ulps.ts';

/** SHA-256 of products of every path through the kernel, of inputs that integers make: to compare engines bit by bit. */
export async function hashOfProducts(): Promise<string> {
  const arena = await makeArena();
  const results = [
    [1, 70, 41],
    [2, 9, 300],
    [50, 1, 77],
    [33, 45, 9],
    [70, 131, 300],
  ].flatMap(([m = 0, n = 0, k = 0]) =>
    FLAGS.map(
      (flags) => multiply(arena, product(m, n, k, flags), fractions(m * k, m), fractions(k * n, n)).result,
    ),
  );
  return sha256(results);
}

/** The same of elementwise functions, at every exponent. NaN, whose bits are free, is left out. */
export async function hashOfFunctions(): Promise<string> {
  const arena = await makeArena();
  const x = everyExponent(60, 11);
  const ofFloats = Object.entries(UNARY_CODES).filter(([name]) => !name.endsWith('Int'));
  const results = ofFloats.map(([, operation]) => {
    arena.reset();
    const [from, out] = [arena.put(x), arena.room(x.length)];
    arena.kernels.unary(operation, from, out, x.length);
    return arena.floats(out, x.length).map((y) => (Number.isNaN(y) ? 0 : y));
  });
  return sha256(results);
}

/** The same of random draws that pass through logarithms. */
export async function hashOfDraws(): Promise<string> {
  const arena = await makeArena();
  const [key, normal, gumbel] = [arena.put(Uint32Array.of(1990, 1997)), arena.room(9999), arena.room(9999)];
  arena.kernels.normal(key, normal, 9999, 0, 1);
  arena.kernels.gumbel(key, gumbel, 9999);
  return sha256([normal, gumbel].map((pointer) => arena.floats(pointer, 9999)));
}

/** The same of functions of rows, and of powers. */
export async function hashOfRows(): Promise<string> {
  const arena = await makeArena();
  const [rows, length] = [300, 33];
  const x = fractions(rows * length, 11).map((value, i) => value * (i % 3 === 0 ? 1000 : 10));
  const [from, factors] = [arena.put(x), arena.room(rows)];
  const out = Array.from({ length: 5 }, () => arena.room(x.length)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  arena.kernels.softmax(from, out[0], rows, length);
  arena.kernels.logSoftmax(from, out[1], rows, length);
  arena.kernels.logSumExp(from, out[2], rows, length);
  arena.kernels.normalise(from, out[3], factors, rows, length, 0, 0x3ee00000);
  arena.kernels.binary(BINARY_CODES.pow, out[0], from, out[4], x.length);
  return sha256(out.map((pointer, i) => arena.floats(pointer, i === 2 ? rows : x.length)));
}

async function sha256(results: readonly Float32Array[]): Promise<string> {
  const bytes = await new Blob(results.map((floats) => floats as Float32Array<ArrayBuffer>)).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
