// How any cell goes through time is common to all packages that have cells.
export { DivergedError, stream, unroll, unrollStates } from '@saccade/math';
export type { Cell, Stream, StreamOptions, Unrolled, UnrolledStates, UnrollOptions } from '@saccade/math';
export { gruCell, gruStep } from './gru.ts';
export type { GruOptions, GruParams } from './gru.ts';
export { layerNormLstmCell, layerNormLstmStep } from './layer-norm-lstm.ts';
export type { LayerNormLstmParams } from './layer-norm-lstm.ts';
export { lstmCell, lstmStep } from './lstm.ts';
export type { LstmOptions, LstmParams } from './lstm.ts';
export { peepholeLstmCell, peepholeLstmStep } from './peephole-lstm.ts';
export type { PeepholeLstmParams } from './peephole-lstm.ts';
export { gruFromPyTorch, lstmFromPyTorch } from './pytorch.ts';
export { rnnCell, rnnStep } from './rnn.ts';
export type { RnnOptions, RnnParams } from './rnn.ts';
export { stackCells } from './stack.ts';
export type { HiddenState, LstmState } from './states.ts';
export { newLearner, sequenceTrainer } from './truncated-bptt.ts';
export type { Learner, SequenceLoss, SequenceTrainer, SequenceUpdate } from './truncated-bptt.ts';
export type { GateParams } from './weights.ts';
