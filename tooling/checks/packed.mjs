// Each package alone, as its users get it: packed, installed by npm in an empty project, its README's programs run in every Node that
// is supported, and bundled by Vite for a page in Chromium.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CHROMIUM_HINT, findChromium } from '../chromium.mjs';
import { readmePrograms, toJavaScript } from '../readme-code.mjs';
import { mustRun, run } from '../run.mjs';
import { entriesOf, publishedPackages, readWorkspace, ROOT, withDependencies } from '../workspace.mjs';
import { readIfThere } from './check.mjs';
import { withBrowser } from './page.mjs';

/** @import { Package } from '../workspace.mjs' */
/** @typedef {{ owner: Package, folder: string, programs: string[] }} Project */

const NODE_VERSIONS = ['20', '22', '24'];
/** @type {Record<string, string[]>} */
const MORE_PROGRAMS = { '@saccade/math': ['product-and-gradient.mjs', 'compiled-training.mjs'] };

/** @type {import('./check.mjs').Check} */
export const packed = {
  name: 'packed',
  async run({ pack, scratch }) {
    const tarballs = await pack();
    const { packages, ...rest } = readWorkspace();
    const projects = [];
    for (const owner of publishedPackages({ packages, ...rest }))
      projects.push(await makeProject(owner, packages, tarballs, join(scratch, 'packed')));
    const problems = [...(await runInNodes(projects)), ...(await runInPages(projects))];
    return { problems, note: findChromium() ? undefined : `no page was tried: ${CHROMIUM_HINT}` };
  },
};

/**
 * An empty project that depends on one package; npm gets the others of the workspace from their tarballs too.
 * @param {Package} owner
 * @param {Package[]} packages
 * @param {Map<string, string>} tarballs
 * @param {string} parent
 * @returns {Promise<Project>}
 */
async function makeProject(owner, packages, tarballs, parent) {
  const folder = join(parent, basename(owner.folder));
  mkdirSync(folder, { recursive: true });
  const names = withDependencies(owner, packages).map(({ name }) => name);
  const [self, ...overrides] = names.map((name) => [name, `file:${tarballs.get(name)}`]);
  const manifest = {
    name: 'empty',
    private: true,
    type: 'module',
    dependencies: Object.fromEntries([self ?? []]),
    overrides: Object.fromEntries(overrides),
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  await mustRun('npm', ['install', ...flags], { cwd: folder });
  return { owner, folder, programs: writePrograms(owner, folder) };
}

/**
 * What a user might run: an import of each entry, the programs of the README, and more where we have more.
 * @param {Package} owner
 * @param {string} folder
 */
function writePrograms(owner, folder) {
  const programs = [{ name: 'imports.mjs', code: importProgram(owner) }];
  for (const { line, code } of readmePrograms(readIfThere(join(owner.folder, 'README.md')) ?? ''))
    programs.push({ name: `readme-line-${line}.mjs`, code: toJavaScript(code) });
  for (const name of MORE_PROGRAMS[owner.name] ?? [])
    programs.push({ name, code: readFileSync(join(ROOT, 'tooling', 'checks', 'programs', name), 'utf8') });
  for (const { name, code } of programs) writeFileSync(join(folder, name), code);
  return programs.map(({ name }) => name);
}

/**
 * The `testing` entries are left out: they need the test runner.
 * @param {Package} owner
 */
function importProgram(owner) {
  const names = entriesOf(owner).map(({ specifier }) => specifier);
  const used = names.filter((name) => !name.endsWith('/testing'));
  const lines = used.map((name, index) => `import * as entry${index} from '${name}';`);
  const tests = used.map(
    (name, index) => `if (Object.keys(entry${index}).length === 0) throw new Error('${name} is empty');`,
  );
  return [...lines, ...tests, ''].join('\n');
}

/**
 * Runs all programs. What they print must not depend on the Node.
 * @param {Project[]} projects
 */
async function runInNodes(projects) {
  const problems = [];
  /** @type {Map<string, string>} */
  const printed = new Map();
  for (const version of NODE_VERSIONS) {
    const node = await findNode(version);
    for (const { owner, folder, programs } of projects)
      for (const program of programs) {
        const { code, output } = await run(node, [program], { cwd: folder });
        const name = `${owner.name}, installed alone, Node ${version}: ${program}`;
        const first = printed.get(`${folder}/${program}`) ?? output;
        printed.set(`${folder}/${program}`, first);
        if (code !== 0) problems.push(`${name} ended with ${code}\n${output}`);
        else if (output !== first)
          problems.push(`${name} printed\n${output}but in Node ${NODE_VERSIONS[0]}\n${first}`);
      }
  }
  return problems;
}

/**
 * Path of a Node of this major version: the running one, or the one that npm has.
 * @param {string} version
 */
async function findNode(version) {
  if (process.versions.node.startsWith(`${version}.`)) return process.execPath;
  const output = await mustRun('npx', [
    '--yes',
    '--loglevel=error',
    '-p',
    `node@${version}`,
    'node',
    '-p',
    'process.execPath',
  ]);
  return output.trim().split('\n').at(-1) ?? '';
}

/** @param {Project[]} projects */
async function runInPages(projects) {
  const executable = findChromium();
  if (!executable) return [];
  return withBrowser(executable, async (runPage) => {
    const problems = [];
    for (const { owner, folder, programs } of projects)
      for (const program of programs) {
        const failure = await runPage(folder, program);
        if (failure) problems.push(`${owner.name}, bundled by Vite, Chromium: ${program}: ${failure}`);
      }
    return problems;
  });
}
