// FAST0, FAST1 · A slow net programs a fast one: the flip-flop.
//
// Schmidhuber 1992, "Learning to control fast-weight memories: an alternative to dynamic recurrent networks". Neither net has
// a memory of its own: S is feed-forward, F too, but S rewrites the weights of F at every step. An endless stream of A, B and C:
// the output of F has to come on exactly at the first B after an A. Learning is on line, and nothing is ever reset.
import type { Key } from '@saccade/math';
import { FLIP_FLOP_EVENTS, flipFlopStream } from '@saccade/tasks';
import { choice } from './contract/option-specs.ts';
import type { OptionsOf } from './contract/option-specs.ts';
import type { Experiment } from './contract/types.ts';
import { ONLINE_DEVIATIONS, ONLINE_METRICS, onlineTargets } from './programmed/metrics.ts';
import { OnlineRun } from './programmed/online-run.ts';
import type { OnlineStream, OnlineTask } from './programmed/online-task.ts';
import { ONLINE_OPTIONS, SOURCE } from './programmed/options.ts';

const OPTIONS = {
  form: choice(
    ['each', 'fromto'],
    'S has an output for each fast weight, or FROM and TO units whose products change them',
    SOURCE,
  ),
  ...ONLINE_OPTIONS,
};

export type FastFlipFlopOptions = OptionsOf<typeof OPTIONS>;

export const fastFlipFlop: Experiment<FastFlipFlopOptions> = {
  name: 'fast-flip-flop',
  title: 'A slow net programs a fast one: the flip-flop',
  paper: 'Schmidhuber 1992, Learning to control fast-weight memories',
  reproduces: 'The flip-flop stream: F 3→1, S 3→3 or 3→4 (FROM/TO) without hidden units, learned on line.',
  deviations: [...ONLINE_DEVIATIONS, 'A, B and C are equally likely; the paper leaves it open.'],
  options: OPTIONS,
  presets: { quick: {}, default: {}, paper: { rate: 1, clip: 1_000_000 } },
  metrics: ONLINE_METRICS,
  bestBy: 'loss',
  targets: ({ form }) => {
    const steps = form === 'each' ? 300 : 800;
    return onlineTargets({ value: steps, paper: steps, source: SOURCE });
  },
  dataSets: () => [],
  create: (options, key) => Promise.resolve(new OnlineRun(taskOf(options), options, key)),
};

function taskOf({ form }: FastFlipFlopOptions): OnlineTask {
  const events = [...FLIP_FLOP_EVENTS];
  return {
    name: 'fast-flip-flop',
    sizes: { slowInputs: events.length, fastInputs: events.length, outputs: 1, form },
    stream,
    inputNames: events,
    outputNames: [''],
    weightNames: events.map((event) => `weight of ${event}`),
  };
}

/** Both nets see the same events, and an answer is asked for at every step. */
function stream(key: Key): OnlineStream {
  const source = flipFlopStream(key);
  const width = FLIP_FLOP_EVENTS.length;
  return {
    take: (count) => {
      const { inputs, targets } = source.take(count);
      const xs = new Float32Array(2 * inputs.length);
      for (let t = 0; t < count; t++) {
        const event = inputs.subarray(t * width, (t + 1) * width);
        xs.set(event, 2 * t * width);
        xs.set(event, (2 * t + 1) * width);
      }
      return { xs, targets, asked: new Float32Array(count).fill(1) };
    },
  };
}
