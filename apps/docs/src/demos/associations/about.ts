import type { About } from '../../live/about.ts';

export const associations: About = {
  name: 'associations',
  title: 'A matrix that remembers pairs, write by write',
  speed: 2,
  settings: {
    /** Pairs of a letter and a digit. The letter is the key, the digit the value; whatever else stands there is left out. */
    pairs: 'a1 b2 c3 d4 e5 a6 b7 c8 d9 e0',
    /** `sum` or `delta`. */
    rule: 'delta',
    /** Length of keys. As many can be told apart without any mistake. */
    size: 16,
    /** How much of a value the delta rule writes, β. */
    rate: 1,
    /** `none`; `alike`: all keys are nearly the same; `unbounded`: keys three times too long. */
    break: 'none',
  },
};
