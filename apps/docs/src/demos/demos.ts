import type { Demo } from './demo.ts';

/** How to load each demo, by name: a worker brings only what its page shows. */
export const demos: Readonly<Record<string, () => Promise<Demo>>> = {
  look: async () => (await import('./look/exhibit.ts')).look,
};
