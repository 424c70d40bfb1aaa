import { experiments } from '@saccade/experiments';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sidebar } from '../src/theme/navigation.ts';

const FOLDER = join(import.meta.dirname, '..', 'pages', 'papers');
const pages = readdirSync(FOLDER);

test('each experiment has its results on the page of its paper, and on no other one', () => {
  const shown = pages.flatMap((page) =>
    Array.from(
      readFileSync(join(FOLDER, page), 'utf8').matchAll(/<PaperResults experiment="([^"]*)"/g),
      ([, name]) => name,
    ),
  );
  expect(shown.sort()).toEqual(experiments.map(({ name }) => name).sort());
});

test('each page of a paper is in the navigation', () => {
  const linked = JSON.stringify(sidebar);
  for (const page of pages) expect(linked).toContain(`/papers/${page.replace(/(index)?\.md$/, '')}"`);
});
