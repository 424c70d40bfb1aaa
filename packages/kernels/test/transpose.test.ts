import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { makeArena } from './arena.ts';
import { fractions } from './numbers.ts';

const arena = await makeArena(16);
const SIZES = [1, 2, 3, 4, 5, 6, 8, 9, 16, 17, 33];

function checkTranspose(batch: number, rows: number, columns: number): void {
  arena.reset();
  const size = rows * columns;
  const values = fractions(batch * size, 3);
  const [from, out] = [arena.put(values), arena.room(batch * size)];
  arena.kernels.transpose(from, out, batch, rows, columns);
  const expected = values.map((_, index) => {
    const [i, inside] = [Math.floor(index / size), index % size];
    return values[i * size + (inside % rows) * columns + Math.floor(inside / rows)] as number;
  });
  expect(arena.floats(out, batch * size), `${batch}, ${rows}, ${columns}`).toEqual(expected);
  expect(arena.damage()).toEqual([]);
}

test('equals plain loops and stays in its place at sizes around the lanes', () => {
  for (const rows of SIZES) for (const columns of SIZES) checkTranspose(1, rows, columns);
});

const side = fc.integer({ min: 0, max: 50 });
property.prop([fc.integer({ min: 0, max: 5 }), side, side], { seed: 1992 })(
  'equals plain loops for any batch',
  checkTranspose,
);

test('keeps every bit pattern, NaN payloads too', () => {
  arena.reset();
  const bits = Uint32Array.from({ length: 30 }, (_, i) => 0x7f800001 + i);
  const [from, out] = [arena.put(bits), arena.room(30)];
  arena.kernels.transpose(from, out, 1, 5, 6);
  expect(arena.words(out, 30)).toEqual(bits.map((_, i) => bits[(i % 5) * 6 + Math.floor(i / 5)] as number));
});
