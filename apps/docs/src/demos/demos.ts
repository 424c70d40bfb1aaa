import type { Demo } from './demo.ts';

/** How to load each demo, by name: a worker brings only what its page shows. */
export const demos: Readonly<Record<string, () => Promise<Demo>>> = {
  look: async () => (await import('./look/exhibit.ts')).look,
  associations: async () => (await import('./associations/exhibit.ts')).associations,
  'flip-flop': async () => (await import('./flip-flop/exhibit.ts')).flipFlop,
  reber: async () => (await import('./reber/exhibit.ts')).reber,
  world: async () => (await import('./world/exhibit.ts')).world,
  subgoals: async () => (await import('./subgoals/exhibit.ts')).subgoals,
};
