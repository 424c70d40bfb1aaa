// The LSTM of a run of `continual-reber` reads a stream, one symbol at a time, with its gates and cells laid open.
import { continualReber } from '@saccade/experiments';
import { memoryBlocks } from '@saccade/lstm';
import type { BlockParams, LstmState } from '@saccade/lstm';
import { concat, disposeTree, matMul, ones, sigmoid, tensor, tidy, values } from '@saccade/math';
import type { Tensor2D } from '@saccade/math';
import { reberGrammar, reberStream } from '@saccade/tasks';
import type { ReberStream } from '@saccade/tasks';
import type { Setting, Settings } from '../../live/about.ts';
import type { Demo, Exhibit, Making } from '../demo.ts';
import { SHOWN, SYMBOLS } from './about.ts';

/** What the page draws: the last symbols, the newest last. */
export interface ReberView {
  readonly steps: readonly ReberStep[];
  readonly cells: number;
  readonly blocks: number;
  readonly hasForgetGates: boolean;
  /** Right predictions at the end of the stream, one after the other. */
  readonly rightInRow: number;
  /** Of the last strings, at most 50: the right one of T and P was expected more before the end. */
  readonly outerRight: number;
  readonly outerAsked: number;
}

export interface ReberStep {
  readonly symbol: string;
  readonly beginsString: boolean;
  /** How much each symbol is expected next, `[7]`. */
  readonly expected: Float32Array;
  /** 1 for each that may come, `[7]`. */
  readonly possible: Float32Array;
  readonly isWrong: boolean;
  /** Cell states, `[N]`. */
  readonly cells: Float32Array;
  /** Input, forget and output gates of the blocks, `[3·G]`; without forget gates their part is 1. */
  readonly gates: Float32Array;
}

/** As the experiment has it. `out [S + N + 1, S]`, from `[x | h | 1]`. */
interface ReberParams {
  readonly blocks: BlockParams;
  readonly out: Tensor2D;
}

const S = SYMBOLS.length;
const [T, P] = [SYMBOLS.indexOf('T'), SYMBOLS.indexOf('P')];
/** A prediction is right if each output is nearer to its target. Source: the experiment. */
const TOLERANCE = 0.49;
const REMEMBERED = 50;
/** Logits at which a gate is open, or shut, whatever else it hears. */
const HELD = { open: 60, shut: -60 } as const;

export const reber: Demo = { experiment: continualReber, open: (making) => new ReberExhibit(making) };

class ReberExhibit implements Exhibit {
  readonly #making: Making;
  readonly #grammar = reberGrammar('embedded');
  readonly #stream: ReberStream;
  #settings: Record<string, Setting>;
  #state: LstmState;
  #steps: ReberStep[] = [];
  #rightInRow = 0;
  #outer: boolean[] = [];

  constructor(making: Making) {
    this.#making = making;
    this.#settings = { ...making.settings };
    this.#stream = reberStream(this.#grammar, making.key);
    this.#state = this.#net().initialState(this.#params.blocks, 1);
  }

  tick(): void {
    const [edge] = this.#stream.take(1);
    const read = this.#read(this.#grammar.symbol[edge]);
    const possible = this.#grammar.possible.slice(edge * S, (edge + 1) * S);
    const isWrong = !possible.every((target, k) => Math.abs(target - read.expected[k]) < TOLERANCE);
    this.#rightInRow = isWrong ? 0 : this.#rightInRow + 1;
    this.#judgeOuter(possible, read.expected);
    const symbol = SYMBOLS[this.#grammar.symbol[edge]];
    this.#steps.push({ symbol, beginsString: edge < 2, possible, isWrong, ...read });
    if (this.#steps.length > SHOWN) this.#steps.shift();
  }

  view(): ReberView {
    const { size, blocks, hasForgetGates } = this.#shape();
    return {
      ...{ steps: this.#steps.slice(), cells: size, blocks, hasForgetGates, rightInRow: this.#rightInRow },
      ...{ outerRight: this.#outer.filter(Boolean).length, outerAsked: this.#outer.length },
    };
  }

  set(name: string, value: Setting): void {
    this.#settings[name] = value;
    this.#rightInRow = 0;
    this.#outer = [];
    if (name !== 'break') return;
    // What a broken net has piled up would spoil the mended one, too.
    disposeTree(this.#state);
    this.#state = this.#net().initialState(this.#params.blocks, 1);
  }

  settings(): Settings {
    return { ...this.#settings };
  }

  dispose(): void {
    disposeTree(this.#state);
  }

  get #params(): ReberParams {
    return this.#making.run!.weights() as unknown as ReberParams;
  }

  #shape() {
    const { options } = this.#making;
    const blocks = Number(options.blocks);
    return {
      blocks,
      size: blocks * Number(options.cellsPerBlock),
      hasForgetGates: options.forgetGate === 'yes',
    };
  }

  #net() {
    const { size, blocks, hasForgetGates } = this.#shape();
    return memoryBlocks({ inputs: S, blocks, cellsPerBlock: size / blocks, forgetGate: hasForgetGates });
  }

  #read(symbol: number): Pick<ReberStep, 'expected' | 'cells' | 'gates'> {
    const before = this.#state;
    const { blocks, out } = this.#params;
    let read!: Pick<ReberStep, 'expected' | 'cells' | 'gates'>;
    this.#state = tidy(() => {
      const x = tensor<Tensor2D>(
        Float32Array.from({ length: S }, (_, k) => (k === symbol ? 1 : 0)),
        [1, S],
      );
      const held = { ...blocks, gates: this.#hold(blocks.gates) };
      const [next, h] = this.#net().step(held, before, x);
      const one = ones<Tensor2D>([1, 1]);
      const gates = sigmoid(matMul(concat<Tensor2D>([x, before.h, one], 1), held.gates));
      read = {
        expected: values<Float32Array>(sigmoid(matMul(concat<Tensor2D>([x, h, one], 1), out))),
        cells: values<Float32Array>(next.c),
        gates: this.#threeKinds(values<Float32Array>(gates)),
      };
      return next;
    });
    disposeTree(before);
    return read;
  }

  /** The weights of the gates, those of the forget gates replaced where the reader holds them. */
  #hold(gates: Tensor2D): Tensor2D {
    const held = HELD[this.#settings.break as keyof typeof HELD];
    const { blocks, hasForgetGates } = this.#shape();
    if (held === undefined || !hasForgetGates) return gates;
    const [rows, columns] = gates.shape;
    const all = values<Float32Array>(gates).slice();
    for (let row = 0; row < rows; row++)
      all.fill(row === rows - 1 ? held : 0, row * columns + blocks, row * columns + 2 * blocks);
    return tensor<Tensor2D>(all, [rows, columns]);
  }

  #threeKinds(gates: Float32Array): Float32Array {
    const { blocks, hasForgetGates } = this.#shape();
    if (hasForgetGates) return gates;
    return Float32Array.of(
      ...gates.subarray(0, blocks),
      ...new Float32Array(blocks).fill(1),
      ...gates.subarray(blocks),
    );
  }

  /** Where only T or only P may come, a string repeats its second symbol: that had to be remembered. */
  #judgeOuter(possible: Float32Array, expected: Float32Array): void {
    const choices = possible.reduce((sum, each) => sum + each);
    if (choices !== 1 || possible[T] + possible[P] !== 1) return;
    this.#outer.push(expected[T] > expected[P] === (possible[T] === 1));
    if (this.#outer.length > REMEMBERED) this.#outer.shift();
  }
}
