import { fc } from '@fast-check/vitest';

/** Four lengths, or four steps. */
export type Four = readonly [number, number, number, number];

const length = fc.integer({ min: 0, max: 7 });

export const arbitraryLengths: fc.Arbitrary<Four> = fc.tuple(length, length, length, fc.constantFrom(0, 1, 3, 4, 5, 8, 9, 33)); // prettier-ignore

/** Which axes an operand has, by bits; along the others it is repeated. */
export const arbitraryAxes = fc.nat(15);

/** Steps of a dense operand that has some of the axes. */
export function stepsOf(lengths: Four, axes: number): Four {
  let size = 1;
  const steps = [0, 0, 0, 0];
  for (let axis = 3; axis >= 0; axis--) {
    if (((axes >> axis) & 1) === 0) continue;
    steps[axis] = size;
    size *= lengths[axis] as number;
  }
  return steps as unknown as Four;
}

/** The number of elements such an operand has. */
export function sizeOf(lengths: Four, axes = 15): number {
  return lengths.reduce((size, n, axis) => ((axes >> axis) & 1 ? size * n : size), 1);
}

/** Where each element of a box lies in an operand, in the order of a dense one. */
export function placesOf([d0, d1, d2, d3]: Four, [s0, s1, s2, s3]: Four): number[] {
  const places: number[] = [];
  for (let i = 0; i < d0; i++)
    for (let j = 0; j < d1; j++)
      for (let k = 0; k < d2; k++)
        for (let l = 0; l < d3; l++) places.push(i * s0 + j * s1 + k * s2 + l * s3);
  return places;
}
