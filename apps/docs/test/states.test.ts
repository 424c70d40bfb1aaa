import { openRun, resolveOptions, weightsSha256 } from '@saccade/experiments';
import type { CommittedResults } from '@saccade/experiments';
import { readSafetensors } from '@saccade/math';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { abouts } from '../src/demos/abouts.ts';
import { demos } from '../src/demos/demos.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const SHIPPED = Object.values(abouts).filter(({ training }) => training?.trained);

test.each(SHIPPED)(
  'the shipped state of $name is a training to its end, and that of the committed results',
  async (about) => {
    const { experiment: name, trained } = about.training!;
    const { file, preset, seed } = trained!;
    const path = join(ROOT, 'apps/docs/pages/public/states', file);
    expect(statSync(path).size).toBeLessThan(150_000);
    const { tensors, metadata = {} } = readSafetensors(readFileSync(path));
    const experiment = (await demos[about.name]()).experiment!;
    const checkpoint = { tensors, metadata };
    const run = await openRun(experiment, resolveOptions(experiment, preset), { seed, checkpoint });
    expect(run.done).toBe(true);
    const results = join(ROOT, 'packages/experiments/results', `${name}.json`);
    if (existsSync(results))
      expect(await weightsSha256(run.weights())).toBe(committedSha(results, preset, seed));
    run.dispose();
  },
);

function committedSha(file: string, preset: string, seed: number): string | undefined {
  const { settings } = JSON.parse(readFileSync(file, 'utf8')) as CommittedResults;
  const setting = settings.find((each) => each.preset === preset && Object.keys(each.overrides).length === 0);
  return setting?.runs.find((run) => run.seed === seed)?.weightsSha256;
}
