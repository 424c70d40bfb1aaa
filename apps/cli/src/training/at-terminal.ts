import { listenForInterrupt } from '../host/interrupt.ts';
import type { Output } from '../terminal/output.ts';
import type { TrainingHost } from './host.ts';

/** Trains at a terminal: progress and remarks are shown; SIGINT and SIGTERM stop the training in good order. */
export async function atTerminal<T>(output: Output, train: (host: TrainingHost) => Promise<T>): Promise<T> {
  const { signal, stopListening } = listenForInterrupt(() => output.note('stopping after this step …'));
  try {
    return await train({ signal, progress: output.progress, note: output.note });
  } finally {
    stopListening();
  }
}
