// FAST · Reading strings: fast weights as a memory of the recent past.
//
// Ba, Hinton, Mnih, Leibo & Ionescu 2016, "Using Fast Weights to Attend to the Recent Past", section 4.1. A string such as
// `c9k8j3f1??c` goes by, symbol by symbol: say the digit after the first c. Few hidden units cannot hold four pairs; fast
// weights between them can. The control has a learned matrix in place of the fast weights: the same depth, no memory.
//
// Twenty units are few, and rectified ones that die at the beginning are missed at the end: with `lr=0.005`, no warm-up and recurrent
// weights that begin as 0, two and four of them were dead at the end of the two runs that were looked at, and errors came to 0.022 over
// five seeds. Recurrent weights that begin as 0.05 of the identity, and a learning rate that rises before it falls, allow twice the
// rate; the same rate at once failed for some keys.
// The LSTM, too, learns to read: it gets over naming any digit of the string after about a third of the updates.
//
// At that rate one control of five, and one of five nets with the delta rule, end knowing nothing. The control's gradients, whose length
// had stayed below 20, came to 59 and then to 555 after 2,600 updates; from then on all digits were equally likely to it. So the control
// has `clip=1`, with which that seed learns on, and five come to 0.63; at half the rate without it five came to 0.625.
// So has the delta rule of 100 units: without, one of two nets could read after 1,200 updates (a loss of 0.003, later of 0.0001), and knew
// nothing after 6,000. So have gated nets of 100 units: without, one of five had a loss of 0.4 after 2,400 updates and of 1.2 after 6,400,
// and ended with an error of 0.47.
//
// Nets with delta and gated fast weights wavered between two digits of the string, at all places and for all letters alike, as if letters shared a
// code: errors of 0.23 (0.014 to 0.90) and 0.27 (0.07 to 0.46) over five seeds. Half the rate and weight decay, of 0.02 and 0.01, part them, as they
// part the keys of `delta-retrieval`. With delta and the full rate, weight decay of 0.02 left 0.24 and 0.07 with two seeds of five, with
// `clip=1` 0.025 and 0.018 with these two, of 0.05 0.03 and 0.013; twice the passes did not help a third one (0.029).
//
// The paper's figures (table 1; errors at R = 20, 50, 100: LSTM 60.8, 1.85, 0 %; fast weights 1.81, 0, 0 %) are quoted from memory: no
// table sets them beside ours.
import type { Experiment } from './contract/types.ts';
import { ASSOCIATIVE_RETRIEVAL_OPTIONS, ASSOCIATIVE_RETRIEVAL_PRESETS } from './associative-retrieval/options.ts'; // prettier-ignore
import type { AssociativeRetrievalOptions } from './associative-retrieval/options.ts';
import { ReadingRun } from './associative-retrieval/reading-run.ts';
import { readingTargets } from './associative-retrieval/targets.ts';

export const associativeRetrieval: Experiment<AssociativeRetrievalOptions> = {
  name: 'associative-retrieval',
  title: 'Fast weights remember the recent past',
  paper: 'Ba, Hinton, Mnih, Leibo & Ionescu 2016, Using Fast Weights to Attend to the Recent Past',
  reproduces: 'Associative retrieval by fast weights, an LSTM and a control of equal depth, by hidden units.',
  deviations: [
    'η = 0.5 of the fast weights is that of public ports; they have λ = 0.95, ours is 1, with which learning begins sooner. Recurrent weights begin as 0.05 of the identity, as theirs. Epochs and learning rate are ours.',
    'delta, gatedDelta and gated are not in the paper: rules of later papers in the same place, or in a net of their own.',
    'delta and gated are swept with half the rate and weight decay, without which errors differ much between seeds, from 0.01 to 0.9.',
    'Gradients of the control, and of delta and gated nets of 100 units, are shortened to 1 (`clip=1`): without that some seeds end knowing nothing.',
    'An episode of evaluation is ten strings, so that a thousand are the 10,000 of the paper’s test set; they are drawn afresh.',
  ],
  options: ASSOCIATIVE_RETRIEVAL_OPTIONS,
  presets: ASSOCIATIVE_RETRIEVAL_PRESETS,
  metrics: {
    trainLoss: {
      unit: 'nats',
      doc: 'cross-entropy of the answers, mean over a slice of training',
      better: 'lower',
    },
    error: { unit: 'share', doc: 'of fresh strings that are answered wrongly', better: 'lower' },
  },
  bestBy: 'trainLoss',
  targets: readingTargets,
  dataSets: () => [],
  create: (options, key) => Promise.resolve(new ReadingRun(options, key)),
};
