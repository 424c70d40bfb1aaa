// The code of small functions of lanes, taken from the binary, so that fused loops can hold it instead of calling it: a call
// costs as much as the function does, half of it for its constants, which a loop loads once.

/** @typedef {{ locals: number, constants: string[], code: string }} Body */

const V128 = 0x7b;
const LOCALS = { 0x20: 'get', 0x21: 'set', 0x22: 'tee' };

/**
 * Bodies of the exported functions `…Lanes` that call nothing and whose locals are all lanes, by the name before `Lanes`.
 *
 * A body's code is a list of words: `get:0`, `set:0`, `tee:0` for a local, the operands coming first; `constant:0` for a
 * constant; all others are bytes as they are, in hexadecimal digits. `constants` are 16 bytes each.
 * @param {Uint8Array} binary
 * @returns {Record<string, Body>}
 */
export function laneBodies(binary) {
  const { types, functions, exported, code } = sectionsOf(binary);
  /** @type {Record<string, Body>} */
  const bodies = {};
  for (const [name, index] of exported) {
    const body = bodyOf(new Reader(code[index]), types[functions[index]]);
    if (body) bodies[name.replace(/Lanes$/, '')] = body;
  }
  return bodies;
}

/** Reads the binary format of WebAssembly. */
class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  get isAtEnd() {
    return this.at >= this.bytes.length;
  }

  byte() {
    return this.bytes[this.at++];
  }

  /** @param {number} count */
  take(count) {
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  /** An unsigned integer in LEB128; signed ones have the same length. */
  integer() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  /**
   * @template T
   * @param {() => T} item
   */
  list(item) {
    return Array.from({ length: this.integer() }, item);
  }
}

/**
 * Of a binary that imports no functions, so that all that it has are its own.
 * @param {Uint8Array} binary
 */
function sectionsOf(binary) {
  const reader = new Reader(binary.subarray(8));
  /** @type {Map<number, Reader>} */
  const sections = new Map();
  while (!reader.isAtEnd) sections.set(reader.byte(), new Reader(reader.take(reader.integer())));
  const read = (id, item) => sections.get(id).list(() => item(sections.get(id)));
  const name = (section) => String.fromCharCode(...section.take(section.integer()));
  return {
    types: read(1, (section) => {
      section.byte();
      return { operands: section.list(() => section.byte()), results: section.list(() => section.byte()) };
    }),
    functions: read(3, (section) => section.integer()),
    exported: read(7, (section) => [name(section), (section.byte(), section.integer())]),
    code: read(10, (section) => section.take(section.integer())),
  };
}

/**
 * @param {Reader} reader
 * @param {{ operands: number[], results: number[] }} type
 * @returns {Body | undefined}
 */
function bodyOf(reader, { operands }) {
  const groups = reader.list(() => ({ count: reader.integer(), type: reader.byte() }));
  if (groups.some(({ type }) => type !== V128)) return undefined;
  const locals = groups.reduce((sum, { count }) => sum + count, operands.length);
  /** @type {string[]} */
  const [words, constants] = [[], []];
  const known = new Set(operands.keys());
  while (!reader.isAtEnd) {
    const word = instruction(reader, constants);
    if (word === undefined) return undefined;
    const [, access, local] = /^(get|set|tee):(\d+)$/.exec(word) ?? [];
    // In a loop, a local would still hold what it held in the round before.
    if (access === 'get' && !known.has(Number(local))) return undefined;
    if (access) known.add(Number(local));
    words.push(word);
  }
  // Without the end of the function.
  return { locals, constants, code: words.slice(0, -1).join(' ') };
}

/**
 * The next instruction as a word; undefined for one that cannot stand elsewhere.
 * @param {Reader} reader
 * @param {string[]} constants
 */
function instruction(reader, constants) {
  const start = reader.at;
  const opcode = reader.byte();
  if (LOCALS[opcode]) return `${LOCALS[opcode]}:${reader.integer()}`;
  if (opcode === 0xfd) {
    const lanes = reader.integer();
    if (lanes === 0x0c) return `constant:${numberOf(hex(reader.take(16)), constants)}`;
    if (lanes < 0x0c || (lanes >= 0x54 && lanes <= 0x5d)) return undefined;
    if (lanes === 0x0d) reader.take(16);
    else if (lanes >= 0x15 && lanes <= 0x22) reader.byte();
  } else if (opcode === 0x02 || opcode === 0x04) reader.byte();
  else if (opcode === 0x41) reader.integer();
  else if (![0x05, 0x0b, 0x1a, 0x1b].includes(opcode) && (opcode < 0x45 || opcode > 0xc4)) return undefined;
  return hex(reader.bytes.subarray(start, reader.at));
}

/**
 * @param {string} constant
 * @param {string[]} constants
 */
function numberOf(constant, constants) {
  const known = constants.indexOf(constant);
  return known >= 0 ? known : constants.push(constant) - 1;
}

/**
 * TypeScript of the table of bodies.
 * @param {Record<string, Body>} bodies
 */
export function laneBodiesSource(bodies) {
  return `// Made by scripts/build-wasm.mjs from assembly/fused-lanes.ts. Do not edit.
export const LANE_BODIES = ${JSON.stringify(bodies, undefined, 2)} as const;
`;
}

/** @param {Uint8Array} bytes */
function hex(bytes) {
  return Buffer.from(bytes).toString('hex');
}
