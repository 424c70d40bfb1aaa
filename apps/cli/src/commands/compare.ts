import { UsageError } from '../errors.ts';
import { quote } from '../parse.ts';
import { comparisonPage } from '../report/comparison-page.ts';
import { checkCommitted } from '../results/check-committed.ts';
import { resultsFolder } from '../results/committed-file.ts';
import { compareSetting } from '../results/compare-setting.ts';
import { markdownTable } from '../results/markdown-table.ts';
import { readCommitted } from '../results/read-committed.ts';
import { terminalTable } from '../results/terminal-table.ts';
import { writeAtomic } from '../runs/atomic-write.ts';
import type { OutputOptions } from '../terminal/output.ts';
import { outputFor } from '../terminal/output.ts';

type Format = 'markdown' | 'html';

/** Flags of `saccade compare`. */
export interface CompareFlags extends OutputOptions {
  readonly format?: Format;
  readonly out?: string;
  readonly check?: boolean;
  readonly results?: string;
}

/** `saccade compare [experiment …]`: committed results beside papers and targets; with `--check`, whether they still hold. */
export async function compare(names: readonly string[], flags: CompareFlags): Promise<void> {
  const format = flags.format ?? formatByName(flags.out);
  const committed = readCommitted(names, flags.results ?? resultsFolder());
  const output = outputFor(flags);
  if (flags.check) return checkCommitted(committed, output);
  const comparisons = committed.map(compareSetting);
  output.json({ results: comparisons });
  const lines = {
    terminal: () => terminalTable(comparisons, output.style, output.width),
    markdown: () => markdownTable(comparisons),
    html: () => [comparisonPage(comparisons)],
  }[format ?? 'terminal']();
  if (flags.out === undefined) return output.answer(...lines);
  writeAtomic(flags.out, `${lines.join('\n')}\n`);
  output.answer(flags.out);
}

function formatByName(out: string | undefined): Format | undefined {
  if (out === undefined) return undefined;
  if (/\.html?$/i.test(out)) return 'html';
  if (/\.(md|markdown)$/i.test(out)) return 'markdown';
  throw new UsageError(
    `--out needs --format markdown or html, or a name that ends in .md or .html, got ${quote(out)}`,
  );
}
