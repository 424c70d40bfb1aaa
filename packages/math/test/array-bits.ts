// Every operation on whole arrays, forward and backward, from numbers that are exact: a file with the same bytes is
// expected on every host.
import {
  add,
  concat,
  cumprod,
  cumsum,
  disposeTree,
  einsum,
  gather,
  layerNorm,
  logSoftmax,
  logSumExp,
  mul,
  oneHot,
  pad,
  resample,
  reverse,
  slice,
  softmax,
  split,
  stack,
  sum,
  tidy,
  tile,
  toStored,
  unstack,
  valueAndGrad,
  writeSafetensors,
} from '../src/index.ts';
import type { Tensor } from '../src/index.ts';
import { example, integers } from './examples.ts';

function makeParams() {
  return {
    x: example([3, 5, 7]),
    y: example([3, 7, 4], 5),
    gain: example([7], 11),
    images: example([3, 9, 8], 3),
    centre: add(mul(example([3, 2], 7), 2), 4),
    scale: add(example([3], 2), 1.5),
  };
}

function everything({ x, y, gain, images, centre, scale }: ReturnType<typeof makeParams>): Tensor {
  const indices = integers([2, 0, 2, 1]);
  const normal = layerNorm(x, { gain, bias: gain });
  const [first, second] = split(normal, [2, 3], 1) as [Tensor, Tensor];
  const joined = concat([second, reverse(first, 2)], 1);
  const products = einsum('bij,bjk->bik', joined, y);
  const picked = gather(products, indices);
  const turned = stack(unstack(picked, 2), 1);
  const scans = add(cumsum(turned), cumprod(turned, 2, { exclusive: true }));
  const shares = mul(softmax(scans), logSoftmax(scans));
  const margins = slice(
    pad(
      tile(shares, [1, 2, 1]),
      [
        [0, 0],
        [1, 1],
        [0, 0],
      ],
      0.25,
    ),
    [0, 1, 0],
    [4, 6, 3],
  );
  const marked = mul(logSumExp(margins, [1, 2]), sum(mul(oneHot(indices, 3), example([4, 3], 13)), 1));
  const seen = resample(images, centre, { size: [4, 3], scale, fill: 0.5 });
  return add(sum(marked), sum(mul(seen, seen)));
}

/** SHA-256, in hexadecimal, of a file of the value and the gradients. */
export async function arrayBits(): Promise<string> {
  const params = tidy(makeParams);
  const result = valueAndGrad((p: typeof params) => tidy(() => everything(p)))(params);
  const file = writeSafetensors(toStored(result), { of: 'array operations' });
  disposeTree([params, result]);
  const digest = await crypto.subtle.digest('SHA-256', file);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
