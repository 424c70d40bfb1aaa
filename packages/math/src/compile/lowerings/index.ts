import type { Lower } from '../lowering.ts';
import { choices } from './choices.ts';
import { elementwise } from './elementwise.ts';
import { movement } from './movement.ts';
import { products } from './products.ts';
import { random } from './random.ts';
import { reductions } from './reductions.ts';

/** By operation. What is not here is left to the host; but a loop is lowered with its step. */
export const LOWERINGS: Readonly<Record<string, Lower>> = {
  ...choices,
  ...elementwise,
  ...movement,
  ...products,
  ...random,
  ...reductions,
};
