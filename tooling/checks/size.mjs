// What each entry adds to a page: its own code, minified and compressed, without what it imports from other packages.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { publishedEntries, readJson, readWorkspace, ROOT } from '../workspace.mjs';

/** @import { Entry } from '../workspace.mjs' */

const LIMITS = join(ROOT, 'tooling', 'sizes.json');

/** @type {import('./check.mjs').Check} */
export const size = {
  name: 'size',
  async run() {
    /** @type {Record<string, number>} */
    const limits = readJson(LIMITS);
    const entries = publishedEntries(readWorkspace()).filter(
      ({ specifier }) => !specifier.endsWith('/testing'),
    );
    const sizes = await Promise.all(
      entries.map(async (entry) => ({ entry, bytes: await bundledBytes(entry) })),
    );
    const stray = Object.keys(limits).filter((name) => !entries.some(({ specifier }) => specifier === name));
    return {
      problems: [
        ...sizes.flatMap(({ entry, bytes }) => judge(entry.specifier, bytes, limits[entry.specifier])),
        ...stray.map((name) => `tooling/sizes.json limits ${name}, which no package exports.`),
      ],
      note: sizes.map(({ entry, bytes }) => `${entry.specifier} ${kilobytes(bytes)}`).join(', '),
    };
  },
};

/**
 * @param {string} specifier
 * @param {number} bytes
 * @param {number | undefined} limit - bytes
 */
export function judge(specifier, bytes, limit) {
  if (limit === undefined)
    return [
      `${specifier} has ${bytes} bytes and no limit. Give it one in tooling/sizes.json, about a tenth above.`,
    ];
  if (bytes > limit)
    return [
      `${specifier} has ${bytes} bytes, its limit is ${limit}. Make it smaller, or raise the limit in tooling/sizes.json and say why.`,
    ];
  return [];
}

/**
 * @param {Entry} entry
 * @returns {Promise<number>} bytes after gzip
 */
async function bundledBytes({ owner, code }) {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: owner.folder,
    build: {
      write: false,
      minify: true,
      lib: { entry: code, formats: ['es'] },
      rolldownOptions: { external: /^[@a-z]/ },
    },
  });
  const outputs = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  const text = outputs.map((each) => (each.type === 'chunk' ? each.code : '')).join('');
  return gzipSync(text, { level: 9 }).length;
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
