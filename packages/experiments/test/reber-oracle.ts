// Learning on line as Gers, Schmidhuber & Cummins 2000 write it, in float64 and loops: weights change after each symbol.

/** `[sources][targets]` */
export type Weights = number[][];

export interface Net64 {
  readonly gates: Weights;
  readonly cells: Weights;
  readonly out: Weights;
}

/** A symbol that comes, and what should be said of the next one. */
export interface Lesson64 {
  readonly x: readonly number[];
  readonly target: readonly number[];
  readonly begins: boolean;
}

export interface Settings64 {
  readonly blocks: number;
  readonly forgets: boolean;
  readonly resets: boolean;
  readonly rate: number;
  readonly rateDecay: number;
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const into = (u: readonly number[], w: Weights, column: number): number =>
  w.reduce((sum, row, m) => sum + u[m] * row[column], 0);
const grid = (rows: number, columns: number): Weights =>
  Array.from({ length: rows }, () => Array<number>(columns).fill(0));

/** Learns from lessons until the first error, changing the weights; returns how many there were. */
export function learn64(net: Net64, lessons: readonly Lesson64[], settings: Settings64): number {
  const { blocks, forgets, resets, rateDecay } = settings;
  const size = net.cells[0].length;
  const begin = () => ({
    h: Array<number>(size).fill(0),
    s: Array<number>(size).fill(0),
    // Derivatives of each cell by its weights: of the cell, of its input gate, of its forget gate.
    traces: [0, 1, 2].map(() => grid(net.gates.length, size)),
  });
  let memory = begin();
  let { rate } = settings;
  for (const [t, { x, target, begins }] of lessons.entries()) {
    if (resets && begins) memory = begin();
    const { h, s, traces } = memory;
    const u = [...x, ...h, 1];
    const gate = (kind: number, n: number): number =>
      logistic(into(u, net.gates, kind * blocks + (n % blocks)));
    const last = forgets ? 2 : 1;
    const cells = s.map((_, n) => n);
    const [yIn, yForget, yOut] = [0, 1, last].map((kind) => cells.map((n) => gate(kind, n)));
    const netC = cells.map((n) => into(u.slice(0, -1), net.cells, n));
    const g = netC.map((z) => 4 * logistic(z) - 2);
    const kept = cells.map((n) => (forgets ? yForget[n] : 1));
    const next = cells.map((n) => kept[n] * s[n] + yIn[n] * g[n]);
    for (const n of cells) {
      const added = [
        yIn[n] * 4 * logistic(netC[n]) * (1 - logistic(netC[n])),
        g[n] * yIn[n] * (1 - yIn[n]),
        s[n] * yForget[n] * (1 - yForget[n]),
      ];
      traces.forEach((trace, kind) =>
        trace.forEach((row, m) => void (row[n] = kept[n] * row[n] + added[kind] * u[m])),
      );
    }
    const read = next.map((cell) => 2 * logistic(cell) - 1);
    const seen = cells.map((n) => yOut[n] * read[n]);
    const v = [...x, ...seen, 1];
    const said = target.map((_, k) => logistic(into(v, net.out, k)));
    const delta = said.map((y, k) => rate * (target[k] - y) * y * (1 - y));
    const back = cells.map((n) => delta.reduce((sum, d, k) => sum + d * net.out[x.length + n][k], 0));
    v.forEach((value, m) => delta.forEach((d, k) => void (net.out[m][k] += value * d)));
    for (const n of cells) {
      const toCell = back[n] * yOut[n] * 2 * logistic(next[n]) * (1 - logistic(next[n]));
      const j = n % blocks;
      for (const m of u.keys()) {
        if (m < net.cells.length) net.cells[m][n] += toCell * traces[0][m][n];
        net.gates[m][j] += toCell * traces[1][m][n];
        if (forgets) net.gates[m][blocks + j] += toCell * traces[2][m][n];
        net.gates[m][last * blocks + j] += back[n] * read[n] * yOut[n] * (1 - yOut[n]) * u[m];
      }
    }
    memory = { h: seen, s: next, traces };
    rate *= rateDecay;
    if (said.some((y, k) => Math.abs(target[k] - y) >= 0.49)) return t + 1;
  }
  return lessons.length;
}
