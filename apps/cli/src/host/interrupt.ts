import { EXIT } from '../errors.ts';

/** Signals taken as a wish to end in good order. */
export interface Interrupt {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  stopListening(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Listens for SIGINT and SIGTERM; the second one ends the process at once.
 * @param onFirst - called when the first arrives.
 */
export function listenForInterrupt(onFirst: () => void): Interrupt {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
    onFirst();
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  return {
    signal: controller.signal,
    stopListening: () => SIGNALS.forEach((name) => process.off(name, onSignal)),
  };
}
