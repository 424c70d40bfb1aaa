import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { add, compile, key, matMul, mean, mul, normal, sigmoid, square, start, sub, valueAndGrad, zeros } from '../../src/index.ts'; // prettier-ignore
import type { Tensor } from '../../src/index.ts';

interface Layer {
  w: Tensor;
  bias: Tensor;
}

const page = readFileSync(new URL('../../COMPILE.md', import.meta.url), 'utf8');

test('COMPILE.md shows what explain prints of its function', async () => {
  await start();
  const step = compile(
    ({ w, bias }: Layer, x: Tensor) => {
      const loss = (p: Layer): Tensor => mean(square(sigmoid(add(matMul(x, p.w), p.bias))));
      const { value, grads } = valueAndGrad(loss)({ w, bias });
      return { w: sub(w, mul(grads.w, 0.1)), bias: sub(bias, mul(grads.bias, 0.1)), loss: value };
    },
    { donate: [0] },
  );
  step({ w: normal(key(0), [3, 2]), bias: zeros([2]) }, normal(key(1), [4, 3]));
  const shown = /```\n(\d+ operations as [^`]*)```/.exec(page)?.[1]?.trimEnd().split('\n') ?? [];
  const printed = step.explain().split('\n');
  expect(shown).toHaveLength(printed.length);
  shown.forEach((line, i) => {
    const [begin = ''] = line.split('…');
    expect(line.includes('…') ? printed[i]?.slice(0, begin.length) : printed[i]).toBe(begin);
  });
});
