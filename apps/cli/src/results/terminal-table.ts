import type { Verdict } from '@saccade/experiments';
import type { Style } from '../terminal/style.ts';
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

/** Results for a terminal: one table, its rows under the setting that they belong to. */
export function terminalTable(comparisons: readonly Comparison[], style: Style, width: number): string[] {
  const figures = comparisons.flatMap((each) => each.figures);
  const right = (title: string) => ({ title, align: 'right' }) as const;
  const columns = [
    { title: 'metric' },
    right('paper'),
    { title: 'target' },
    right('ours'),
    { title: '95 % interval' },
  ];
  const [heading, rule, ...rows] = tableLines(
    columns,
    figures.map((figure) => cells(figure, style)),
    style,
  );
  const rowOf = new Map(figures.map((figure, index) => [figure, rows[index]!]));
  const blocks = comparisons.map((each) => [
    ...settingLines(each, style, width),
    ...each.figures.map((figure) => rowOf.get(figure)!),
    '',
  ]);
  return [heading!, rule!, ...blocks.flat(), ...wrapText(LEGEND, width).map(style.dim)];
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
    style.bold(settingWords(comparison.experiment, comparison)),
    ...indented(factWords(comparison)),
    ...indented(comparison.command),
  ];
}
