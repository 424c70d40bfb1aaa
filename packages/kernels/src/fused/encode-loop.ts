// A fused loop as a WebAssembly module with one function: it takes the address of its pointers, and returns the one behind.
import { LANE_BODIES } from '../generated/lane-bodies.ts';
import type { FusedInput, FusedLoop, FusedOperation } from './fused-loop.ts';
import { FUSED_OPERATIONS } from './fused-loop.ts';
import * as wasm from './wasm-code.ts';
import type { Code } from './wasm-code.ts';

/** Operations that are one instruction. The others are functions of the kernels. */
const OPCODES: Readonly<Partial<Record<FusedOperation, number>>> = {
  abs: 0xe0,
  neg: 0xe1,
  sqrt: 0xe3,
  add: 0xe4,
  sub: 0xe5,
  mul: 0xe6,
  div: 0xe7,
  min: 0xe8,
  max: 0xe9,
  absInt: 0xa0,
  negInt: 0xa1,
  addInt: 0xae,
  subInt: 0xb1,
  mulInt: 0xb5,
};

/** How elements are read and written: four, or one that fills a lane. */
interface Width {
  readonly load: Code;
  readonly store: Code;
  readonly bytes: number;
}

const FOUR: Width = { load: wasm.simdAt(0x00), store: wasm.simdAt(0x0b), bytes: 16 };
const ONE: Width = { load: wasm.simdAt(0x5c), store: [...wasm.simdAt(0x5a), 0], bytes: 4 };
/** One element in all lanes. */
const SPLAT = wasm.simdAt(0x09);

/** Imports: `env.memory`, and functions `…Lanes` of `kernels` that are too long to be copied. Exports: `run`. */
export function encodeLoop(loop: FusedLoop): Uint8Array<ArrayBuffer> {
  const called = operationsOf(loop).filter(
    (operation) => OPCODES[operation] === undefined && !bodyOf(operation),
  );
  const imports = called.map((operation) => [
    ...wasm.name('kernels'),
    ...wasm.name(`${operation}Lanes`),
    ...[0x00, FUSED_OPERATIONS[operation] - 1],
  ]);
  const memory = [...wasm.name('env'), ...wasm.name('memory'), 0x02, 0x00, 0x00];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...wasm.section(1, wasm.list(TYPES)),
    ...wasm.section(2, wasm.list([memory, ...imports])),
    ...wasm.section(3, wasm.list([[RUN]])),
    ...wasm.section(7, wasm.list([[...wasm.name('run'), 0x00, ...wasm.unsigned(called.length)]])),
    ...wasm.section(10, wasm.list([wasm.sized(new LoopWriter(loop, called).write())])),
  ]);
}

function operationsOf({ steps }: FusedLoop): FusedOperation[] {
  return [...new Set(steps.map(({ operation }) => operation))];
}

/** Types of the functions: of one operand, of two, and `run`. */
const TYPES: readonly Code[] = [
  [0x60, 1, wasm.V128, 1, wasm.V128],
  [0x60, 2, wasm.V128, wasm.V128, 1, wasm.V128],
  [0x60, 1, wasm.I32, 1, wasm.I32],
];
const RUN = 2;

/** Address of the pointers, the function's only parameter. */
const AT = 0;

class LoopWriter {
  readonly #loop: FusedLoop;
  readonly #called: readonly FusedOperation[];
  readonly #pointers: number;
  /** Locals: rows that are left, and bytes from the begin of a row. */
  readonly #rowsLeft: number;
  readonly #x: number;
  /** Locals of the bodies that are copied, and after them their constants. */
  readonly #bodyLocals: number;
  readonly #constants: readonly string[];
  readonly #firstConstant: number;

  constructor(loop: FusedLoop, called: readonly FusedOperation[]) {
    this.#loop = loop;
    this.#called = called;
    this.#pointers = loop.inputs.length + loop.outputs.length;
    this.#rowsLeft = 1 + this.#pointers;
    this.#x = this.#rowsLeft + 1;
    const bodies = operationsOf(loop).flatMap((operation) => bodyOf(operation) ?? []);
    this.#bodyLocals = this.#value(loop.inputs.length + loop.steps.length);
    this.#constants = [...new Set(bodies.flatMap(({ constants }) => constants))];
    this.#firstConstant = this.#bodyLocals + Math.max(0, ...bodies.map(({ locals }) => locals));
  }

