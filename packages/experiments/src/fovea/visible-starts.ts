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
  const scenes: Scene[] = [];
  const positions: number[] = [];
  for (let draw = 0; draw < MOST_DRAWS && scenes.length < batch; draw++) {
    const drawn = environment.reset(foldIn(key, draw), batch - scenes.length);
    for (const [b, scene] of drawn.scenes.entries()) {
      if (strongest(drawn, b) < least) continue;
      scenes.push(scene);
      positions.push(drawn.positions[2 * b], drawn.positions[2 * b + 1]);
    }
  }
  if (scenes.length === batch) return environment.startAt(scenes, positions);
  throw new Error(
    `visibleStarts: startInk must let starts through, got ${least}: ${scenes.length} of ${batch}`,
  );
}

/** The ink in the field of episode `b` that sees most. */
function strongest({ observation, scenes }: FoveaState, b: number): number {
  const size = observation.length / scenes.length;
  let most = 0;
  for (let i = b * size; i < (b + 1) * size; i++) most = Math.max(most, observation[i]);
  return most;
}
