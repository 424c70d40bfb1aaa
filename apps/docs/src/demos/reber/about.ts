import type { About } from '../../live/about.ts';

/** Symbols of the stream that are shown. */
export const SHOWN = 40;
export const SYMBOLS = 'BTPSXVE';

export const reber: About = {
  name: 'reber',
  title: 'An endless stream of Reber strings, read by an LSTM',
  speed: 6,
  settings: {
    /** Whether the net that is trained from scratch has forget gates. */
    forgetGate: 'yes',
    /** `none`; `open`: forget gates are held open, nothing is ever forgotten; `shut`: all is forgotten at once. */
    break: 'none',
  },
  training: {
    experiment: 'continual-reber',
    trained: { file: 'reber.safetensors', preset: 'modern', seed: 0 },
    presets: ['quick', 'default'],
    options: ['forgetGate'],
    curves: [{ metric: 'loss', label: 'cross-entropy of the predictions' }],
    figures: ['outerAccuracy', 'testLength', 'symbols'],
  },
};
