import type { About } from '../live/about.ts';
import { associations } from './associations/about.ts';
import { flipFlop } from './flip-flop/about.ts';
import { look } from './look/about.ts';
import { reber } from './reber/about.ts';
import { subgoals } from './subgoals/about.ts';
import { world } from './world/about.ts';

/** Every demo, by name. */
export const abouts: Readonly<Record<string, About>> = {
  look,
  associations,
  'flip-flop': flipFlop,
  reber,
  world,
  subgoals,
};
