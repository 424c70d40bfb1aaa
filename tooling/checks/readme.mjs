// The code in the READMEs is type-checked against the built packages, then run.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { readmePrograms, toJavaScript } from '../readme-code.mjs';
import { run } from '../run.mjs';
import { publishedPackages, readWorkspace, ROOT } from '../workspace.mjs';
import { readIfThere } from './check.mjs';

/** @import { Package } from '../workspace.mjs' */
/** @typedef {{ readme: string, line: number, file: string }} Source A program of a README, as a file. */

const MAX_LINES = 60;

/** @type {import('./check.mjs').Check} */
export const readme = {
  name: 'readme',
  async run() {
    const packages = publishedPackages(readWorkspace());
    const folders = packages.map(({ folder }) => join(folder, '.readme-code'));
    try {
      const sources = packages.flatMap(writePrograms);
      const wrong = typeErrors(sources);
      const problems = [...packages.flatMap(shapeProblems), ...[...wrong.values()].flat()];
      for (const source of sources) if (!wrong.has(source.file)) problems.push(...(await failures(source)));
      return { problems, note: `${sources.length} programs` };
    } finally {
      folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
    }
  },
};

/** @param {Package} owner */
function shapeProblems(owner) {
  const text = readIfThere(join(owner.folder, 'README.md'));
  if (text === undefined) return [`${owner.name} has no README.md`];
  const lines = text.trimEnd().split('\n').length;
  return [
    ...(lines > MAX_LINES ? [`${nameOf(owner)} has ${lines} lines; ${MAX_LINES} are enough`] : []),
    ...(readmePrograms(text).length === 0
      ? [`${nameOf(owner)} has no \`\`\`ts block that shows how to begin`]
      : []),
  ];
}

/**
 * Programs stand inside the package's folder, where Node finds the package by its own name and its dependencies by theirs.
 * @param {Package} owner
 * @returns {Source[]}
 */
function writePrograms(owner) {
  const folder = join(owner.folder, '.readme-code');
  mkdirSync(folder, { recursive: true });
  return readmePrograms(readIfThere(join(owner.folder, 'README.md')) ?? '').map(({ line, code }) => {
    const file = join(folder, `line-${line}.ts`);
    writeFileSync(file, code);
    return { readme: nameOf(owner), line, file };
  });
}

/**
 * Type errors by file, only of the files that have some.
 * @param {Source[]} sources
 */
function typeErrors(sources) {
  const program = ts.createProgram(
    sources.map(({ file }) => file),
    {
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
    },
  );
  /** @type {Map<string, string[]>} */
  const errors = new Map();
  for (const { file, start = 0, messageText } of ts.getPreEmitDiagnostics(program)) {
    const source = sources.find((each) => each.file === file?.fileName);
    const line = (source?.line ?? 0) + (file?.getLineAndCharacterOfPosition(start).line ?? 0);
    const error = `${source?.readme ?? file?.fileName}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    errors.set(source?.file ?? '', [...(errors.get(source?.file ?? '') ?? []), error]);
  }
  return errors;
}

/** @param {Source} source */
async function failures({ readme, line, file }) {
  const script = file.replace(/\.ts$/, '.mjs');
  writeFileSync(script, toJavaScript(readFileSync(file, 'utf8')));
  const { code, output } = await run('node', [script]);
  return code === 0 ? [] : [`${readme}:${line}: the program ended with exit code ${code}\n${output}`];
}

/** @param {Package} owner */
function nameOf({ folder }) {
  return relative(ROOT, join(folder, 'README.md'));
}
