// The slow net of a run of `fast-flip-flop` reads a stream of its own, as far as it has learned, and programs its fast net.
import { programmedCell } from '@saccade/fast-weights';
import type { ProgrammedParams, ProgrammedState } from '@saccade/fast-weights';
import { fastFlipFlop } from '@saccade/experiments';
import { disposeTree, tensor, tidy, values } from '@saccade/math';
import type { Cell, Tensor2D } from '@saccade/math';
import { FLIP_FLOP_EVENTS, flipFlopStream } from '@saccade/tasks';
import type { FlipFlopStream } from '@saccade/tasks';
import type { Setting, Settings } from '../../live/about.ts';
import type { Demo, Exhibit, Making } from '../demo.ts';
import { SHOWN } from './about.ts';

/** What the page draws: the last steps of the stream, the newest last. */
export interface FlipFlopView {
  readonly steps: readonly FlipFlopStep[];
  /** Right answers at the end of the stream, one after the other. */
  readonly rightInRow: number;
}

export interface FlipFlopStep {
  readonly event: string;
  readonly wanted: number;
  readonly answer: number;
  /** Fast weights from A, B and C to the output, after the step. */
  readonly weights: Float32Array;
}

const EVENTS = FLIP_FLOP_EVENTS.length;
const TOLERANCE = 0.05;

export const flipFlop: Demo = { experiment: fastFlipFlop, open: (making) => new FlipFlopExhibit(making) };

class FlipFlopExhibit implements Exhibit {
  readonly #making: Making;
  #stream: FlipFlopStream;
  /** Of the run, when the last step was read. */
  #learned = -1;
  readonly #cell: Cell<ProgrammedParams, ProgrammedState>;
  #settings: Record<string, Setting>;
  #state: ProgrammedState;
  #steps: FlipFlopStep[] = [];
  #rightInRow = 0;

  constructor(making: Making) {
    const { settings, key, options } = making;
    const form = options.form === 'fromto' ? 'fromto' : 'each';
    const steepness = Number(options.steepness);
    this.#making = making;
    this.#settings = { ...settings };
    this.#stream = flipFlopStream(key);
    this.#cell = programmedCell({ slowInputs: EVENTS, fastInputs: EVENTS, outputs: 1, form, steepness });
    this.#state = this.#cell.initialState(this.#params, 1);
  }

  /**
   * While S learns, it reads the same piece of a stream again, from the beginning: fast weights that an earlier S has written
   * may be such as the present one never writes, and would stay. Once it has learned, the stream goes on.
   */
  tick(): void {
    const { step } = this.#making.run!;
    if (step === this.#learned) return this.#read();
    this.#learned = step;
    this.#begin();
    for (let t = 0; t < SHOWN; t++) this.#read();
  }

  #begin(): void {
    disposeTree(this.#state);
    this.#state = this.#cell.initialState(this.#params, 1);
    this.#stream = flipFlopStream(this.#making.key);
    this.#steps = [];
    this.#rightInRow = 0;
  }

  #read(): void {
    const { inputs, targets } = this.#stream.take(1);
    const answer = this.#answer(inputs);
    const isRight = Math.abs(answer - targets[0]) <= TOLERANCE;
    this.#rightInRow = isRight ? this.#rightInRow + 1 : 0;
    this.#steps.push({
      event: FLIP_FLOP_EVENTS[inputs.indexOf(1)],
      wanted: targets[0],
      answer,
      weights: values<Float32Array>(this.#state.weights),
    });
    if (this.#steps.length > SHOWN) this.#steps.shift();
  }

  view(): FlipFlopView {
    return { steps: this.#steps.slice(), rightInRow: this.#rightInRow };
  }

  set(name: string, value: Setting): void {
    this.#settings[name] = value;
    this.#rightInRow = 0;
  }

  settings(): Settings {
    return { ...this.#settings };
  }

  dispose(): void {
    disposeTree(this.#state);
  }

  get #params(): ProgrammedParams {
    return this.#making.run!.weights() as unknown as ProgrammedParams;
  }

  /** The answer to an event; the fast weights change after it. */
  #answer(event: Float32Array): number {
    const { break: broken } = this.#settings;
    const before = this.#state;
    const heard = broken === 'mute' && event[0] === 1 ? new Float32Array(EVENTS) : event;
    let answer = 0;
    const after = tidy(() => {
      const x = tensor<Tensor2D>(Float32Array.of(...heard, ...event), [1, 2 * EVENTS]);
      const [next, y] = this.#cell.step(this.#params, before, x);
      answer = values(y)[0];
      return next;
    });
    if (broken === 'frozen') disposeTree(after);
    else {
      disposeTree(before);
      this.#state = after;
    }
    return answer;
  }
}
