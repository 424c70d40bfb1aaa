import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { defineAsyncComponent } from 'vue';
import 'katex/dist/katex.min.css';
import 'uplot/dist/uPlot.min.css';
import './colours.css';
import './prose.css';
import './live.css';

/** VitePress's own theme in our colours, and the components that pages may use. */
export const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component(
      'LiveDemo',
      defineAsyncComponent(() => import('../views/LiveDemo.vue')),
    );
    app.component(
      'PaperList',
      defineAsyncComponent(() => import('../papers/PaperList.vue')),
    );
    app.component(
      'PaperResults',
      defineAsyncComponent(() => import('../papers/PaperResults.vue')),
    );
  },
};
