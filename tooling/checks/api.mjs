// What each package promises: api-extractor's report of every entry, committed in `packages/*/api`. A change of the promise shows in review.
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { publishedEntries, readWorkspace, ROOT } from '../workspace.mjs';
import { readIfThere } from './check.mjs';

/** @import { IExtractorMessagesConfig } from '@microsoft/api-extractor' */
/** @import { Entry } from '../workspace.mjs' */

const HOW =
  'If that is what you want, run `npx pnpm@10 check-all api --update`, commit it, and add a changeset.';

const COMPILER = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2023', 'WebWorker'],
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    strict: true,
    skipLibCheck: true,
    types: [],
  },
};

const SILENT = { logLevel: ExtractorLogLevel.None };

/** @type {IExtractorMessagesConfig} */
const MESSAGES = {
  compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
  extractorMessageReporting: {
    default: SILENT,
    'ae-forgotten-export': { ...SILENT, addToApiReportFile: true },
  },
  tsdocMessageReporting: { default: SILENT },
};

/** @type {import('./check.mjs').Check} */
export const api = {
  name: 'api',
  async run({ update, scratch }) {
    const entries = publishedEntries(readWorkspace());
    const problems = entries.flatMap((entry) => entryProblems(entry, scratch, update));
    return { problems: [...problems, ...strayReports(entries, update)] };
  },
};

/**
 * @param {Entry} entry
 * @param {string} scratch
 * @param {boolean} update
 */
function entryProblems(entry, scratch, update) {
  const committed = reportFile(entry);
  const { text, errors } = extract(entry, join(scratch, 'api'));
  if (errors.length > 0) return errors.map((error) => `${entry.specifier}: ${error}`);
  if (text === readIfThere(committed)) return [];
  if (!update)
    return [
      `${relative(ROOT, committed)} does not say what ${entry.specifier} exports now.\n${difference(committed, text)}${HOW}`,
    ];
  mkdirSync(join(committed, '..'), { recursive: true });
  writeFileSync(committed, text);
  return [];
}

/**
 * Reports of entries that are gone.
 * @param {Entry[]} entries
 * @param {boolean} update
 */
function strayReports(entries, update) {
  const expected = new Set(entries.map(reportFile));
  const folders = [...new Set(entries.map(({ owner }) => join(owner.folder, 'api')))];
  const strays = folders.flatMap(reportsIn).filter((file) => !expected.has(file));
  if (update) strays.forEach((file) => rmSync(file));
  return update
    ? []
    : strays.map((file) => `${relative(ROOT, file)} belongs to no entry of its package. ${HOW}`);
}

/** @param {string} folder */
function reportsIn(folder) {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/**
 * @param {Entry} entry
 * @param {string} folder
 */
function extract({ owner, specifier, types }, folder) {
  mkdirSync(folder, { recursive: true });
  const reportFileName = `${specifier.replaceAll(/[@/]/g, '_')}.api.md`;
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(owner.folder, 'package.json'),
    configObject: {
      projectFolder: owner.folder,
      mainEntryPointFilePath: types,
      compiler: { overrideTsconfig: COMPILER },
      apiReport: {
        enabled: true,
        reportFolder: folder,
        reportTempFolder: join(folder, 'new'),
        reportFileName,
      },
      docModel: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: MESSAGES,
      newlineKind: 'lf',
    },
  });
  /** @type {string[]} */
  const errors = [];
  Extractor.invoke(config, {
    localBuild: true,
    messageCallback(message) {
      const matters = message.logLevel === 'error' || message.logLevel === 'warning';
      if (matters && message.category !== 'console') errors.push(message.text);
      message.handled = true;
    },
  });
  return { errors, text: readIfThere(join(folder, reportFileName)) ?? '' };
}

/** @param {Entry} entry */
function reportFile({ owner, specifier }) {
  const name = specifier.slice('@saccade/'.length).replaceAll('/', '-');
  return join(owner.folder, 'api', `${name}.api.md`);
}

/**
 * The first lines that differ.
 * @param {string} committed
 * @param {string} text
 */
function difference(committed, text) {
  const before = (readIfThere(committed) ?? '').split('\n');
  const after = text.split('\n');
  const gone = before.filter((line) => !after.includes(line)).map((line) => `- ${line}\n`);
  const come = after.filter((line) => !before.includes(line)).map((line) => `+ ${line}\n`);
  return [...gone.slice(0, 15), ...come.slice(0, 15)].join('');
}
