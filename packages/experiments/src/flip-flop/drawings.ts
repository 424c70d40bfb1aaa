// Pictures of C and M while a stream goes by.
import { split } from '@saccade/math';
import type { Key } from '@saccade/math';
import { FLIP_FLOP_EVENTS } from '@saccade/tasks';
import type { OnlinePair } from '@saccade/world-model';
import type { Drawing } from '../contract/types.ts';
import { timeStrips } from '../time-strips.ts';
import type { Strip } from '../time-strips.ts';
import { dreamStream, WARM_UP, watchStream } from './judge.ts';
import type { Watched } from './judge.ts';

const SHOWN = 60;
/** Steps of the second picture before M is left to itself. */
const FORCED = 20;

/** Weights stay. The key is consumed. */
export function drawFlipFlop(pair: Pick<OnlinePair, 'controller' | 'model'>, key: Key): Drawing[] {
  const [kOwn, kTried] = split(key, 2);
  const steps = WARM_UP + SHOWN;
  const own = watchStream(pair, kOwn, { steps, explore: 0, open: steps });
  const dreamt = dreamStream(pair, kOwn, steps);
  const tried = watchStream(pair, kTried, { steps, explore: 0.5, open: WARM_UP + FORCED });
  return [
    {
      title: 'What C does, and how it feels',
      caption: `${SHOWN} steps of a fresh stream, weights fixed: events, the output that is wanted, C’s output, and pain. Dreamt: C in M, both of which see the pain that M foretells.`,
      svg: timeStrips({
        label: 'Events, wanted output, output of C and pain over time, in the world and dreamt',
        groups: [
          eventStrips(own),
          [
            strip('wanted', own.targets),
            strip('output', own.actions),
            strip('output, dreamt', dreamt.actions),
          ],
          [strip('pain', own.pain), strip('pain, dreamt', dreamt.pain)],
        ],
      }),
    },
    {
      title: 'What M foretells',
      caption: `Chance acts in half of the steps. Pain as it came; as M foretold it, who saw what came before; and by M alone: after ${FORCED} steps it sees the pain that it has foretold.`,
      svg: timeStrips({
        label: 'Events, outputs, pain and what M foretells of it over time',
        groups: [
          eventStrips(tried),
          [strip('wanted', tried.targets), strip('output', tried.actions)],
          [strip('pain', tried.pain), strip('foretold', tried.foretold), strip('M alone', tried.openLoop)],
        ],
      }),
    },
  ];
}

function eventStrips({ events }: Watched): Strip[] {
  const width = FLIP_FLOP_EVENTS.length;
  return [...FLIP_FLOP_EVENTS].map((name, i) =>
    strip(
      name,
      events.filter((_, at) => at % width === i),
    ),
  );
}

function strip(name: string, values: readonly number[]): Strip {
  return { name, values: values.slice(WARM_UP) };
}
