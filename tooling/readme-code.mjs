// The programs in a README: every ```ts block. A block that begins with imports begins a program; one without goes on with the last.
import ts from 'typescript';

const BLOCK = /^```ts\b[^\n]*\n([\s\S]*?)^```/gm;

/**
 * @typedef {object} Program
 * @property {number} line Line of the README where it begins, from 1.
 * @property {string} code TypeScript; blank lines stand for the prose between its blocks, so that lines keep their numbers.
 */

/**
 * @param {string} markdown
 * @returns {Program[]}
 */
export function readmePrograms(markdown) {
  /** @type {Program[]} */
  const programs = [];
  for (const { 1: code = '', index } of markdown.matchAll(BLOCK)) {
    const line = lineOf(markdown, index) + 1;
    const last = programs.at(-1);
    if (!last || /^import\b/m.test(code)) programs.push({ line, code });
    else last.code += '\n'.repeat(line - last.line - lineOf(last.code) + 1) + code;
  }
  return programs;
}

/**
 * The JavaScript of a program, with the imports that only name types left out.
 * @param {string} code
 */
export function toJavaScript(code) {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  });
  return outputText;
}

/**
 * Number of the line, from 1, at `index` or at the end.
 * @param {string} text
 * @param {number} [index]
 */
function lineOf(text, index) {
  return text.slice(0, index).split('\n').length;
}
