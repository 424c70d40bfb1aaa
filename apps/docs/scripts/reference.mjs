// The reference: a page for each module that packages export, from the docstrings of their sources.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application } from 'typedoc';
import { digest, readStamp, writeStamp } from '../../../tooling/freshness.mjs';
import { listFiles, publishedEntries, readWorkspace, ROOT } from '../../../tooling/workspace.mjs';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(HERE, 'pages', 'reference');

const STAMP = join(ROOT, 'node_modules', '.cache', 'saccade', 'reference.json');

/** Writes `pages/reference`, unless no source has changed since. Throws when it cannot be made. */
export async function makeReference() {
  const inputs = sources();
  const outputs = () => digest(ROOT, listFiles(OUT));
  const last = readStamp(STAMP);
  if (last?.inputs === inputs && last.outputs === outputs()) return;
  await writeReference();
  writeStamp(STAMP, { inputs, outputs: outputs() });
}

function sources() {
  const packages = readWorkspace().packages.filter(({ manifest }) => !manifest.private);
  const own = [fileURLToPath(import.meta.url), join(ROOT, 'pnpm-lock.yaml')];
  return digest(ROOT, [...own, ...packages.flatMap(({ folder }) => listFiles(join(folder, 'src')))]);
}

async function writeReference() {
  const entries = publishedEntries(readWorkspace()).filter(
    ({ specifier }) => !specifier.endsWith('/testing'),
  );
  const app = await Application.bootstrapWithPlugins(
    /** @type {import('typedoc').TypeDocOptions} */ ({
      plugin: ['typedoc-plugin-markdown'],
      entryPoints: entries.map(sourceOf),
      tsconfig: join(HERE, 'tsconfig.reference.json'),
      out: OUT,
      readme: 'none',
      router: 'module',
      hideBreadcrumbs: true,
      hidePageHeader: true,
      useCodeBlocks: true,
      expandObjects: false,
      parametersFormat: 'table',
      interfacePropertiesFormat: 'table',
      typeDeclarationFormat: 'table',
      sanitizeComments: true,
      excludeInternal: true,
      excludeExternals: true,
      disableSources: true,
      disableGit: true,
      githubPages: false,
      sort: ['source-order'],
      validation: { notExported: false, invalidLink: true, notDocumented: false },
      logLevel: 'Warn',
      basePath: join(HERE, '..', '..'),
    }),
  );
  const project = await app.convert();
  if (!project || app.logger.hasErrors()) throw new Error('typedoc: the reference could not be made');
  for (const module of project.children ?? []) module.name = nameOf(module.name, entries);
  rmSync(OUT, { recursive: true, force: true });
  await app.generateOutputs(project);
  // The plugin's own overview; ours has descriptions.
  rmSync(join(OUT, 'README.md'));
  writeFileSync(join(OUT, 'index.md'), overview(entries));
}

/** @import { Entry } from '../../../tooling/workspace.mjs' */

/** @param {Entry} entry */
function sourceOf({ code }) {
  return code.replace('/dist/', '/src/').replace(/\.js$/, '.ts');
}

/**
 * @param {string} path - as TypeDoc names a module, `packages/math/src/portable`
 * @param {readonly Entry[]} entries
 */
function nameOf(path, entries) {
  const found = entries.find((entry) =>
    [path, `${path}/index`].some((each) => sourceOf(entry).endsWith(`/${each}.ts`)),
  );
  return found?.specifier ?? path;
}

/** @param {readonly Entry[]} entries */
function overview(entries) {
  const rows = entries.map(({ specifier, owner }) => {
    const { description } = /** @type {{ description?: string }} */ (owner.manifest);
    return `| [\`${specifier}\`](./${specifier}.md) | ${description ?? ''} |`;
  });
  return [
    '# Reference',
    '',
    'Every name that the packages export, from their docstrings.',
    '',
    '| module | |',
    '| --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
