import { join } from 'node:path';
import { readPapers } from './read-papers.ts';
import type { ExperimentPage } from './read-papers.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

declare const data: Readonly<Record<string, ExperimentPage>>;
export { data };

// VitePress asks for a default export, and hands what `load` gives to pages as `data`.
export default {
  watch: ['../../../../packages/experiments/results/*.json'],
  load: (): Promise<Readonly<Record<string, ExperimentPage>>> => readPapers(ROOT),
};
