// Trains the states that the live pages begin from, and writes them to `pages/public/states`. The same bytes each time.
import { findExperiment, openRun, resolveOptions, weightsSha256 } from '@saccade/experiments';
import { writeSafetensors } from '@saccade/math';
import { mkdirSync, writeFileSync } from 'node:fs';
import { runnerImport } from 'vite';

const FOLDER = new URL('../pages/public/states/', import.meta.url);
const { module } = await runnerImport(new URL('../src/demos/abouts.ts', import.meta.url).pathname, {
  configFile: false,
});
const wanted = process.argv.slice(2);

mkdirSync(FOLDER, { recursive: true });
for (const { name, training } of Object.values(
  /** @type {typeof import('../src/demos/abouts.ts')} */ (module).abouts,
)) {
  if (!training?.trained || (wanted.length > 0 && !wanted.includes(name))) continue;
  const { file, preset, seed } = training.trained;
  const experiment = findExperiment(training.experiment);
  const run = await openRun(experiment, resolveOptions(experiment, preset), { seed });
  while (!run.done) run.advance();
  const { tensors, metadata } = run.state();
  const bytes = writeSafetensors(tensors, { ...metadata });
  writeFileSync(new URL(file, FOLDER), bytes);
  console.log(`${file}: ${bytes.length} bytes, weights ${await weightsSha256(run.weights())}`);
  run.dispose();
}
