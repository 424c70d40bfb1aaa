// Every kind of cell, small.
import type { Tensor } from '@saccade/math';
import { gruCell, layerNormLstmCell, lstmCell, peepholeLstmCell, rnnCell, stackCells } from '../src/index.ts';
import type { Cell } from '../src/index.ts';

type Named = Readonly<Record<string, Tensor>>;
/** A cell of whatever kind: what tests need to know of its trees is that they have tensors. */
export type AnyCell = Cell<Named, Named>;

export const INPUTS = 3;
export const HIDDEN = 5;

const sizes = { inputs: INPUTS, hidden: HIDDEN };
const any = (cell: unknown): AnyCell => cell as AnyCell;

export const cells: readonly (readonly [name: string, cell: AnyCell])[] = [
  ['rnnCell', any(rnnCell({ ...sizes, initScale: 1 }))],
  ['rnnCell of tanh', any(rnnCell({ ...sizes, squash: 'tanh', initScale: 0.5 }))],
  ['lstmCell', any(lstmCell(sizes))],
  ['peepholeLstmCell', any(peepholeLstmCell(sizes))],
  ['layerNormLstmCell', any(layerNormLstmCell(sizes))],
  ['gruCell', any(gruCell(sizes))],
  ['stackCells', any(stackCells([lstmCell(sizes), lstmCell({ inputs: HIDDEN, hidden: HIDDEN })]))],
];
