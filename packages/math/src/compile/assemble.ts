// Lowering: steps as words that the interpreter reads, with the places where addresses belong.
import { INSTRUCTIONS } from '@saccade/kernels';
import { saccadeKernels } from '../engine/saccade-kernels.ts';
import { checkExtents, checkFusedExtents } from './extents.ts';
import type { Place, Rounds } from './places.ts';
import type { Fused, HostCall, Instruction, Repetition, Step } from './steps.ts';

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

/** A loop that holds calls of the host, so that the host repeats it. */
export interface HostLoop {
  readonly kind: 'loop';
  readonly rounds: Rounds;
  readonly parts: readonly Part[];
  /** Words that move by so many bytes with each round. */
  readonly strides: readonly { readonly word: number; readonly bytes: number }[];
}

export type Part = Stretch | HostCall | HostLoop;

/** A program without addresses. */
export interface Assembly {
  readonly words: Int32Array;
  readonly relocations: readonly Relocation[];
  readonly parts: readonly Part[];
  /** Opcodes of fused loops, for each time that one is used; who is done with the program releases them. */
  readonly fused: readonly number[];
}

/** Opcode of a loop, see `Kernels.run`. */
const LOOP = 0;

/** Writes the words of all steps. Throws when an instruction would touch bytes outside of a block. */
export function assemble(steps: readonly Step[]): Assembly {
  return assembled(steps, callsHost);
}

/** The same with each step a part of its own, so that the host runs one after the other. */
export function assembleApart(steps: readonly Step[]): Assembly {
  return assembled(steps, () => true);
}

/** Whether a step is a part of its own. */
type IsApart = (step: Step) => boolean;

function assembled(steps: readonly Step[], isApart: IsApart): Assembly {
  const writer = new Writer();
  const parts = writeParts(steps, writer, isApart);
  const { words, relocations, fused } = writer;
  return { words: Int32Array.from(words), relocations, parts, fused };
}

class Writer {
  readonly words: number[] = [];
  readonly relocations: Relocation[] = [];
  readonly fused: number[] = [];

  /** Everything that another writer wrote, from here on. */
  append({ words, relocations, fused }: Writer): void {
    const start = this.words.length;
    for (const word of words) this.words.push(word);
    for (const { word, place } of relocations) this.relocations.push({ word: start + word, place });
    this.fused.push(...fused);
  }
}

function writeParts(steps: readonly Step[], writer: Writer, isApart: IsApart): Part[] {
  const parts: Part[] = [];
  let start = writer.words.length;
  const close = (): void => {
    if (writer.words.length > start) parts.push({ kind: 'kernels', start, end: writer.words.length });
    start = writer.words.length;
  };
  for (const step of steps) {
    if (!isApart(step)) {
      writeStep(step, writer);
      continue;
    }
    close();
    if (step.kind === 'loop') parts.push(writeHostLoop(step, writer, isApart));
    else if (step.kind === 'host') parts.push(step);
    else {
      writeStep(step, writer);
      close();
    }
    start = writer.words.length;
  }
  close();
  return parts;
}

function callsHost(step: Step): boolean {
  return step.kind === 'host' || (step.kind === 'loop' && step.body.some(callsHost));
}

function writeHostLoop({ rounds, body }: Repetition, writer: Writer, isApart: IsApart): HostLoop {
  const first = writer.relocations.length;
  const parts = writeParts(body, writer, isApart);
  return { kind: 'loop', rounds, parts, strides: stridesOf(writer.relocations.slice(first), rounds) };
}

/** The words that move with the rounds of a loop. */
function stridesOf(relocations: readonly Relocation[], rounds: Rounds): { word: number; bytes: number }[] {
  return relocations.flatMap(({ word, place: { strides = [] } }) => {
    const bytes = strides
      .filter(({ loop }) => loop === rounds)
      .reduce((sum, stride) => sum + stride.bytes, 0);
    return bytes === 0 ? [] : [{ word, bytes }];
  });
}

function writeStep(step: Step, writer: Writer): void {
  if (step.kind === 'kernel') writeInstruction(step, writer);
  if (step.kind === 'fused') writeFused(step, writer);
  if (step.kind === 'loop') writeLoop(step, writer);
}

function writeLoop({ rounds, body }: Repetition, writer: Writer): void {
  const inner = new Writer();
  for (const step of body) writeStep(step, inner);
  const strides = stridesOf(inner.relocations, rounds);
  writer.words.push(LOOP, rounds.count, 4 * inner.words.length, strides.length);
  for (const { word, bytes } of strides) writer.words.push(4 * word, bytes);
  writer.append(inner);
}

const oneFloat = new Float32Array(1);
const itsBits = new Int32Array(oneFloat.buffer);

function writeInstruction(instruction: Instruction, { words, relocations }: Writer): void {
  checkExtents(instruction);
  const { code, parameters } = INSTRUCTIONS[instruction.name];
  const types = Object.values<string>(parameters);
  words.push(code);
  instruction.args.forEach((arg, i) => {
    if (typeof arg !== 'number') relocations.push({ word: words.length, place: arg });
    words.push(typeof arg === 'number' ? wordOf(arg, types[i]) : 0);
  });
}

function writeFused(step: Fused, { words, relocations, fused }: Writer): void {
  checkFusedExtents(step);
  const opcode = saccadeKernels().fuse(step.loop);
  fused.push(opcode);
  words.push(opcode);
  for (const place of step.places) {
    relocations.push({ word: words.length, place });
    words.push(0);
  }
}

function wordOf(value: number, type: string): number {
  if (type !== 'f32') return value;
  oneFloat[0] = value;
  return itsBits[0];
}
