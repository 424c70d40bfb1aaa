import type { About } from '../live/about.ts';
import { look } from './look/about.ts';

/** Every demo, by name. */
export const abouts: Readonly<Record<string, About>> = { look };
