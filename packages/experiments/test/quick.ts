// A whole training of the preset quick, run by Node and by the browser: its weights must be the same for ever.
import { fovea, resolveOptions, runExperiment } from '../src/index.ts';

/** The hash of the weights that seed 0 gives. One episode is judged, as the weights alone matter here. */
export async function quickHash(): Promise<string> {
  const options = resolveOptions(fovea, 'quick');
  const { weightsSha256 } = await runExperiment(fovea, options, { seed: 0, episodes: 1 });
  return weightsSha256;
}

export const GOLDEN = 'f2a04388e83166aa1277b30426c6a5e43b6b4a7657338c62ec7106cdecff16f3';
