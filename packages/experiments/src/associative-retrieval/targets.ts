// What the paper reports of nets by their size, and what ours are asked for.
import type { Target } from '../contract/types.ts';
import type { AssociativeRetrievalOptions } from './options.ts';

/** Errors by hidden units, four pairs: table 1 of the paper, as it is recalled. */
const REPORTED: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  decayed: { 20: 0.0181, 50: 0, 100: 0 },
  lstm: { 20: 0.6081, 50: 0.0185, 100: 0 },
};

/** Pairs in a string of the paper. */
const PAIRS = 4;

/** What naming any of the digits in a string at random comes to, with four pairs: ¾ of 9 in 10. */
const GUESSING = 0.675;

/** Near the paper's 1.81 % of its smallest fast weights. */
const REMEMBERED = 0.02;

/** Hidden units of the paper's smallest nets: here alone others are asked to be worse than fast weights. */
const FEW = 20;

/** Where fast weights and the others reach theirs, the intervals of their errors lie apart. */
export function readingTargets({ model, hidden, pairs }: AssociativeRetrievalOptions): Target[] {
  const reported = pairs === PAIRS ? REPORTED[model]?.[hidden] : undefined;
  const atMost = {
    metric: 'error',
    comparison: '≤',
    ...(reported !== undefined && { paper: reported }),
  } as const;
  if (model !== 'lstm' && model !== 'control') return [{ ...atMost, value: REMEMBERED, source: 'ours' }];
  const learned: Target = {
    ...atMost,
    ...{ value: GUESSING, source: 'ours: better than naming any digit of the string' },
  };
  if (hidden > FEW) return [learned];
  const worse = 'ours: worse than fast weights of as many units';
  return [learned, { metric: 'error', comparison: '≥', value: REMEMBERED, source: worse }];
}
