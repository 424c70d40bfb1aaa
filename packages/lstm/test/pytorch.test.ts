// Rules P1–P3 of ../SPEC.md. Reference values and their origin: ./reference/README.md
import { grads, mul, sum, tensor, transpose, unstack } from '@saccade/math';
import type { StoredTensor, Tensor, Tensor2D, Tensor3D } from '@saccade/math';
import { eachBackend, tensorsLeft, TOLERANCE } from '@saccade/math/testing';
import { expect, test } from 'vitest';
import { gruCell, gruFromPyTorch, lstmCell, lstmFromPyTorch, stackCells, unroll } from '../src/index.ts';
import type { Cell } from '../src/index.ts';
import reference from './reference/torch.json' with { type: 'json' };

type Case = (typeof reference.cases)[number];
type Nested = readonly (readonly number[])[] | readonly number[];

function storedFrom(tensors: object): Record<string, StoredTensor> {
  const entries = Object.entries(tensors as Record<string, Nested>).map(([name, list]) => {
    const shape = Array.isArray(list[0]) ? [list.length, list[0].length as number] : [list.length];
    return [name, { dtype: 'F32', shape, data: Float32Array.from(list.flat()) }] as const;
  });
  return Object.fromEntries(entries);
}

/** The stacked net of a case, its parameters, and a state from PyTorch's, `[L, B, H]` each. */
function netOf({ kind, stored, x, state }: Case) {
  const [inputs, hidden] = [x[0][0].length, state[0][0][0].length];
  const layers = state[0].length;
  const made = kind === 'LSTM' ? lstmFromPyTorch(storedFrom(stored)) : gruFromPyTorch(storedFrom(stored));
  const cell = (l: number): Cell<object, object> =>
    (kind === 'LSTM' ? lstmCell : gruCell)({ inputs: l === 0 ? inputs : hidden, hidden }) as unknown as Cell<
      object,
      object
    >;
  const parts = state.map((each) => unstack<Tensor2D>(tensor(each)));
  const names = kind === 'LSTM' ? ['h', 'c'] : ['h'];
  const first = Array.from({ length: layers }, (_, l) =>
    Object.fromEntries(names.map((name, i) => [name, parts[i][l]])),
  );
  return { cell: stackCells(Array.from({ length: layers }, (_, l) => cell(l))), params: made, first };
}

eachBackend(['cpu', 'wasm'], () => {
  test.each(reference.cases)('P1 outputs and last states equal PyTorch: $name', (each) => {
    const { cell, params, first } = netOf(each);
    const { outputs, state } = unroll(cell, params, tensor<Tensor3D>(each.x), { state: first });
    expect(outputs).toBeClose(each.y, TOLERANCE.product);
    state.forEach((layer, l) =>
      Object.values(layer).forEach((leaf: Tensor, i) =>
        expect(leaf).toBeClose(each.last[i][l], TOLERANCE.product),
      ),
    );
  });

  test.each(reference.cases)('P2 gradients equal PyTorch: $name', (each) => {
    const { cell, params, first } = netOf(each);
    const weights = tensor(each.weights);
    const [byParams, byState, byX] = grads((p: readonly object[], state: readonly object[], x: Tensor3D) =>
      sum(mul(unroll(cell, p, x, { state }).outputs, weights)),
    )(params, first, tensor<Tensor3D>(each.x));
    expect(byX).toBeClose(each.gradX, TOLERANCE.product);
    const theirs = storedFrom(each.grads);
    byParams.forEach((layer, l) => {
      const { wx, wh, b, bn } = layer as Record<string, Tensor>;
      const of = (name: string) => theirs[`${name}_l${l}`];
      expect(transpose(wx)).toBeClose(of('weight_ih').data as Float32Array, TOLERANCE.product);
      expect(transpose(wh)).toBeClose(of('weight_hh').data as Float32Array, TOLERANCE.product);
      if (of('bias_ih')) expect(b).toBeClose(of('bias_ih').data as Float32Array, TOLERANCE.product);
      if (bn) expect(bn).toBeClose(of('bias_hh').data.slice(-bn.size) as Float32Array, TOLERANCE.product);
    });
    byState.forEach((layer, l) =>
      Object.values(layer).forEach((leaf: Tensor, i) =>
        expect(leaf).toBeClose(each.gradState[i][l], TOLERANCE.product),
      ),
    );
  });
});

const stored = (name: string) => storedFrom(reference.cases.find((each) => each.name === name)!.stored);

test('P3 weights that do not fit are refused by name', () => {
  const lstm = stored('LSTM, 2 layers');
  const { bias_hh_l1: bias, ...rest } = lstm;
  expect(() => lstmFromPyTorch(rest)).toThrow('stored "bias_hh_l1" must be [16], got none');
  expect(() => lstmFromPyTorch({ ...lstm, weight_ih_l0_reverse: bias })).toThrow('"weight_ih_l0_reverse"');
  expect(() => gruFromPyTorch(lstm)).toThrow('stored "weight_ih_l0" must be [12, 2], got [16, 2] F32');
  expect(() => lstmFromPyTorch({})).toThrow(
    'lstmFromPyTorch: stored must have the matrices weight_ih_l0 and weight_hh_l0',
  );
});

test('P3 loading leaves the parameters and nothing else', () => {
  expect(tensorsLeft(() => lstmFromPyTorch(stored('LSTM, 2 layers')))).toBe(6);
  expect(tensorsLeft(() => gruFromPyTorch(stored('GRU, 1 layer')))).toBe(4);
});
