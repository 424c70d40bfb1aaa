import { makeArena } from './arena.ts';
import { fractions } from './numbers.ts';
import { FLAGS, multiply, product } from './products.ts';

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
  const bytes = await new Blob(results.map((floats) => floats as Float32Array<ArrayBuffer>)).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
