import type { ReportDrawing } from './types.ts';

/** Drawings that belong together. */
export interface Gallery {
  readonly drawings: readonly ReportDrawing[];
  /** Said once, where all drawings have the same caption. */
  readonly caption?: string;
  /** Drawings in a row: as many as the titles take to come round again; undefined where the page decides. */
  readonly columns?: number;
}

/**
 * Puts neighbouring drawings together: those with the same caption share it, and those whose titles come round again
 * (`before, after, before, after`) stand in rows of one round. Every other drawing stands alone. The order is kept.
 */
export function galleries(drawings: readonly ReportDrawing[]): Gallery[] {
  const [first, ...rest] = drawings;
  if (!first) return [];
  const same = 1 + prefixLength(rest, ({ caption }) => caption === first.caption);
  if (same > 1)
    return [
      { drawings: drawings.slice(0, same), caption: first.caption },
      ...galleries(drawings.slice(same)),
    ];
  const round = roundLength(drawings);
  if (round === undefined) return [{ drawings: [first] }, ...galleries(rest)];
  const length =
    round +
    prefixLength(drawings.slice(round), ({ title }, index) => title === drawings[index % round]!.title);
  return [{ drawings: drawings.slice(0, length), columns: round }, ...galleries(drawings.slice(length))];
}

/** After how many drawings all their titles come again in the same order, at least two; undefined when they do not. */
function roundLength(drawings: readonly ReportDrawing[]): number | undefined {
  const round = drawings.findIndex(({ title }, index) => index > 1 && title === drawings[0]!.title);
  const again = (index: number) => drawings[round + index]?.title === drawings[index]!.title;
  return round > 0 && Array.from({ length: round }, (_, index) => index).every(again) ? round : undefined;
}

function prefixLength<T>(items: readonly T[], holds: (item: T, index: number) => boolean): number {
  const end = items.findIndex((item, index) => !holds(item, index));
  return end < 0 ? items.length : end;
}
