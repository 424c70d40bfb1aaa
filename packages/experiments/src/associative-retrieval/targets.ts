// What nets are asked for, by model and size.
import type { Target } from '../contract/types.ts';
import type { AssociativeRetrievalOptions } from './options.ts';

/** What naming any of the digits in a string at random comes to, with four pairs: ¾ of 9 in 10. */
const GUESSING = 0.675;

/** Near the paper's 1.81 % of its smallest fast weights. */
const REMEMBERED = 0.02;

/** Hidden units of the paper's smallest nets: here alone others are asked to be worse than fast weights. */
const FEW = 20;

/** Where fast weights and the others reach theirs, the intervals of their errors lie apart. */
export function readingTargets({ model, hidden }: AssociativeRetrievalOptions): Target[] {
  const atMost = { metric: 'error', comparison: '≤' } as const;
  if (model !== 'lstm' && model !== 'control') return [{ ...atMost, value: REMEMBERED, source: 'ours' }];
  const learned: Target = {
    ...atMost,
    ...{ value: GUESSING, source: 'ours: better than naming any digit of the string' },
  };
  if (hidden > FEW) return [learned];
  const worse = 'ours: worse than fast weights of as many units';
  return [learned, { metric: 'error', comparison: '≥', value: REMEMBERED, source: worse }];
}
