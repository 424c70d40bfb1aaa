// Worlds of squares, as tables: what leads where is looked up, not computed.
import { reportProblems } from './check.ts';

/** North, east, south, west: the actions, in this order. */
export const WAYS = 4;

/** A world of squares. `N` places, which are the squares that are no wall, row by row. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Column and row of each place, `[N]`. */
  readonly x: Int32Array;
  readonly y: Int32Array;
  /** The place that each of north, east, south and west leads to, `[N·4]`: the place itself where there is a wall or the map ends. */
  readonly next: Int32Array;
  /** 1 where there is lava, `[N]`. */
  readonly deadly: Uint8Array;
  /** The place of the `S` of the map, −1 without one. */
  readonly start: number;
  /** The place of its `G`, −1 without one. */
  readonly goal: number;
}

/**
 * Reads a map: one line for each row, `#` wall, `.` free, `~` lava, at most one `S` where episodes start and one `G`, their goal,
 * both free. Around it is wall.
 * @throws RangeError that lists what is wrong with the map.
 */
export function parseGrid(map: string): Grid {
  const lines = map.trim().split('\n');
  const [rows, columns] = [lines.length, lines[0].length];
  checkMap(lines);
  const squares = lines.join('');
  const placeAt = new Int32Array(squares.length).fill(-1);
  let count = 0;
  for (let i = 0; i < squares.length; i++) if (squares[i] !== '#') placeAt[i] = count++;
  const [x, y, deadly] = [new Int32Array(count), new Int32Array(count), new Uint8Array(count)];
  const next = new Int32Array(WAYS * count);
  for (let i = 0; i < squares.length; i++) {
    const place = placeAt[i];
    if (place < 0) continue;
    [x[place], y[place]] = [i % columns, Math.floor(i / columns)];
    deadly[place] = squares[i] === '~' ? 1 : 0;
    const inside = [y[place] > 0, x[place] < columns - 1, y[place] < rows - 1, x[place] > 0];
    const squareOn = [i - columns, i + 1, i + columns, i - 1];
    for (let way = 0; way < WAYS; way++) {
      const other = inside[way] ? placeAt[squareOn[way]] : -1;
      next[WAYS * place + way] = other < 0 ? place : other;
    }
  }
  const placeOf = (mark: string): number => (squares.includes(mark) ? placeAt[squares.indexOf(mark)] : -1);
  return { columns, rows, x, y, next, deadly, start: placeOf('S'), goal: placeOf('G') };
}

function checkMap(lines: readonly string[]): void {
  const problems: string[] = [];
  lines.forEach((line, row) => {
    if (line.length !== lines[0].length)
      problems.push(`row ${row} must have ${lines[0].length} squares, got ${line.length}`);
    const bad = /[^#.~SG]/.exec(line);
    if (bad) problems.push(`row ${row} must be of # . ~ S G, got ${JSON.stringify(bad[0])}`);
  });
  const squares = lines.join('');
  for (const mark of ['S', 'G']) {
    const count = squares.split(mark).length - 1;
    if (count > 1) problems.push(`there must be at most one ${mark}, got ${count}`);
  }
  if (!/[.SG]/.test(squares)) problems.push('there must be a free square, got none');
  reportProblems('parseGrid', problems);
}

/**
 * The walls around each place as bits, `[N]`: 1 in the north, 2 in the east, 4 in the south, 8 in the west.
 */
export function wallBits({ next, x }: Grid): Uint8Array {
  return Uint8Array.from(x, (_, place) => {
    let bits = 0;
    for (let way = 0; way < WAYS; way++) if (next[WAYS * place + way] === place) bits |= 1 << way;
    return bits;
  });
}
