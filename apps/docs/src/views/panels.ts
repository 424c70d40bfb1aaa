import { defineAsyncComponent } from 'vue';
import type { Component } from 'vue';

/** What each demo draws: `view`, what its exhibit shows; `settings`; and `set`, to change them. */
export const panels: Readonly<Record<string, Component>> = {
  associations: defineAsyncComponent(() => import('./AssociationsPanel.vue')),
  'flip-flop': defineAsyncComponent(() => import('./FlipFlopPanel.vue')),
  reber: defineAsyncComponent(() => import('./ReberPanel.vue')),
  world: defineAsyncComponent(() => import('./WorldPanel.vue')),
  subgoals: defineAsyncComponent(() => import('./SubgoalsPanel.vue')),
  look: defineAsyncComponent(() => import('./LookPanel.vue')),
};
