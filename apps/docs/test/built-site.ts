// Builds the site where it is not as its sources are, and serves it while its tests run.
import type { TestProject } from 'vitest/node';
import { buildDocs, SITE } from '../../../tooling/docs.mjs';
import { serve } from './serve.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    readonly site: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { code, output } = await buildDocs();
  if (code !== 0) throw new Error(`the site could not be built\n${output}`);
  const { origin, close } = await serve(SITE);
  project.provide('site', origin);
  return close;
}
