import type { GraphNode } from '../graph.ts';
import type { Lowering } from '../lower.ts';
import { choices } from './choices.ts';
import { elementwise } from './elementwise.ts';
import { loops } from './scan.ts';
import { movement } from './movement.ts';
import { products } from './products.ts';
import { random } from './random.ts';
import { reductions } from './reductions.ts';

/** Writes the instructions of an operation; false, having written nothing, where it cannot. */
export type Lower = (node: GraphNode, lowering: Lowering) => boolean;

/** By operation. What is not here is left to the host. */
export const LOWERINGS: Readonly<Record<string, Lower>> = {
  ...choices,
  ...elementwise,
  ...loops,
  ...movement,
  ...products,
  ...random,
  ...reductions,
};
