// Compiles assembly/ and writes src/generated/kernels-wasm.ts: the binary as base64, so that nothing has to be found at
// run time in bundlers, workers or Node. With `--text FILE` it writes the WebAssembly text there as well, to read.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import asc from 'assemblyscript/asc';

const PACKAGE = dirname(dirname(fileURLToPath(import.meta.url)));
const FLAGS = [
  '-O3',
  '--enable',
  'simd',
  '--runtime',
  'stub',
  '--noAssert',
  '--importMemory',
  '--initialMemory',
  '0',
];

/** Section ids of the WebAssembly binary format. */
const DATA_SECTIONS = [11, 12];

const { binary, text } = await compile();
const problem = findProblem(binary, text);
if (problem) throw new Error(`build-wasm: ${problem}`);
const folder = join(PACKAGE, 'src', 'generated');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'kernels-wasm.ts'), moduleText(binary));
const { values } = parseArgs({ options: { text: { type: 'string' } } });
if (values.text) writeFileSync(values.text, text);

async function compile() {
  const outputs = new Map();
  const files = ['assembly/index.ts', '--outFile', 'kernels.wasm', '--textFile', 'kernels.wat'];
  const { error, stderr } = await asc.main([...files, ...FLAGS, '--baseDir', PACKAGE], {
    writeFile: (name, contents) => void outputs.set(name, contents),
  });
  if (error) throw new Error(`build-wasm: ${error.message}\n${stderr.toString()}`);
  return { binary: outputs.get('kernels.wasm'), text: outputs.get('kernels.wat') };
}

/**
 * What would break the promise of the binary: it shares its memory with another module, and gives the same bits everywhere.
 * @param {Uint8Array} binary
 * @param {string} text
 */
function findProblem(binary, text) {
  if (sectionIds(binary).some((id) => DATA_SECTIONS.includes(id)))
    return 'the binary must have no data segment: it would overwrite the memory it is given';
  if (text.includes('relaxed'))
    return 'the binary must have no relaxed instructions: their results differ between machines';
  return undefined;
}

/** @param {Uint8Array} binary */
function sectionIds(binary) {
  const ids = [];
  for (let at = 8; at < binary.length;) {
    ids.push(binary[at++]);
    let size = 0;
    let shift = 0;
    let byte;
    do {
      byte = binary[at++];
      size |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte & 0x80);
    at += size;
  }
  return ids;
}

/** @param {Uint8Array} binary */
function moduleText(binary) {
  return `// Made by scripts/build-wasm.mjs from assembly/. Do not edit.
export const kernelsWasm: string =
  '${Buffer.from(binary).toString('base64')}';
`;
}
