/** What differs from the papers in all experiments with a pole. */
export const POLE_DEVIATIONS = [
  'C pushes with any force within ±10 N, not with one of the two.',
  'Nets learn from batches of recorded episodes with Adam, M and C in turns; the papers learn on line.',
  'Episodes to learn from begin all over the track and in motion; poles are judged from near the middle and near rest.',
  'Sizes and rates are ours: the papers leave them open.',
];
