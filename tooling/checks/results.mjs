// The README's table of results is what the command prints of the committed ones, and they hold: no experiment has changed since.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../run.mjs';
import { ROOT } from '../workspace.mjs';

const BEGIN = '<!-- begin: saccade compare --format markdown -->';
const END = '<!-- end -->';
const README = join(ROOT, 'README.md');

/** @type {import('./check.mjs').Check} */
export const results = {
  name: 'results',
  async run({ update }) {
    const table = await saccade('compare', '--format', 'markdown');
    if (table.code !== 0) return { problems: [table.output] };
    const held = await saccade('compare', '--check');
    return { problems: [...tableProblems(table.output, update), ...(held.code === 0 ? [] : [held.output])] };
  },
};

/** @param {string[]} args */
function saccade(...args) {
  return run('node', [join(ROOT, 'apps/cli/dist/main.js'), ...args]);
}

/**
 * @param {string} table
 * @param {boolean} update
 */
function tableProblems(table, update) {
  const text = readFileSync(README, 'utf8');
  const wanted = withTable(text, table);
  if (wanted === undefined) return [`README.md has no ${BEGIN} … ${END}`];
  if (wanted === text) return [];
  if (!update) return ['README.md: its results differ from the committed ones; check-all results --update'];
  writeFileSync(README, wanted);
  return [];
}

/**
 * The text with this table between its marks; undefined when it has none.
 * @param {string} text
 * @param {string} table
 */
export function withTable(text, table) {
  const [before, ...rest] = text.split(BEGIN);
  const after = rest.join(BEGIN).split(END);
  if (rest.length !== 1 || after.length !== 2) return undefined;
  return `${before}${BEGIN}\n\n${table}\n${END}${after[1]}`;
}
