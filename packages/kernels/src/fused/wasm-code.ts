// The little of WebAssembly's binary format that fused loops need (WebAssembly Core Specification 2.0, chapter 5).

/** Bytes of a module or of a part of one. */
export type Code = readonly number[];

export const I32 = 0x7f;
export const V128 = 0x7b;

/** An unsigned integer in LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return [...bytes, value];
}

/** A signed 32-bit integer in LEB128. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  // What is left must be the sign of the last byte over again.
  for (; value < -64 || value > 63; value >>= 7) bytes.push((value & 127) | 128);
  return [...bytes, value & 127];
}

/** Any number of things, with their number before them. */
export function list(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

/** Bytes with their number before them. */
export function sized(bytes: Code): Code {
  return [...unsigned(bytes.length), ...bytes];
}

export function section(id: number, content: Code): Code {
  return [id, ...sized(content)];
}

/** A name of ASCII characters. */
export function name(text: string): Code {
  return sized([...text].map((character) => character.charCodeAt(0)));
}

export function get(local: number): Code {
  return [0x20, ...unsigned(local)];
}

export function set(local: number): Code {
  return [0x21, ...unsigned(local)];
}

export function tee(local: number): Code {
  return [0x22, ...unsigned(local)];
}

export function call(index: number): Code {
  return [0x10, ...unsigned(index)];
}

export function constant(value: number): Code {
  return [0x41, ...signed(value)];
}

/** `local += amount`. */
export function increase(local: number, amount: number): Code {
  return [...get(local), ...constant(amount), ADD, ...set(local)];
}

/** Repeats a body while `condition`, which leaves an i32, is not 0; at least once. */
export function repeat(body: Code, condition: Code): Code {
  return [0x03, 0x40, ...body, ...condition, 0x0d, 0, 0x0b];
}

/** A word at an address on the stack and `offset` further. */
export function loadWord(offset: number): Code {
  return [0x28, 2, ...unsigned(offset)];
}

/** An instruction of four lanes. */
export function simd(opcode: number): Code {
  return [0xfd, ...unsigned(opcode)];
}

/** Four lanes of which the bytes are given in hexadecimal digits. */
export function lanesConstant(digits: string): Code {
  return [...simd(0x0c), ...bytes(digits)];
}

/** Bytes in hexadecimal digits. */
export function bytes(digits: string): Code {
  return Array.from({ length: digits.length / 2 }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

/** An instruction of four lanes with an address on the stack, aligned to words. */
export function simdAt(opcode: number): Code {
  return [...simd(opcode), 2, 0];
}

export const ADD = 0x6a;
export const LESS = 0x49;
export const END = 0x0b;
