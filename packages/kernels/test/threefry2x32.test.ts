import { expect, test } from 'vitest';
import { makeArena } from './arena.ts';
import { generator } from './numbers.ts';

const arena = await makeArena(1);

function hash(key: readonly [number, number], first: Uint32Array, second: Uint32Array): Uint32Array[] {
  arena.reset();
  const pointers = [arena.draft(first), arena.draft(second)] as const;
  arena.kernels.threefry2x32(...key, ...pointers, first.length);
  expect(arena.damage()).toEqual([]);
  return pointers.map((pointer) => arena.words(pointer, first.length));
}

// Random123 (Salmon et al. 2011), kat_vectors, threefry2x32 with 20 rounds.
test.each([
  { key: [0, 0], counter: [0, 0], words: [0x6b200159, 0x99ba4efe] },
  { key: [0xffffffff, 0xffffffff], counter: [0xffffffff, 0xffffffff], words: [0x1cb996fc, 0xbb002be7] },
  { key: [0x13198a2e, 0x03707344], counter: [0x243f6a88, 0x85a308d3], words: [0xc4923a9c, 0x483df7a0] },
] as const)('gives the known answer for key $key', ({ key, counter, words }) => {
  const [first, second] = hash(key, Uint32Array.of(counter[0]), Uint32Array.of(counter[1]));
  expect([...(first as Uint32Array), ...(second as Uint32Array)]).toEqual(words);
});

test.each([0, 1, 2, 3, 4, 5, 6, 8, 9, 33])('hashes each of %i pairs as if it were alone', (count) => {
  const next = generator(count);
  const [first, second] = [0, 1].map(() => Uint32Array.from({ length: count }, next)) as [
    Uint32Array,
    Uint32Array,
  ];
  const key = [next(), next()] as const;
  const together = hash(key, first, second);
  for (let i = 0; i < count; i++)
    expect(hash(key, first.slice(i, i + 1), second.slice(i, i + 1))).toEqual(
      together.map((words) => words.slice(i, i + 1)),
    );
});

// Random bits of JAX (jax-ml/jax, tests/random_test.py), whose caller lays the counters out in one of two ways.
test('makes the bits of JAX’s partitionable layout: counters 0, 1, …, of which the two words are xor-ed', () => {
  const [first, second] = hash([0, 10], new Uint32Array(4), Uint32Array.of(0, 1, 2, 3)) as [
    Uint32Array,
    Uint32Array,
  ];
  expect([...first.map((word, i) => word ^ (second[i] as number))]).toEqual([
    169096361, 1572511259, 2689743692, 2228103506,
  ]);
});

test('makes the bits of JAX’s classic layout: the halves of 0, 1, … are the two words, in and out', () => {
  const halves = hash([0, 0], Uint32Array.of(0, 1, 2, 3), Uint32Array.of(4, 5, 6, 7));
  expect(halves.flatMap((words) => [...words])).toEqual([
    ...[2285895361, 1501764800, 1518642379, 4090693311],
    ...[433833334, 4221794875, 839183663, 3740430601],
  ]);
});
