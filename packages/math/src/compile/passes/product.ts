// Matrix products with their arguments by name.
import { INSTRUCTIONS } from '@saccade/kernels';
import type { Place } from '../places.ts';
import { named } from '../steps.ts';
import type { Instruction, Step } from '../steps.ts';

/** Arguments of `matmul`, see `Kernels.matmul`. */
export interface Product {
  readonly a: Place;
  readonly b: Place;
  readonly addend: Place | 0;
  readonly out: Place;
  readonly scratch: Place;
  readonly batch: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly aBatchStride: number;
  readonly bBatchStride: number;
  readonly transposeA: number;
  readonly transposeB: number;
  readonly segments: number;
  readonly aSegmentStride: number;
  readonly bSegmentStride: number;
}

const NAMES = Object.keys(INSTRUCTIONS.matmul.parameters) as (keyof Product)[];

/** The product that a step makes, if it makes one. */
export function asProduct(step: Step | undefined): Product | undefined {
  if (step?.kind !== 'kernel' || step.name !== 'matmul') return undefined;
  return named(step) as unknown as Product;
}

export function multiply(product: Product): Instruction {
  return { kind: 'kernel', name: 'matmul', args: NAMES.map((name) => product[name]) };
}

/** Whether the kernel can add the product to something, or others to it. */
export function mayAdd({ m, n, k }: Product): boolean {
  return m >= 4 && n >= 2 && k >= 1 && k <= 256;
}

/** Whether a factor lies where that lies to which the product is added: then the sum so far must be made. */
export function readsSum({ a, b, addend }: Product): boolean {
  return addend !== 0 && (a.block === addend.block || b.block === addend.block);
}
