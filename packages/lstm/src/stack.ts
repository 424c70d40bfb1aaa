import { split, tidy } from '@saccade/math';
import type { Cell } from '@saccade/math';

/**
 * Cells one above the other: each sees the outputs of the one below. Parameters and states are arrays, the lowest first.
 * @param cells - at least one; the outputs of each must be as many as the inputs of the next.
 */
export function stackCells<Params, State>(
  cells: readonly Cell<Params, State>[],
): Cell<readonly Params[], readonly State[]> {
  if (cells.length === 0) throw new RangeError('stackCells: cells must be at least one, got none');
  return {
    init: (key) => split(key, cells.length).map((kCell, l) => cells[l].init(kCell)),
    initialState: (params, batch) => cells.map((cell, l) => cell.initialState(params[l], batch)),
    step: (params, states, x) =>
      tidy(() => {
        let y = x;
        const next = cells.map((cell, l) => {
          const [state, output] = cell.step(params[l], states[l], y);
          y = output;
          return state;
        });
        return [next, y];
      }),
  };
}
