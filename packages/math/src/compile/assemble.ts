// Lowering: steps as words that the interpreter reads, with the places where addresses belong.
import { INSTRUCTIONS } from '@saccade/kernels';
import { checkExtents } from './extents.ts';
import type { Place } from './places.ts';
import type { HostCall, Instruction, Step } from './steps.ts';

/** A word that must hold the address of a place. */
export interface Relocation {
  readonly word: number;
  readonly place: Place;
}

/** Instructions between two calls of the host, from word `start` to word `end`. */
export interface Stretch {
  readonly kind: 'kernels';
  readonly start: number;
  readonly end: number;
}

/** A program without addresses. */
export interface Assembly {
  readonly words: Int32Array;
  readonly relocations: readonly Relocation[];
  readonly parts: readonly (Stretch | HostCall)[];
}

const oneFloat = new Float32Array(1);
const itsBits = new Int32Array(oneFloat.buffer);

/** Writes the words of all steps. Throws when an instruction would touch bytes outside of a block. */
export function assemble(steps: readonly Step[]): Assembly {
  const words: number[] = [];
  const relocations: Relocation[] = [];
  const parts: (Stretch | HostCall)[] = [];
  let start = 0;
  const close = (): void => {
    if (words.length > start) parts.push({ kind: 'kernels', start, end: words.length });
    start = words.length;
  };
  for (const step of steps) {
    if (step.kind === 'host') {
      close();
      parts.push(step);
    } else {
      write(step, words, relocations);
    }
  }
  close();
  return { words: Int32Array.from(words), relocations, parts };
}

function write(instruction: Instruction, words: number[], relocations: Relocation[]): void {
  checkExtents(instruction);
  const { code, parameters } = INSTRUCTIONS[instruction.name];
  const types = Object.values<string>(parameters);
  words.push(code);
  instruction.args.forEach((arg, i) => {
    if (typeof arg !== 'number') relocations.push({ word: words.length, place: arg });
    words.push(typeof arg === 'number' ? wordOf(arg, types[i]) : 0);
  });
}

function wordOf(value: number, type: string): number {
  if (type !== 'f32') return value;
  oneFloat[0] = value;
  return itsBits[0];
}
