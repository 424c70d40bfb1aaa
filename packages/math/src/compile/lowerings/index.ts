import type { GraphNode } from '../graph.ts';
import type { Lowering } from '../lower.ts';
import { loops } from './scan.ts';
import { products } from './products.ts';

/** Writes the instructions of an operation; false, having written nothing, where it cannot. */
export type Lower = (node: GraphNode, lowering: Lowering) => boolean;

/** By operation. What is not here is left to the host. */
export const LOWERINGS: Readonly<Record<string, Lower>> = { ...products, ...loops };
