import { defineAsyncComponent } from 'vue';
import type { Component } from 'vue';

/** What each demo draws: `view`, what its exhibit shows; `settings`; and `set`, to change them. */
export const panels: Readonly<Record<string, Component>> = {
  look: defineAsyncComponent(() => import('./LookPanel.vue')),
};
