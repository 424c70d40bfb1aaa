// What the tools know about the workspace: its root, its packages, its table of layers.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Manifest The fields of a package.json that the tools read.
 * @property {string} name
 * @property {string} version
 * @property {boolean} [private]
 * @property {Record<string, unknown>} [exports]
 * @property {{ exports?: Record<string, PublishedExport | string> }} [publishConfig]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string>} [peerDependencies]
 *
 * @typedef {{ types: string, default: string }} PublishedExport
 *
 * @typedef {object} Package
 * @property {string} name
 * @property {string} folder Absolute path.
 * @property {Manifest} manifest
 *
 * @typedef {object} Entry One thing that users can import.
 * @property {Package} owner
 * @property {string} specifier As in `import … from '@saccade/math/portable'`.
 * @property {string} types Absolute path of its declarations.
 * @property {string} code Absolute path of its module.
 *
 * @typedef {Record<string, { layer: number, imports: string[] }>} Layers
 * @typedef {{ root: string, layers: Layers, packages: Package[] }} Workspace
 */

/** Absolute path of the repository. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Reads the packages and the table of layers below `root`.
 * @param {string} [root]
 * @returns {Workspace}
 */
export function readWorkspace(root = ROOT) {
  return { root, layers: readJson(join(root, 'tooling', 'layers.json')), packages: findPackages(root) };
}

/**
 * The packages of `packages/` and `apps/`, sorted by folder.
 * @param {string} [root]
 * @returns {Package[]}
 */
export function findPackages(root = ROOT) {
  return ['apps', 'packages']
    .map((group) => join(root, group))
    .filter((group) => existsSync(group))
    .flatMap((group) => readdirSync(group).map((name) => join(group, name)))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .sort()
    .map((folder) => readPackage(folder));
}

/**
 * The packages that are published, lowest layer first.
 * @param {Workspace} workspace
 */
export function publishedPackages({ layers, packages }) {
  return packages
    .filter(({ manifest }) => !manifest.private)
    .sort((a, b) => (layers[a.name]?.layer ?? 0) - (layers[b.name]?.layer ?? 0));
}

/**
 * The modules that published packages export, lowest layer first.
 * @param {Workspace} workspace
 */
export function publishedEntries(workspace) {
  return publishedPackages(workspace).flatMap(entriesOf);
}

/**
 * The modules that a package exports once it is published.
 * @param {Package} owner
 * @returns {Entry[]}
 */
export function entriesOf(owner) {
  return Object.entries(owner.manifest.publishConfig?.exports ?? {}).flatMap(([key, value]) => {
    if (typeof value === 'string') return [];
    const specifier = owner.name + key.slice(1);
    return [
      { owner, specifier, types: join(owner.folder, value.types), code: join(owner.folder, value.default) },
    ];
  });
}

/**
 * `first` and all workspace packages that it needs at run time, lowest last.
 * @param {Package} first
 * @param {Package[]} packages
 */
export function withDependencies(first, packages) {
  const found = new Set([first]);
  for (const each of found)
    for (const name of Object.keys(each.manifest.dependencies ?? {})) {
      const dependency = packages.find((other) => other.name === name);
      if (dependency) found.add(dependency);
    }
  return [...found];
}

/**
 * All files below `folder`, absolute, without `node_modules` and hidden folders; none when the folder is missing.
 * @param {string} folder
 * @returns {string[]}
 */
export function listFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

/**
 * Whether `path` lies in `folder` (or is it).
 * @param {string} path
 * @param {string} folder
 */
export function isInside(path, folder) {
  return path === folder || path.startsWith(folder + sep);
}

/** @param {string} path */
export function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** @param {string} folder */
function readPackage(folder) {
  /** @type {Manifest} */
  const manifest = readJson(join(folder, 'package.json'));
  return { name: manifest.name, folder, manifest };
}
