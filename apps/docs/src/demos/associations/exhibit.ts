// A fast weight matrix that is written pair by pair by a rule of @saccade/fast-weights, and asked for all keys after each write.
import { deltaRule, read, softmaxStrengths, sumRule, unitFeatures } from '@saccade/fast-weights';
import {
  add,
  foldIn,
  full,
  matMul,
  mul,
  normal,
  oneHot,
  slice,
  tensor,
  tidy,
  transpose,
  values,
} from '@saccade/math';
import type { Key, Tensor2D, Tensor3D } from '@saccade/math';
import type { Setting, Settings } from '../../live/about.ts';
import type { Demo, Exhibit, Making } from '../demo.ts';

/** What the page draws. `V` values: digits. `K`: size of keys. */
export interface AssociationsView {
  readonly pairs: readonly Pair[];
  /** Pairs that have been written. */
  readonly written: number;
  /** `[V·K]`, a row for each digit. */
  readonly weights: Float32Array;
  /** Of the last write, `[K]`; none before the first. */
  readonly key: Float32Array | undefined;
  readonly size: number;
  /** One for each letter that has been written, in the order of the first writes. */
  readonly answers: readonly Answer[];
}

export interface Pair {
  readonly letter: string;
  readonly digit: number;
}

export interface Answer {
  readonly letter: string;
  /** The digit that was written last under this letter. */
  readonly wanted: number;
  /** How much each digit is the answer, of fast weights and of softmax attention, `[V]`. */
  readonly fast: Float32Array;
  readonly softmax: Float32Array;
}

const DIGITS = 10;
const MOST_PAIRS = 40;
/** Steps at the end, when nothing is written. */
const HOLD = 5;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Attention as sharp as that of keys of length 8 by 8 letters. */
const SHARPNESS = 8;

export const associations: Demo = { open: (making) => new AssociationsExhibit(making) };

/** Pairs in a text: a letter, then a digit. */
export function parsePairs(text: string): Pair[] {
  const found = text.toLowerCase().matchAll(/([a-z])\s*[=:,→-]?\s*(\d)/g);
  return Array.from(found, ([, letter, digit]) => ({ letter, digit: Number(digit) })).slice(0, MOST_PAIRS);
}

class AssociationsExhibit implements Exhibit {
  readonly #key: Key;
  #settings: Record<string, Setting>;
  #pairs: Pair[] = [];
  #keys = new Float32Array(0);
  #ticks = 0;

  constructor({ settings, key }: Making) {
    this.#key = key;
    this.#settings = { ...settings };
    this.#begin();
  }

  /** Writes the next pair. After the last all is to be seen for a while, then it begins again. */
  tick(): void {
    this.#ticks = this.#ticks >= this.#pairs.length + HOLD ? 0 : this.#ticks + 1;
  }

  get #written(): number {
    return Math.min(this.#ticks, this.#pairs.length);
  }

  view(): AssociationsView {
    const [size, pairs] = [this.#size, this.#pairs];
    const written = pairs.slice(0, this.#written);
    const last = written.at(-1);
    return tidy(() => {
      const weights = this.#write(written);
      return {
        ...{ pairs, written: this.#written, size },
        weights: values<Float32Array>(weights),
        key: last && this.#keyOf(last.letter),
        answers: [...new Set(written.map(({ letter }) => letter))].map((letter) =>
          this.#answer(weights, written, letter),
        ),
      };
    });
  }

  set(name: string, value: Setting): void {
    this.#settings[name] = value;
    this.#begin();
  }

  settings(): Settings {
    return { ...this.#settings };
  }

  dispose(): void {}

  get #size(): number {
    return Math.min(Math.max(Math.round(Number(this.#settings.size)), 2), 32);
  }

  #begin(): void {
    this.#pairs = parsePairs(String(this.#settings.pairs));
    this.#keys = this.#drawKeys();
  }

  /** A random direction for each letter. */
  #drawKeys(): Float32Array<ArrayBuffer> {
    const size = this.#size;
    const { break: broken } = this.#settings;
    return tidy(() => {
      const drawn = normal<Tensor2D>(foldIn(this.#key, 0), [LETTERS.length, size]);
      const common = slice<Tensor2D>(drawn, [0, 0], [1, size]);
      const keys = unitFeatures.apply(broken === 'alike' ? add<Tensor2D>(mul(drawn, 0.25), common) : drawn);
      return values<Float32Array<ArrayBuffer>>(mul(keys, broken === 'unbounded' ? 3 : 1));
    });
  }

  #keyOf(letter: string): Float32Array {
    const at = LETTERS.indexOf(letter) * this.#size;
    return this.#keys.slice(at, at + this.#size);
  }

  #rows(letters: readonly string[]): Tensor2D {
    const size = this.#size;
    const all = new Float32Array(letters.length * size);
    letters.forEach((letter, i) => all.set(this.#keyOf(letter), i * size));
    return tensor<Tensor2D>(all, [letters.length, size]);
  }

  /** The weights after these writes, `[1, V, K]`. */
  #write(written: readonly Pair[]): Tensor3D {
    const rate = full<Tensor2D>([1, 1], Number(this.#settings.rate));
    let weights = tensor<Tensor3D>(new Float32Array(DIGITS * this.#size), [1, DIGITS, this.#size]);
    for (const { letter, digit } of written) {
      const pair = {
        key: this.#rows([letter]),
        value: oneHot<Tensor2D>(tensor([digit], [1], 'int32'), DIGITS),
      };
      weights =
        this.#settings.rule === 'sum'
          ? sumRule.write(weights, pair)
          : deltaRule.write(weights, { ...pair, rate });
    }
    return weights;
  }

  #answer(weights: Tensor3D, written: readonly Pair[], letter: string): Answer {
    const query = this.#rows([letter]);
    const keys = this.#rows(written.map((pair) => pair.letter));
    const digits = oneHot<Tensor2D>(
      tensor(
        written.map(({ digit }) => digit),
        [written.length],
        'int32',
      ),
      DIGITS,
    );
    const sharp = mul<Tensor2D>(query, SHARPNESS);
    const strengths = softmaxStrengths(
      tensor<Tensor3D>(values(keys), [written.length, 1, this.#size]),
      sharp,
    );
    return {
      letter,
      wanted: written.findLast((pair) => pair.letter === letter)!.digit,
      fast: values<Float32Array>(read(weights, query)),
      softmax: values<Float32Array>(matMul(transpose(strengths), digits)),
    };
  }
}
