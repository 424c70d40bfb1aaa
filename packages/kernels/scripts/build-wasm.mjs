// Compiles assembly/ and writes src/generated/kernels-wasm.ts: the binary as base64, so that nothing has to be found at
// run time in bundlers, workers or Node. With `--text FILE` it also writes the WebAssembly text there, to be read.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import asc from 'assemblyscript/asc';
import ts from 'typescript';
import { laneBodies, laneBodiesSource } from './lane-bodies.mjs';
import { instructionsSource, interpreterSource, kernelsOf } from './interpreter-source.mjs';

const PACKAGE = dirname(dirname(fileURLToPath(import.meta.url)));
const FLAGS =
  '-O3 --enable simd --runtime stub --noAssert --importMemory --noExportMemory --initialMemory 0 --importTable'.split(
    ' ',
  );

const { values: options } = parseArgs({ options: { text: { type: 'string' } } });
const kernels = kernelsOf(join(PACKAGE, 'assembly'));
write('assembly/generated/interpreter.ts', interpreterSource(kernels));
await writeCodes();
const { binary, text } = await compile(['assembly/index.ts', 'assembly/fused-lanes.ts']);
check(binary, text);
write('src/generated/instructions.ts', instructionsSource(kernels));
// Alone, so that the functions hold what else they would share with the kernels.
const lanes = await compile(['assembly/fused-lanes.ts']);
write('src/generated/lane-bodies.ts', laneBodiesSource(laneBodies(lanes.binary)));
writeModule(binary);
if (options.text) writeFileSync(options.text, text);

/** Tables of operation codes in src/*-codes.ts become AssemblyScript constants: `logSumExp: 3` is `LOG_SUM_EXP: i32 = 3`. */
async function writeCodes() {
  for (const name of readdirSync(join(PACKAGE, 'src')).filter((file) => file.endsWith('-codes.ts'))) {
    const source = readFileSync(join(PACKAGE, 'src', name), 'utf8');
    const script = ts.transpile(source, { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 });
    const tables = await import(`data:text/javascript,${encodeURIComponent(script)}`);
    const lines = Object.values(tables).flatMap((table) =>
      Object.entries(table).map(([key, code]) => `export const ${constantName(key)}: i32 = ${code};`),
    );
    const head = `// Made by scripts/build-wasm.mjs from src/${name}. Do not edit.`;
    write(`assembly/generated/${name}`, [head, ...lines, ''].join('\n'));
  }
}

/** @param {string} name - in camel case */
function constantName(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/**
 * @param {string[]} entries
 * @returns {Promise<{ binary: Uint8Array<ArrayBuffer>, text: string }>}
 */
async function compile(entries) {
  const outputs = new Map();
  const files = ['--outFile', 'kernels.wasm', '--textFile', 'kernels.wat'];
  const { error, stderr } = await asc.main([...entries, ...files, ...FLAGS, '--baseDir', PACKAGE], {
    writeFile: (name, contents) => void outputs.set(name, contents),
  });
  if (error) throw new Error(`build-wasm: ${error.message}\n${stderr.toString()}`);
  return { binary: outputs.get('kernels.wasm'), text: outputs.get('kernels.wat') };
}

/**
 * The binary lives in the memory of another module, calls the host only to name a bad index, and else what others put into
 * its table, and gives the same bits on every machine.
 * @param {Uint8Array<ArrayBuffer>} binary
 * @param {string} text
 */
function check(binary, text) {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(binary)).map(({ name }) => name);
  if (imports.sort().join() !== 'badIndex,memory,table')
    throw new Error(`build-wasm: the binary must import a memory, a table and badIndex, got ${imports}`);
  if (/\(data\b/.test(text))
    throw new Error(
      'build-wasm: the binary must have no data segment: it would overwrite the memory it is given',
    );
  if (text.includes('relaxed'))
    throw new Error(
      'build-wasm: the binary must have no relaxed instruction: machines disagree on their results',
    );
}

/** @param {Uint8Array} binary */
function writeModule(binary) {
  write(
    'src/generated/kernels-wasm.ts',
    `// Made by scripts/build-wasm.mjs from assembly/. Do not edit.
export const kernelsWasm: string =
  '${Buffer.from(binary).toString('base64')}';
`,
  );
}

/**
 * @param {string} file - from the package's folder on.
 * @param {string} contents
 */
function write(file, contents) {
  mkdirSync(dirname(join(PACKAGE, file)), { recursive: true });
  writeFileSync(join(PACKAGE, file), contents);
}
