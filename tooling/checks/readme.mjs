// The code in the READMEs, and in the pages of the site, is type-checked against the built packages, then run.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { readmePrograms, toJavaScript } from '../readme-code.mjs';
import { run } from '../run.mjs';
import { findPackages, isInside, listFiles, publishedPackages, readWorkspace, ROOT } from '../workspace.mjs';
import { readIfThere } from './check.mjs';

/** @import { Package } from '../workspace.mjs' */
/** @typedef {{ readme: string, line: number, file: string }} Source A program of a README or page, as a file. */

const MAX_LINES = 60;
const SITE = '@saccade/docs';
/** Folder of the programs, in a package. */
const CODE = '.readme-code';

/** @type {import('./check.mjs').Check} */
export const readme = {
  name: 'readme',
  async run() {
    const packages = publishedPackages(readWorkspace());
    const site = findPackages().filter(({ name }) => name === SITE);
    const folders = [...packages, ...site].map(({ folder }) => join(folder, CODE));
    try {
      const sources = [
        ...packages.flatMap((owner) => writePrograms(owner, join(owner.folder, 'README.md'))),
        ...site.flatMap((owner) => pagesOf(owner).flatMap((page) => writePrograms(owner, page))),
      ];
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
 * The pages that are written by hand.
 * @param {Package} site
 */
function pagesOf({ folder }) {
  const made = join(folder, 'pages', 'reference');
  return listFiles(join(folder, 'pages')).filter((file) => file.endsWith('.md') && !isInside(file, made));
}

/**
 * Programs stand inside the package's folder, where Node finds the package by its own name and its dependencies by theirs.
 * @param {Package} owner
 * @param {string} text - path of the README or page
 * @returns {Source[]}
 */
function writePrograms(owner, text) {
  const folder = join(owner.folder, CODE);
  mkdirSync(folder, { recursive: true });
  const name = relative(owner.folder, text).replaceAll(/[^a-z-]/gi, '-');
  return readmePrograms(readIfThere(text) ?? '').map(({ line, code }) => {
    const file = join(folder, `${name}-line-${line}.ts`);
    writeFileSync(file, code);
    return { readme: relative(ROOT, text), line, file };
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
