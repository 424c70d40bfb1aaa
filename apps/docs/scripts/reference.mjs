// The reference: a page for each module that packages export, from the docstrings of their sources.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application } from 'typedoc';
import { publishedEntries, readWorkspace } from '../../../tooling/workspace.mjs';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(HERE, 'pages', 'reference');

/** Writes `pages/reference`. Throws when a docstring links to what is not there. */
export async function makeReference() {
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
