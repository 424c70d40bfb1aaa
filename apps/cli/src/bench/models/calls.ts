import type { Contender } from '../types.ts';

/** Something that gives numbers call by call. */
export interface Calls {
  /** Back to where it was before the first call. */
  restart(): void;
  call(): Float32Array;
  close(): void;
}

/** A contender of calls: every request begins anew. */
export function callsOf({ restart, call, close }: Calls): Contender {
  return {
    first(calls) {
      restart();
      return Array.from({ length: calls }, () => [...call()]).flat();
    },
    time(calls, untimed) {
      restart();
      for (let i = 0; i < untimed; i++) call();
      const begin = performance.now();
      for (let i = 0; i < calls; i++) call();
      return (performance.now() - begin) / 1000;
    },
    close,
  };
}
