// Runs in an empty project, in Node and in a page: a product and its gradient, checked by hand.
import { grad, matMul, start, sum, tensor, values } from '@saccade/math';

await start();
const x = tensor([1, 2, 3, 4], [2, 2]);
const w = tensor([1, 0, 2, 1], [2, 2]);

expectEqual('x·w', values(matMul(x, w)), [5, 2, 11, 4]);
expectEqual('gradient of sum(x·w) by x', values(grad((each) => sum(matMul(each, w)))(x)), [1, 3, 1, 3]);

/**
 * @param {string} what
 * @param {ArrayLike<number>} actual
 * @param {number[]} expected
 */
function expectEqual(what, actual, expected) {
  if (String([...Array.from(actual)]) !== String(expected))
    throw new Error(`${what} is ${actual}, not ${expected}`);
}
