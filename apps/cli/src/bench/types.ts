/** Numbers that all contenders start from, row-major. */
export interface NamedArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export type NamedArrays = Readonly<Record<string, NamedArray>>;

/** One way to do a piece of work, ready to be asked. Asynchronous where it is a process of its own. */
export interface Contender {
  /** What the first calls give, in one list: losses, or actions. All contenders must agree on them. */
  first(calls: number): number[] | Promise<number[]>;
  /**
   * Seconds that `calls` calls take, one after the other.
   * @param untimed - calls made before, so that caches hold what this contender needs, not what the last one left.
   */
  time(calls: number, untimed: number): number | Promise<number>;
  /** Frees what it holds. It must not be asked any more. */
  close(): void;
}

/** How our tensor code runs: as it is written, or as a program. */
export type Mode = 'uncompiled' | 'compiled';

/** A piece of work of fixed sizes. */
export interface Work {
  /** What the row of the table is called. */
  readonly name: string;
  /** What the same model is called in `tooling/bench`. */
  readonly model: string;
  /** Parameters and data. */
  readonly arrays: NamedArrays;
  /**
   * Multiply-adds of one call: those of matrix products and outer products that the result needs, forward and backward.
   * Elementwise operations and the optimiser are not counted.
   */
  readonly multiplyAdds: number;
  open(mode: Mode): Contender;
}
