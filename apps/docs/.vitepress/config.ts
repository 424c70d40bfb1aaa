import { katex } from '@mdit/plugin-katex';
import { defineConfig } from 'vitepress';
import { navigation, sidebar } from '../src/theme/navigation.ts';

// Where the site will lie on its server: `DOCS_BASE=/saccade/ pnpm docs:build`.
const base = process.env.DOCS_BASE ?? '/';

export default defineConfig({
  base,
  srcDir: 'pages',
  lang: 'en',
  title: 'Saccade',
  description:
    'Networks that learn where to look, what the world will do, and how to program each other’s weights: live in the page',
  head: [['link', { rel: 'icon', href: `${base}favicon.svg`, type: 'image/svg+xml' }]],
  markdown: {
    // The plugin's types are of another version of markdown-it than VitePress's.
    config: (markdown) => katex(markdown as never, { output: 'htmlAndMathml' }),
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  vite: {
    // A worker loads the demo that it is asked for.
    worker: { format: 'es' },
    build: { target: 'es2022', chunkSizeWarningLimit: 2500 },
  },
  themeConfig: {
    nav: navigation,
    sidebar,
    search: { provider: 'local' },
    outline: [2, 3],
    footer: { message: 'MIT licence' },
  },
});
