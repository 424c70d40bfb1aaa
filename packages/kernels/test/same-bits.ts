import { UNARY_CODES } from '../src/index.ts';
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
  const results = Object.values(UNARY_CODES).map((operation) => {
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

async function sha256(results: readonly Float32Array[]): Promise<string> {
  const bytes = await new Blob(results.map((floats) => floats as Float32Array<ArrayBuffer>)).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
