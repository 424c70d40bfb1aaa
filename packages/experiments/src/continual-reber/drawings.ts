// Pictures of a net that reads: what it expects, what may come, and what its cells hold meanwhile.
import type { LstmState } from '@saccade/lstm';
import { unrollStates } from '@saccade/lstm';
import { tensor, tidy, values } from '@saccade/math';
import type { Key, Tensor3D } from '@saccade/math';
import { REBER_SYMBOLS, reberStream } from '@saccade/tasks';
import type { Drawing } from '../contract/types.ts';
import { SYMBOLS } from './net.ts';
import type { ReberNet, ReberParams } from './net.ts';
import { GRAMMAR, inputsOf, isWrong } from './symbols.ts';

/** Symbols in a picture; the net has read some more before, as in the middle of a stream. */
const SHOWN = 60;
const BEFORE = 600;
const [CELL, LEFT, TOP] = [14, 34, 22];

/** The net reads a stream that is drawn from `key`, which is consumed. */
export function drawReading(net: ReberNet, params: ReberParams, key: Key): Drawing[] {
  const edges = reberStream(GRAMMAR, key).take(BEFORE + SHOWN);
  const { outputs, cells } = tidy(() => {
    const xs = inputsOf<Tensor3D>(tensor(edges, [edges.length, 1], 'int32'));
    const run = unrollStates<ReberParams, LstmState>(net, params, xs);
    return {
      outputs: values(run.outputs).slice(BEFORE * SYMBOLS) as Float32Array,
      cells: values(run.states.c) as Float32Array,
    };
  });
  const shown = edges.slice(BEFORE);
  const size = cells.length / edges.length;
  return [
    {
      title: 'What the net expects',
      caption: `Below: ${SHOWN} symbols of a stream that has been read for ${BEFORE}. Above each: how much every symbol is expected next (blue), which ones may come (rings), and errors (red).`,
      svg: expectations(shown, outputs),
    },
    {
      title: 'What the cells hold',
      caption: `The ${size} cells over the same symbols, blue below and orange above zero; bars mark where strings begin. The darkest is ±${peak(cells, BEFORE * size).toFixed(1)}.`,
      svg: memories(shown, cells.slice(BEFORE * size), size),
    },
  ];
}

function expectations(edges: Int32Array, outputs: Float32Array): string {
  const squares = [...edges].flatMap((edge, t) => {
    const wrong = isWrong(outputs, t * SYMBOLS, edge);
    return Array.from({ length: SYMBOLS }, (_, k) => {
      const [x, y] = [LEFT + t * CELL, TOP + k * CELL];
      const ring =
        GRAMMAR.possible[edge * SYMBOLS + k] === 1
          ? `<circle cx="${x + CELL / 2}" cy="${y + CELL / 2}" r="4" fill="none" stroke="#111"/>`
          : '';
      const opacity = outputs[t * SYMBOLS + k].toFixed(2);
      return `<rect x="${x}" y="${y}" width="${CELL}" height="${CELL}" fill="${wrong ? '#c22' : '#26c'}" fill-opacity="${opacity}"/>${ring}`;
    });
  });
  const names = [...REBER_SYMBOLS].map((symbol, k) => label(LEFT - 10, TOP + k * CELL + 11, symbol));
  return picture(SYMBOLS, [...squares, ...names, ...inputRow(edges, SYMBOLS)]);
}

function memories(edges: Int32Array, cells: Float32Array, size: number): string {
  const most = peak(cells, 0);
  const squares = [...cells].map((value, i) => {
    const [t, n] = [Math.floor(i / size), i % size];
    const opacity = (Math.abs(value) / most).toFixed(2);
    return `<rect x="${LEFT + t * CELL}" y="${TOP + n * CELL}" width="${CELL}" height="${CELL}" fill="${value < 0 ? '#26c' : '#d70'}" fill-opacity="${opacity}"/>`;
  });
  const begins = [...edges].flatMap((edge, t) =>
    edge < 2
      ? [`<path d="M${LEFT + t * CELL} ${TOP}v${size * CELL}" stroke="#111" stroke-width="0.7"/>`]
      : [],
  );
  const names = Array.from({ length: size }, (_, n) => label(LEFT - 12, TOP + n * CELL + 11, String(n + 1)));
  return picture(size, [...squares, ...begins, ...names, ...inputRow(edges, size)]);
}

/** The largest absolute value from an index on, or a little where all are 0. */
function peak(cells: Float32Array, from: number): number {
  return cells.subarray(from).reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
}

function inputRow(edges: Int32Array, rows: number): string[] {
  const y = TOP + rows * CELL + 16;
  return [...edges].map((edge, t) =>
    label(LEFT + t * CELL + CELL / 2, y, REBER_SYMBOLS[GRAMMAR.symbol[edge]], 'middle'),
  );
}

function label(x: number, y: number, text: string, anchor = 'end'): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${text}</text>`;
}

function picture(rows: number, parts: readonly string[]): string {
  const [width, height] = [LEFT + SHOWN * CELL + 12, TOP + rows * CELL + 30];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">${parts.join('')}</svg>`;
}
