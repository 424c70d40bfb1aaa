// One step of each cell in float64 and plain loops, for a batch of one.
type Vector = readonly number[];
type Matrix = readonly Vector[];

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const times = (x: Vector, w: Matrix): number[] =>
  w[0].map((_, j) => x.reduce((s, v, i) => s + v * w[i][j], 0));
const plus = (...all: Vector[]): number[] => all[0].map((_, j) => all.reduce((s, v) => s + v[j], 0));
const part = (z: Vector, k: number, size: number): number[] => z.slice(k * size, (k + 1) * size);

function normalised(x: Vector, gain: Vector): number[] {
  const mean = x.reduce((s, v) => s + v, 0) / x.length;
  const variance = x.reduce((s, v) => s + (v - mean) ** 2, 0) / x.length;
  return x.map((v, j) => ((v - mean) / Math.sqrt(variance + 1e-5)) * gain[j]);
}

interface Weights {
  readonly wx: Matrix;
  readonly wh: Matrix;
  readonly b: Vector;
  readonly bn: Vector;
  readonly peepholes: Matrix;
  readonly gainX: Vector;
  readonly gainH: Vector;
  readonly gainC: Vector;
  readonly biasC: Vector;
}

interface State {
  readonly h: Vector;
  readonly c: Vector;
}

function lstmFrom(
  z: Vector,
  { c }: State,
  peep: Matrix = [[], [], []],
  read = (cell: Vector) => cell,
): State {
  const n = c.length;
  const look = (gate: number, cell: Vector, j: number): number => (peep[gate][j] ?? 0) * cell[j];
  const [i, f, g, o] = [0, 1, 2, 3].map((k) => part(z, k, n));
  const next = c.map(
    (old, j) => sigmoid(f[j] + look(1, c, j)) * old + sigmoid(i[j] + look(0, c, j)) * Math.tanh(g[j]),
  );
  const shown = read(next);
  return { c: next, h: shown.map((cell, j) => sigmoid(o[j] + look(2, next, j)) * Math.tanh(cell)) };
}

/** By cell: the state after a step. */
export const oracles: Readonly<Record<string, (w: Weights, state: State, x: Vector) => Partial<State>>> = {
  rnnCell: ({ wx, wh, b }, { h }, x) => ({ h: plus(times(x, wx), times(h, wh), b).map(sigmoid) }),
  'rnnCell of tanh': ({ wx, wh, b }, { h }, x) => ({ h: plus(times(x, wx), times(h, wh), b).map(Math.tanh) }),
  lstmCell: ({ wx, wh, b }, state, x) => lstmFrom(plus(times(x, wx), times(state.h, wh), b), state),
  peepholeLstmCell: ({ wx, wh, b, peepholes }, state, x) =>
    lstmFrom(plus(times(x, wx), times(state.h, wh), b), state, peepholes),
  layerNormLstmCell: ({ wx, wh, b, gainX, gainH, gainC, biasC }, state, x) => {
    const z = plus(normalised(times(x, wx), gainX), normalised(times(state.h, wh), gainH), b);
    return lstmFrom(z, state, undefined, (cell) => plus(normalised(cell, gainC), biasC));
  },
  gruCell: ({ wx, wh, b, bn }, { h }, x) => {
    const [fromX, fromH, n] = [plus(times(x, wx), b), times(h, wh), h.length];
    return {
      h: h.map((old, j) => {
        const [r, z] = [0, 1].map((k) => sigmoid(part(fromX, k, n)[j] + part(fromH, k, n)[j]));
        const candidate = Math.tanh(part(fromX, 2, n)[j] + r * (part(fromH, 2, n)[j] + bn[j]));
        return (1 - z) * candidate + z * old;
      }),
    };
  },
};
