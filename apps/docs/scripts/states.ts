// Trains the states that the live pages begin from, and writes them to `pages/public/states`: the same bytes each time.
import { openRun, resolveOptions, weightsSha256 } from '@saccade/experiments';
import { writeSafetensors } from '@saccade/math';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { abouts } from '../src/demos/abouts.ts';
import { demos } from '../src/demos/demos.ts';

const FOLDER = join(import.meta.dirname, '..', 'pages', 'public', 'states');
const wanted = process.argv.slice(2);

mkdirSync(FOLDER, { recursive: true });
for (const { name, training } of Object.values(abouts)) {
  if (!training?.trained || (wanted.length > 0 && !wanted.includes(name))) continue;
  const { file, preset, seed } = training.trained;
  const experiment = (await demos[name]()).experiment!;
  const run = await openRun(experiment, resolveOptions(experiment, preset), { seed });
  while (!run.done) run.advance();
  const { tensors, metadata } = run.state();
  const bytes = writeSafetensors(tensors, { ...metadata });
  writeFileSync(join(FOLDER, file), bytes);
  console.log(`${file}: ${bytes.length} bytes, weights ${await weightsSha256(run.weights())}`);
  run.dispose();
}
