// The table of layers against what packages declare and import. The lint rule judges line by line in the editor;
// this sees what no single file shows: undeclared dependencies, cycles, packages without a layer.
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { isSource, judgeImport, packageOf } from '../layers.mjs';
import { listFiles, readJson, readWorkspace } from '../workspace.mjs';

/** @import { Manifest, Package, Workspace } from '../workspace.mjs' */

/** @type {import('./check.mjs').Check} */
export const layers = {
  name: 'layers',
  async run() {
    return { problems: layerProblems(readWorkspace()) };
  },
};

/**
 * Everything that disagrees with the table, one line each.
 * @param {Workspace} workspace
 * @returns {string[]}
 */
export function layerProblems(workspace) {
  return [
    ...tableProblems(workspace),
    ...workspace.packages.flatMap((owner) => manifestProblems(workspace, owner)),
    ...workspace.packages.flatMap((owner) => importProblems(workspace, owner)),
    ...cycleProblems(workspace),
  ];
}

/** @param {Workspace} workspace */
function tableProblems({ layers, packages }) {
  const missing = packages
    .filter(({ name }) => !layers[name])
    .map(({ name }) => `${name} is not in tooling/layers.json. Add it with its layer and its imports.`);
  const upwards = Object.entries(layers).flatMap(([name, { layer, imports }]) =>
    imports
      .filter((other) => !((layers[other]?.layer ?? Infinity) < layer))
      .map((other) => `tooling/layers.json lets ${name} import ${other}, which is not in a lower layer.`),
  );
  return [...missing, ...upwards];
}

/**
 * @param {Workspace} workspace
 * @param {Package} owner
 */
function manifestProblems(workspace, owner) {
  return Object.keys(declared(owner.manifest))
    .map((name) => judgeImport(workspace, join(owner.folder, 'package.json'), name))
    .filter((problem) => problem !== undefined)
    .map((problem) => `${relative(workspace.root, owner.folder)}/package.json: ${problem}`);
}

/**
 * @param {Workspace} workspace
 * @param {Package} owner
 */
function importProblems(workspace, owner) {
  const shared = Object.keys(readRootManifest(workspace.root).devDependencies ?? {});
  return listFiles(owner.folder)
    .filter((file) => /\.(ts|mjs)$/.test(file) && !file.startsWith(join(owner.folder, 'dist')))
    .filter((file) => !file.startsWith(join(owner.folder, 'assembly')))
    .flatMap((file) =>
      importsOf(file)
        .map((name) => judgeImport(workspace, file, name) ?? judgeDeclaration(owner, file, name, shared))
        .filter((problem) => problem !== undefined)
        .map((problem) => `${relative(workspace.root, file)}: ${problem}`),
    );
}

/**
 * What users get must be declared by the package; tests may also use the tools of the repository.
 * @param {Package} owner
 * @param {string} file
 * @param {string} specifier
 * @param {string[]} shared
 */
function judgeDeclaration(owner, file, specifier, shared) {
  const name = packageOf(specifier);
  if (specifier.startsWith('.') || specifier.startsWith('node:') || builtinModules.includes(name))
    return undefined;
  const { dependencies, peerDependencies } = owner.manifest;
  const atRunTime = { ...dependencies, ...peerDependencies };
  if (name in atRunTime || name === owner.name) return undefined;
  if (!isSource(owner, file))
    return name in declared(owner.manifest) || shared.includes(name)
      ? undefined
      : `'${specifier}' is not in package.json. Add ${name} to devDependencies, with its version in the catalog.`;
  return (
    `'${specifier}' is not among the dependencies of ${owner.name}, so it would be missing where the package is installed alone. ` +
    `Add ${name} to dependencies in package.json.`
  );
}

/** @param {Workspace} workspace */
function cycleProblems({ packages }) {
  /** @type {Map<string, string[]>} */
  const edges = new Map(packages.map(({ name, manifest }) => [name, Object.keys(declared(manifest))]));
  const cycles = packages
    .map(({ name }) => findCycle(edges, name, []))
    .filter((cycle) => cycle !== undefined);
  return cycles.map((cycle) => `package.json files form a cycle: ${cycle.join(' → ')}.`).slice(0, 1);
}

/**
 * @param {Map<string, string[]>} edges
 * @param {string} name
 * @param {string[]} path
 * @returns {string[] | undefined}
 */
function findCycle(edges, name, path) {
  if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
  for (const next of edges.get(name) ?? []) {
    const cycle = findCycle(edges, next, [...path, name]);
    if (cycle) return cycle;
  }
  return undefined;
}

/** @param {string} file */
function importsOf(file) {
  return ts
    .preProcessFile(readFileSync(file, 'utf8'), true, true)
    .importedFiles.map(({ fileName }) => fileName);
}

/** @param {Manifest} manifest */
function declared({ dependencies, devDependencies, peerDependencies }) {
  return { ...dependencies, ...devDependencies, ...peerDependencies };
}

/**
 * @param {string} root
 * @returns {Manifest}
 */
function readRootManifest(root) {
  return readJson(join(root, 'package.json'));
}