  write(): Code {
    const lanes = this.#firstConstant + this.#constants.length - this.#value(0);
    const pointers = Array.from({ length: this.#pointers }, (_, i) => [
      ...wasm.get(AT),
      ...wasm.loadWord(4 * i),
      ...wasm.set(1 + i),
    ]);
    return [
      ...wasm.list([
        [...wasm.unsigned(this.#pointers + 2), wasm.I32],
        [...wasm.unsigned(lanes), wasm.V128],
      ]),
      ...this.#constants.flatMap((constant, i) => [
        ...wasm.lanesConstant(constant),
        ...wasm.set(this.#firstConstant + i),
      ]),
      ...pointers.flat(),
      ...this.#splats(({ row }) => row === 0),
      ...wasm.constant(this.#loop.rows),
      ...wasm.set(this.#rowsLeft),
      ...wasm.repeat(this.#row(), wasm.get(this.#rowsLeft)),
      ...[...wasm.get(AT), ...wasm.constant(4 * this.#pointers), wasm.ADD, wasm.END],
    ];
  }

  /** Reads those of the inputs that are the same in all columns. */
  #splats(belongsHere: (input: FusedInput) => boolean): Code {
    return this.#loop.inputs.flatMap((input, i) =>
      input.column === 0 && belongsHere(input)
        ? [...wasm.get(1 + i), ...SPLAT, ...wasm.set(this.#value(i))]
        : [],
    );
  }

  #value(value: number): number {
    return this.#x + 1 + value;
  }

  #row(): Code {
    const { columns, inputs, outputs } = this.#loop;
    const fours = columns - (columns % 4);
    const moves = [...inputs, ...outputs].flatMap(({ row }, i) =>
      row === 0 ? [] : wasm.increase(1 + i, 4 * row),
    );
    return [
      ...this.#splats(({ row }) => row !== 0),
      ...[...wasm.constant(0), ...wasm.set(this.#x)],
      ...this.#columnsUpTo(fours, FOUR, fours > 0),
      ...this.#columnsUpTo(columns, ONE, columns > fours),
      ...moves,
      ...wasm.increase(this.#rowsLeft, -1),
    ];
  }

  #columnsUpTo(end: number, width: Width, isAny: boolean): Code {
    if (!isAny) return [];
    const condition = [...wasm.get(this.#x), ...wasm.constant(4 * end), wasm.LESS];
    return wasm.repeat([...this.#elements(width), ...wasm.increase(this.#x, width.bytes)], condition);
  }

  /** Everything for one element or four. Inputs are read where they are needed, but all before the first is written. */
  #elements(width: Width): Code {
    const { inputs, steps, outputs } = this.#loop;
    const loaded = new Set<number>();
    const load = (value: number): Code => {
      if (value >= inputs.length || inputs[value].column === 0 || loaded.has(value)) return [];
      loaded.add(value);
      return [...this.#address(value), ...width.load, ...wasm.set(this.#value(value))];
    };
    const made = steps.flatMap(({ operation, of }, i) => [
      ...of.flatMap(load),
      ...of.flatMap((value) => wasm.get(this.#value(value))),
      ...this.#apply(operation),
      ...wasm.set(this.#value(inputs.length + i)),
    ]);
    const copied = outputs.flatMap(({ value }) => load(value));
    const stored = outputs.flatMap(({ value }, i) => [
      ...this.#address(inputs.length + i),
      ...wasm.get(this.#value(value)),
      ...width.store,
    ]);
    return [...made, ...copied, ...stored];
  }

  #address(pointer: number): Code {
    return [...wasm.get(1 + pointer), ...wasm.get(this.#x), wasm.ADD];
  }

  /** Makes a value of the operands on the stack. */
  #apply(operation: FusedOperation): Code {
    const opcode = OPCODES[operation];
    const body = bodyOf(operation);
    if (opcode !== undefined) return wasm.simd(opcode);
    return body === undefined
      ? wasm.call(this.#called.indexOf(operation))
      : this.#copied(body, FUSED_OPERATIONS[operation]);
  }

  /** The code of a function, on locals and constants of the loop. */
  #copied({ code, constants }: LaneBody, operands: number): Code {
    const words = code.split(' ').flatMap((word) => {
      const [kind, number] = word.split(':');
      if (kind === 'get') return wasm.get(this.#bodyLocals + Number(number));
      if (kind === 'set') return wasm.set(this.#bodyLocals + Number(number));
      if (kind === 'tee') return wasm.tee(this.#bodyLocals + Number(number));
      if (kind === 'constant')
        return wasm.get(this.#firstConstant + this.#constants.indexOf(constants[Number(number)] as string));
      return wasm.bytes(word);
    });
    const own = Array.from({ length: operands }, (_, i) => wasm.set(this.#bodyLocals + operands - 1 - i));
    return [...own.flat(), ...words];
  }
}

/** The code of a function, see `scripts/lane-bodies.mjs`. */
interface LaneBody {
  readonly locals: number;
  readonly constants: readonly string[];
  readonly code: string;
}

function bodyOf(operation: FusedOperation): LaneBody | undefined {
  return (LANE_BODIES as Readonly<Partial<Record<FusedOperation, LaneBody>>>)[operation];
}
