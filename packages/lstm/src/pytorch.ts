// Weights of PyTorch's nn.LSTM and nn.GRU, as its state_dict holds them in a safetensors file.
import { add, concat, fromStored, slice, tidy, transpose, zeros } from '@saccade/math';
import type { StoredTensor, Tensor, Tensor1D, Tensor2D } from '@saccade/math';
import type { GruParams } from './gru.ts';
import type { LstmParams } from './lstm.ts';

/** One layer as PyTorch has it. `K` gates. */
interface TorchLayer {
  /** `weight_ih_l0 [K·H, I]` */
  readonly inputs: Tensor2D;
  /** `weight_hh_l0 [K·H, H]` */
  readonly hidden: Tensor2D;
  /** `bias_ih_l0 [K·H]` */
  readonly inputBias: Tensor1D;
  /** `bias_hh_l0 [K·H]` */
  readonly hiddenBias: Tensor1D;
}

/**
 * The layers of an `nn.LSTM` of one direction, the lowest first, for `lstmCell` and `stackCells`.
 * @param stored - `weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0`, `bias_hh_l0`, `weight_ih_l1`, …, and nothing else; a net
 *   without biases has none. As `readSafetensors` gives them.
 * @returns new tensors, which the caller disposes.
 * @throws naming the tensor that is missing, left over, or of another shape.
 */
export function lstmFromPyTorch(stored: Readonly<Record<string, StoredTensor>>): LstmParams[] {
  return layersOf('lstmFromPyTorch', stored, 4, ({ inputs, hidden, inputBias, hiddenBias }) => ({
    wx: transpose(inputs),
    wh: transpose(hidden),
    b: add(inputBias, hiddenBias) as Tensor1D,
  }));
}

/** The layers of an `nn.GRU` of one direction, for `gruCell` and `stackCells`; see {@link lstmFromPyTorch}. */
export function gruFromPyTorch(stored: Readonly<Record<string, StoredTensor>>): GruParams[] {
  return layersOf('gruFromPyTorch', stored, 3, ({ inputs, hidden, inputBias, hiddenBias }) => {
    const size = hidden.shape[1];
    const shared = concat([slice(hiddenBias, [0], [2 * size]), zeros([size])], 0);
    return {
      wx: transpose(inputs),
      wh: transpose(hidden),
      b: add(inputBias, shared) as Tensor1D,
      bn: slice(hiddenBias, [2 * size], [size]),
    };
  });
}

function layersOf<Params>(
  name: string,
  stored: Readonly<Record<string, StoredTensor>>,
  gates: number,
  convert: (layer: TorchLayer) => Params,
): Params[] {
  return tidy(() => {
    const like = expected(name, stored, gates);
    const found = fromStored(stored, like);
    const layers = Object.keys(like).filter((each) => each.startsWith('weight_hh_l')).length;
    return Array.from({ length: layers }, (_, l) =>
      convert({
        inputs: found[`weight_ih_l${l}`] as Tensor2D,
        hidden: found[`weight_hh_l${l}`] as Tensor2D,
        inputBias: (found[`bias_ih_l${l}`] ?? zeros([gates * sizeOf(stored)])) as Tensor1D,
        hiddenBias: (found[`bias_hh_l${l}`] ?? zeros([gates * sizeOf(stored)])) as Tensor1D,
      }),
    );
  });
}

/** Tensors of the names and shapes that such a net has, as far as one can tell by its first layer. */
function expected(
  name: string,
  stored: Readonly<Record<string, StoredTensor>>,
  gates: number,
): Record<string, Tensor> {
  const first = stored.weight_ih_l0;
  if (first?.shape.length !== 2 || stored.weight_hh_l0?.shape.length !== 2)
    throw new Error(`${name}: stored must have the matrices weight_ih_l0 and weight_hh_l0`);
  const hidden = sizeOf(stored);
  const layers = Object.keys(stored).filter((each) => /^weight_hh_l\d+$/.test(each)).length;
  const tensors = Array.from({ length: layers }, (_, l) => [
    [`weight_ih_l${l}`, zeros([gates * hidden, l === 0 ? first.shape[1] : hidden])],
    [`weight_hh_l${l}`, zeros([gates * hidden, hidden])],
    ...('bias_ih_l0' in stored
      ? ['ih', 'hh'].map((from) => [`bias_${from}_l${l}`, zeros([gates * hidden])] as const)
      : []),
  ]);
  return Object.fromEntries(tensors.flat()) as Record<string, Tensor>;
}

/** `H` */
function sizeOf(stored: Readonly<Record<string, StoredTensor>>): number {
  return stored.weight_hh_l0.shape[1];
}
