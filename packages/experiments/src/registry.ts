import { associativeRetrieval } from './associative-retrieval.ts';
import { InputError } from './contract/input-error.ts';
import { suggestion } from './contract/nearest.ts';
import { continualReber } from './continual-reber.ts';
import type { Experiment } from './contract/types.ts';
import { deltaRetrieval } from './delta-retrieval.ts';
import { dreamPole } from './dream.ts';
import { fastFlipFlop } from './fast-flip-flop.ts';
import { fastParking } from './fast-parking.ts';
import { fastUnknownDelay } from './fast-unknown-delay.ts';
import { flagMazeExperiment } from './flag-maze.ts';
import { flipFlop } from './flip-flop.ts';
import { foveaGoals } from './fovea-goals.ts';
import { fovea } from './fovea.ts';
import { hqMaze } from './hq-maze.ts';
import { poleMarkov } from './pole-markov.ts';
import { poleNonMarkov } from './pole-non-markov.ts';
import { selfReferential } from './self-referential.ts';
import { subgoalsArena } from './subgoals-arena.ts';
import { subgoalsLearned } from './subgoals-learned.ts';
import { subgoalsSwamps } from './subgoals-swamps.ts';
import { uvfa } from './uvfa.ts';

/** All experiments, in the order of their papers. */
export const experiments: readonly Experiment[] = [
  flipFlop,
  flagMazeExperiment,
  poleNonMarkov,
  poleMarkov,
  dreamPole,
  fovea,
  foveaGoals,
  subgoalsSwamps,
  subgoalsArena,
  subgoalsLearned,
  fastFlipFlop,
  fastParking,
  fastUnknownDelay,
  hqMaze,
  continualReber,
  uvfa,
  associativeRetrieval,
  deltaRetrieval,
  selfReferential,
];

/**
 * The experiment of that name.
 * @throws {@link InputError} with the nearest names.
 */
export function findExperiment(name: string): Experiment {
  const found = experiments.find((experiment) => experiment.name === name);
  if (found) return found;
  const names = experiments.map((experiment) => experiment.name);
  throw new InputError([`unknown experiment ${name}${suggestion(name, names)}`]);
}
