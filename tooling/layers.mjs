// Judges one import by the table in layers.json. The lint rule and the check of the whole tree both ask here.
import { dirname, relative, resolve, sep } from 'node:path';
import { isInside } from './workspace.mjs';

/** @import { Package, Workspace } from './workspace.mjs' */

const SCOPE = '@saccade/';

/**
 * Says what is wrong with an import, why, and what to do instead; undefined when it is right or not ours to judge.
 * @param {Workspace} workspace
 * @param {string} file - absolute path of the importing file
 * @param {string} specifier - what it imports, as written
 * @returns {string | undefined}
 */
export function judgeImport(workspace, file, specifier) {
  const owner = workspace.packages.find(({ folder }) => isInside(file, folder));
  if (!owner) return undefined;
  if (specifier.startsWith('.')) return judgeRelative(workspace, owner, file, specifier);
  if (specifier.startsWith(SCOPE)) return judgePackage(workspace, owner, file, specifier);
  return undefined;
}

/**
 * Whether a file is one that its package publishes, not a test, bench or script.
 * @param {Package} owner
 * @param {string} file
 */
export function isSource(owner, file) {
  return isInside(file, resolve(owner.folder, 'src'));
}

/**
 * The package that an import by name asks for: `@saccade/math/testing` → `@saccade/math`, `vitest/node` → `vitest`.
 * @param {string} specifier
 */
export function packageOf(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/**
 * @param {Workspace} workspace
 * @param {Package} owner
 * @param {string} file
 * @param {string} specifier
 */
function judgeRelative({ root, packages }, owner, file, specifier) {
  const target = resolve(dirname(file), specifier);
  if (isInside(target, owner.folder)) return undefined;
  if (isInside(target, resolve(root, 'tooling')) && !isSource(owner, file)) return undefined;
  const other = packages.find(({ folder }) => isInside(target, folder));
  const place = other?.name ?? relative(root, target).split(sep).join('/');
  const instead = other
    ? `Import what ${other.name} exports, by its name; if it does not export what you need, export it there.`
    : 'Move the file into the package, or pass its content in as an argument.';
  return (
    `'${specifier}' leaves ${owner.name} and reaches into ${place}. Once published, a package has only its own files, ` +
    `and nobody can change a file that others reach into. ${instead}`
  );
}

/**
 * @param {Workspace} workspace
 * @param {Package} owner
 * @param {string} file
 * @param {string} specifier
 */
function judgePackage(workspace, owner, file, specifier) {
  const name = packageOf(specifier);
  if (name === owner.name) return isSource(owner, file) ? selfImport(owner, specifier) : undefined;
  return judgeLayer(workspace, owner, name) ?? judgeSubpath(workspace, owner, file, specifier);
}

/**
 * @param {Package} owner
 * @param {string} specifier
 */
function selfImport(owner, specifier) {
  return (
    `${owner.name} imports itself as '${specifier}'. That goes round through index.ts and makes import cycles. ` +
    `Import the file that has it, by its relative path.`
  );
}

/**
 * @param {Workspace} workspace
 * @param {Package} owner
 * @param {string} name
 */
function judgeLayer({ layers }, owner, name) {
  const from = layers[owner.name];
  const to = layers[name];
  if (!from)
    return `${owner.name} is not in tooling/layers.json. Add it with its layer and the packages that it may import.`;
  if (!to)
    return `${name} is not in tooling/layers.json. Is the name right? The packages are: ${Object.keys(layers).join(', ')}.`;
  if (from.imports.includes(name)) return undefined;
  return (
    `${owner.name} (layer ${from.layer}) must not import ${name} (layer ${to.layer}). ${whyNot(from.layer, to.layer)} ` +
    `${owner.name} may import: ${from.imports.join(', ') || 'nothing'} (tooling/layers.json).`
  );
}

/**
 * @param {number} from
 * @param {number} to
 */
function whyNot(from, to) {
  if (to > from)
    return (
      'Imports go downwards only, so that a layer can be understood and changed without reading the ones above. ' +
      'Move what both need into a lower layer, or take it as an argument.'
    );
  if (to === from)
    return (
      'Packages of one layer do not import each other, so that each can be used alone. ' +
      'Let them meet in a contract of a lower layer.'
    );
  return (
    'It is lower, but not among the packages that this one builds on. Use what those export; ' +
    'if the dependency is right, add it to the table and to package.json in the same change.'
  );
}

/**
 * @param {Workspace} workspace
 * @param {Package} owner
 * @param {string} file
 * @param {string} specifier
 */
function judgeSubpath({ packages }, owner, file, specifier) {
  const target = packages.find(({ name }) => name === packageOf(specifier));
  if (!target) return undefined;
  const offered = Object.keys(target.manifest.exports ?? {}).map((key) => target.name + key.slice(1));
  if (!offered.includes(specifier))
    return (
      `'${specifier}' reaches into the files of ${target.name}. Its files may move at any time; its exports are its promise. ` +
      `Import one of: ${offered.filter((each) => !each.endsWith('.json')).join(', ')}. If something is missing there, export it by name.`
    );
  if (
    specifier.endsWith('/testing') &&
    isSource(owner, file) &&
    !isInside(file, resolve(owner.folder, 'src', 'testing'))
  )
    return (
      `'${specifier}' is for tests: it needs the test runner, which users of ${owner.name} do not have. ` +
      `Import it in test/, bench/ or src/testing/ only.`
    );
  return undefined;
}
