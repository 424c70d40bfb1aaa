// The code in the READMEs is type-checked against the built packages, then run.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { readmePrograms, toJavaScript } from '../readme-code.mjs';
import { run } from '../run.mjs';
import { publishedPackages, readWorkspace, ROOT } from '../workspace.mjs';
import { readIfThere } from './check.mjs';

/** @import { Package } from '../workspace.mjs' */

const MAX_LINES = 60;

/** @type {import('./check.mjs').Check} */
export const readme = {
  name: 'readme',
  async run() {
    const packages = publishedPackages(readWorkspace());
    const problems = [];
    for (const owner of packages) problems.push(...(await readmeProblems(owner)));
    return { problems };
  },
};

/** @param {Package} owner */
async function readmeProblems(owner) {
  const file = join(owner.folder, 'README.md');
  const text = readIfThere(file);
  if (text === undefined) return [`${owner.name} has no README.md`];
  const lines = text.trimEnd().split('\n').length;
  const long =
    lines > MAX_LINES ? [`${relative(ROOT, file)} has ${lines} lines; ${MAX_LINES} are enough`] : [];
  const programs = readmePrograms(text);
  if (programs.length === 0)
    return [...long, `${relative(ROOT, file)} has no \`\`\`ts block that shows how to begin`];
  return [...long, ...(await programProblems(owner, programs))];
}

/**
 * Programs run inside the package's folder, where Node finds the package by its own name and its dependencies by theirs.
 * @param {Package} owner
 * @param {import('../readme-code.mjs').Program[]} programs
 */
async function programProblems(owner, programs) {
  const folder = join(owner.folder, '.readme-code');
  mkdirSync(folder, { recursive: true });
  try {
    const problems = [];
    for (const { line, code } of programs) {
      const source = join(folder, `line-${line}.ts`);
      writeFileSync(source, code);
      const wrong = typeErrors(source, line);
      problems.push(...(wrong.length > 0 ? wrong : await failures(source, line)));
    }
    return problems.map((problem) => `${relative(ROOT, owner.folder)}/README.md${problem}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} source
 * @param {number} firstLine
 */
function typeErrors(source, firstLine) {
  const program = ts.createProgram([source], {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const inFile = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
    return `:${firstLine + inFile}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

/**
 * @param {string} source
 * @param {number} firstLine
 */
async function failures(source, firstLine) {
  const script = source.replace(/\.ts$/, '.mjs');
  writeFileSync(script, toJavaScript(readFileSync(source, 'utf8')));
  const { code, output } = await run('node', [script]);
  return code === 0 ? [] : [`:${firstLine}: the program ended with exit code ${code}\n${output}`];
}
