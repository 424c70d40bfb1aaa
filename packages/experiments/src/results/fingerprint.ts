import { canonicalJson } from '../canonical-json.ts';
import type { Options, OptionValue } from '../contract/option-specs.ts';
import { resolveOptions } from '../contract/resolve-options.ts';
import type { DataSets, Experiment } from '../contract/types.ts';
import { runExperiment } from '../run-experiment.ts';
import { sha256 } from '../sha256.ts';

const EPISODES = 100;

/**
 * A hash of what an experiment computes with these overrides: of the weights of a short training (preset `quick`, seed 0)
 * and of their evaluation. As everything is deterministic, it changes exactly when the numbers do, and stays what it is
 * through every change that leaves them alone. An override that lengthens the training lengthens this one too.
 *
 * @throws InputError when the overrides are wrong or a data set is missing.
 */
export async function fingerprint<O extends Options>(
  experiment: Experiment<O>,
  overrides: Readonly<Record<string, OptionValue>>,
  data: DataSets = {},
): Promise<string> {
  const options = resolveOptions(experiment, 'quick', overrides);
  const { metrics, weightsSha256 } = await runExperiment(experiment, options, {
    ...{ seed: 0, episodes: EPISODES, data },
  });
  return sha256(new TextEncoder().encode(canonicalJson({ metrics, weightsSha256 })));
}
