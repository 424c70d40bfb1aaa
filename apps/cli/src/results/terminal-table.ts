import type { Verdict } from '@saccade/experiments';
import type { Style } from '../terminal/style.ts';
import { textWidth } from '../terminal/style.ts';
import { tableLines } from '../terminal/table.ts';
import { wrapText } from '../terminal/wrap.ts';
import type { Comparison, Figure } from './compare-setting.ts';
import { settingWords } from './compare-setting.ts';
import {
  factWords,
  intervalWords,
  LEGEND,
  metricTitle,
  optionalNumber,
  targetWords,
  VERDICT_MARKS,
} from './figure-words.ts';

const right = (title: string) => ({ title, align: 'right' }) as const;
const COLUMNS = [
  { title: 'metric' },
  right('paper'),
  { title: 'target' },
  right('ours'),
  { title: '95 % interval' },
];

/**
 * Results for a terminal: one table, its rows under the setting that they belong to.
 * @param width - of the terminal. Where the table is wider, each setting has its own, folded into the width.
 */
export function terminalTable(comparisons: readonly Comparison[], style: Style, width: number): string[] {
  const figures = comparisons.flatMap((each) => each.figures);
  const [heading, rule, ...rows] = tableLines(
    COLUMNS,
    figures.map((figure) => cells(figure, style)),
    style,
  );
  const rowOf = new Map(figures.map((figure, index) => [figure, rows[index]!]));
  const fits = textWidth(rule!) <= width;
  const blocks = comparisons.map((each) => [
    ...settingLines(each, style, width),
    ...(fits ? each.figures.map((figure) => rowOf.get(figure)!) : ownTable(each, style, width)),
    '',
  ]);
  const head = fits ? [heading!, rule!] : [];
  return [...head, ...blocks.flat(), ...wrapText(LEGEND, width).map(style.dim)];
}

function ownTable({ figures }: Comparison, style: Style, width: number): string[] {
  const rows = figures.map((figure) => cells(figure, style));
  return tableLines(COLUMNS, rows, style, width);
}

function cells(figure: Figure, style: Style): (string | undefined)[] {
  const mark = verdictMark(figure.verdict, style);
  return [
    `  ${metricTitle(figure)}`,
    optionalNumber(figure.paper),
    `${mark} ${targetWords(figure)}`,
    optionalNumber(figure.ours),
    intervalWords(figure),
  ];
}

/** A verdict's mark in its colour. */
export function verdictMark(verdict: Verdict, { good, bad, accent }: Style): string {
  return { reached: good, unclear: accent, missed: bad }[verdict](VERDICT_MARKS[verdict]);
}

function settingLines(comparison: Comparison, style: Style, width: number): string[] {
  const indented = (text: string) => wrapText(text, width - 2).map((line) => style.dim(`  ${line}`));
  return [
    ...wrapText(settingWords(comparison.experiment, comparison), width).map(style.bold),
    ...indented(factWords(comparison)),
    ...indented(comparison.command),
  ];
}
