import { formatNumber } from '../terminal/format.ts';
import type { Style } from '../terminal/style.ts';
import { tableLines } from '../terminal/table.ts';
import type { Row } from './row.ts';

/** Rows for a person, on a terminal of this width. */
export function benchTable(rows: readonly Row[], style: Style, width?: number): string[] {
  const right = (title: string) => ({ title, align: 'right' }) as const;
  const ratios = ['vs uncompiled', 'vs eager', 'vs PyTorch'];
  const headings = ['compiled', 'uncompiled', 'eager', 'PyTorch', ...ratios, 'GFLOP/s', 'of limit'];
  const cells = rows.map((row) => [
    row.name,
    ...[row.compiledMs, row.uncompiledMs, row.eagerMs, row.torchMs].map(formatMilliseconds),
    ...[row.vsUncompiled, row.vsEager, row.vsTorch].map(formatRatio),
    formatNumber(Number(row.gflops.toPrecision(3))),
    `${formatNumber(Number((row.shareOfLimit * 100).toPrecision(2)))} %`,
  ]);
  return tableLines([{ title: 'work' }, ...headings.map(right)], cells, style, width);
}

/** Three digits, in µs below 0.1 ms. */
export function formatMilliseconds(ms: number | null): string | undefined {
  if (ms === null) return undefined;
  const [value, unit] = ms < 0.1 ? [ms * 1000, 'µs'] : [ms, 'ms'];
  return `${formatNumber(Number(value.toPrecision(3)))} ${unit}`;
}

/** `0.53×`, `6.2×`, `58×`. */
export function formatRatio(ratio: number | null): string | undefined {
  return ratio === null ? undefined : `${formatNumber(Number(ratio.toPrecision(2)))}×`;
}
