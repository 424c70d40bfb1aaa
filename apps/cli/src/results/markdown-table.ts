import { textWidth } from '../terminal/style.ts';
import type { Comparison, Figure } from './compare-setting.ts';
import { settingWords } from './compare-setting.ts';
import {
  baselinesOf,
  commitWords,
  intervalWords,
  LEGEND,
  metricTitle,
  optionalNumber,
  targetWords,
  timeWords,
  VERDICT_MARKS,
} from './figure-words.ts';
import type { Baseline } from '../training/baselines.ts';

/** Results as Markdown, laid out as Prettier lays it out: a table, what its marks mean, and the commands. */
export function markdownTable(comparisons: readonly Comparison[]): string[] {
  const baselines = baselinesOf(comparisons);
  const headings = [
    ...['`saccade train …`', 'metric', 'paper', 'target', 'ours', '95 % interval'],
    ...[...baselines, 'seeds', 'each', 'commit'],
  ];
  const rows = comparisons.flatMap((each) =>
    each.figures.map((figure, index) => cells(each, figure, baselines, index === 0)),
  );
  const commands = comparisons.map(({ command }) => command);
  return [...alignedTable(headings, rows), '', LEGEND, '', '```', ...commands, '```'];
}

/** What is true of the whole setting stands in its first row. */
function cells(
  comparison: Comparison,
  figure: Figure,
  baselines: readonly Baseline[],
  first: boolean,
): string[] {
  const setting = [String(comparison.seeds.length), timeWords(comparison), commitWords(comparison)];
  return [
    first ? `\`${settingWords(comparison.experiment, comparison)}\`` : '',
    ...[metricTitle(figure), optionalNumber(figure.paper) ?? '–'],
    ...[
      `${VERDICT_MARKS[figure.verdict]} ${targetWords(figure)}`,
      optionalNumber(figure.ours)!,
      intervalWords(figure) ?? '–',
    ],
    ...baselines.map((name) => optionalNumber(figure.baselines[name]) ?? '–'),
    ...setting.map((text) => (first ? text : '')),
  ].map((text) => text.replaceAll('|', '\\|'));
}

function alignedTable(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = headings.map((title, index) =>
    Math.max(3, textWidth(title), ...rows.map((row) => textWidth(row[index]!))),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, index) => cell + ' '.repeat(widths[index]! - textWidth(cell))).join(' | ')} |`;
  return [line(headings), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}
