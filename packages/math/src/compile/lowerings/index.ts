import type { Lower } from '../lowering.ts';
import { choices } from './choices.ts';
import { elementwise } from './elementwise.ts';
import { indices } from './indices.ts';
import { movement } from './movement.ts';
import { products } from './products.ts';
import { random } from './random.ts';
import { reductions } from './reductions.ts';
import { rows } from './rows.ts';
import { running } from './running.ts';

/** By operation. What is not here is left to the host; but a loop is lowered with its step. */
export const LOWERINGS: Readonly<Record<string, Lower>> = {
  ...choices,
  ...elementwise,
  ...indices,
  ...movement,
  ...products,
  ...random,
  ...reductions,
  ...rows,
  ...running,
};
