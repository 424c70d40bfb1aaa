// Writes the interpreter: each exported kernel is an instruction, and its arguments are the words after the opcode.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ name: string, file: string, parameters: { name: string, type: string }[] }} Kernel */

/** Opcode of the loop; kernels follow in the order of `assembly/index.ts`. */
const FIRST_KERNEL = 1;

/**
 * The kernels that `assembly/index.ts` exports, with the parameters of their declarations.
 * @param {string} folder - of the AssemblyScript sources.
 * @returns {Kernel[]}
 */
export function kernelsOf(folder) {
  const index = readFileSync(join(folder, 'index.ts'), 'utf8');
  const exported = [...index.matchAll(/export \{([^}]+)\} from '\.\/([\w-]+)';/g)];
  return exported.flatMap(([, names, file]) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && name !== 'run')
      .map((name) => ({ name, file, parameters: parametersOf(folder, file, name) })),
  );
}

/**
 * @param {string} folder
 * @param {string} file
 * @param {string} name
 */
function parametersOf(folder, file, name) {
  const source = readFileSync(join(folder, `${file}.ts`), 'utf8');
  const declaration = new RegExp(`export function ${name}\\(([^)]*)\\): void`).exec(source);
  if (!declaration)
    throw new Error(`build-wasm: ${file}.ts must declare \`export function ${name}(…): void\``);
  return declaration[1]
    .split(',')
    .map((parameter) => parameter.trim())
    .filter((parameter) => parameter !== '')
    .map((parameter) => {
      const [own, type] = parameter.split(':').map((part) => part.trim());
      if (!['usize', 'i32', 'f32'].includes(type)) {
        throw new Error(`build-wasm: ${name}: ${own} must be usize, i32 or f32, got ${type}`);
      }
      return { name: own, type };
    });
}

/**
 * AssemblyScript of `execute`, which runs the one instruction at `at` and returns where the next one is.
 * @param {Kernel[]} kernels
 */
export function interpreterSource(kernels) {
  const imports = kernels.map(({ name, file }) => `import { ${name} } from '../${file}';`);
  const cases = kernels.map(({ name, parameters }, i) => {
    const words = parameters.map(({ type }, p) => `load<${type}>(at, ${4 * (p + 1)})`);
    return `    case ${i + FIRST_KERNEL}:
      ${name}(${words.join(', ')});
      return at + ${4 * (parameters.length + 1)};`;
  });
  return `// Made by scripts/build-wasm.mjs. Do not edit.
${imports.join('\n')}

export function execute(at: usize): usize {
  switch (load<i32>(at)) {
${cases.join('\n')}
    default:
      unreachable();
  }
  return at;
}
`;
}

/**
 * TypeScript of the table of instructions.
 * @param {Kernel[]} kernels
 */
export function instructionsSource(kernels) {
  const rows = kernels.map(({ name, parameters }, i) => {
    const types = parameters.map((parameter) => `${parameter.name}: '${parameter.type}'`).join(', ');
    return `  ${name}: { code: ${i + FIRST_KERNEL}, parameters: { ${types} } },`;
  });
  return `// Made by scripts/build-wasm.mjs from assembly/. Do not edit.
export const INSTRUCTIONS = {
${rows.join('\n')}
} as const;
`;
}
