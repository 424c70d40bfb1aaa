// Each package alone, as its users get it: packed, installed by npm in an empty project, its README's programs run in every Node that
// is supported, and bundled by Vite for a page in Chromium.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CHROMIUM_HINT, findChromium } from '../chromium.mjs';
import { readmePrograms, toJavaScript } from '../readme-code.mjs';
import { mustRun, run } from '../run.mjs';
import { publishedPackages, readWorkspace, ROOT, withDependencies } from '../workspace.mjs';
import { withBrowser } from './page.mjs';

/** @import { Package } from '../workspace.mjs' */
/** @typedef {{ owner: Package, folder: string, programs: string[] }} Project */

const NODE_VERSIONS = ['20', '22', '24'];
const MORE_PROGRAMS = { '@saccade/math': ['product-and-gradient.mjs'] };

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
 * @param {Package} owner
 * @param {string} folder
 */
function writePrograms(owner, folder) {
  const fromReadme = readmePrograms(readFileSync(join(owner.folder, 'README.md'), 'utf8')).map(
    ({ line, code }) => {
      const name = `readme-line-${line}.mjs`;
      writeFileSync(join(folder, name), toJavaScript(code));
      return name;
    },
  );
  const more = Object.entries(MORE_PROGRAMS).flatMap(([name, programs]) =>
    name === owner.name ? programs : [],
  );
  for (const name of more)
    copyFileSync(join(ROOT, 'tooling', 'checks', 'programs', name), join(folder, name));
  return [...fromReadme, ...more];
}

/** @param {Project[]} projects */
async function runInNodes(projects) {
  const problems = [];
  for (const version of NODE_VERSIONS) {
    const node = await findNode(version);
    for (const { owner, folder, programs } of projects)
      for (const program of programs) {
        const { code, output } = await run(node, [program], { cwd: folder });
        if (code !== 0)
          problems.push(
            `${owner.name}, installed alone, Node ${version}: ${program} ended with ${code}\n${output}`,
          );
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
