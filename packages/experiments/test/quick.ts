// A whole training of the preset quick, run by Node and by the browser: its weights must be the same for ever.
import { fovea, resolveOptions, runExperiment } from '../src/index.ts';

/** The hash of the weights that seed 0 gives. One episode is judged, as the weights alone matter here. */
export async function quickHash(): Promise<string> {
  const options = resolveOptions(fovea, 'quick');
  const { weightsSha256 } = await runExperiment(fovea, options, { seed: 0, episodes: 1 });
  return weightsSha256;
}

export const GOLDEN = '1e63019d9862f9d89b9f101d06ffc4c37fbc522620fef8b05ff6640cecf91cb6';
