import type { FoveaEnvironment, FoveaState } from '@saccade/attention';
import { foldIn } from '@saccade/math';
import type { Key } from '@saccade/math';
import type { Scene } from '@saccade/tasks';

// Shares of visible starts are far above this: an object that no field could ever see enough of is the only way there.
const MOST_DRAWS = 100;

/**
 * `batch` starts from which some field sees at least `least` ink (0..1), each drawn until it does. The key is consumed.
 * @throws when too few are found.
 */
export function visibleStarts(
  environment: FoveaEnvironment,
  key: Key,
  batch: number,
  least: number,
): FoveaState {
  const size = environment.observationSize;
  const scenes: Scene[] = [];
  const positions = new Float64Array(2 * batch);
  const observation = new Float32Array(size * batch);
  for (let draw = 0; draw < MOST_DRAWS && scenes.length < batch; draw++) {
    const drawn = environment.reset(foldIn(key, draw), batch - scenes.length);
    for (let b = 0; b < drawn.scenes.length; b++) {
      const [from, to] = [b * size, (b + 1) * size];
      if (!isAnyAtLeast(least, drawn.observation, from, to)) continue;
      observation.set(drawn.observation.subarray(from, to), scenes.length * size);
      positions[2 * scenes.length] = drawn.positions[2 * b];
      positions[2 * scenes.length + 1] = drawn.positions[2 * b + 1];
      scenes.push(drawn.scenes[b]);
    }
  }
  if (scenes.length === batch) return { scenes, positions, observation };
  throw new Error(
    `visibleStarts: startInk must let starts through, got ${least}: ${scenes.length} of ${batch}`,
  );
}

function isAnyAtLeast(least: number, values: Float32Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (values[i] >= least) return true;
  return false;
}
