// Learning curves of several settings as small multiples: each chart shows one setting, and behind it, faint, all others, on
// the same axes. So any number of settings can be compared without colours and a legend.
import { HEIGHT, stepScale, targetLine, valueScale, WIDTH, xAxis, yAxis } from './axes.ts';
import { endMark, linePath } from './chart.ts';
import type { Markup } from './escape.ts';
import { html } from './escape.ts';
import type { Scale } from './scale.ts';

/** After `step` steps the mean over seeds was `value`; its interval. */
export interface BandPoint {
  readonly step: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The learning curve of one setting. */
export interface Band {
  /** Which setting; empty where there is only one. */
  readonly name: string;
  /** By step, ascending; at least two. */
  readonly points: readonly BandPoint[];
}

/** The learning curves of one metric. */
export interface BandCurves {
  readonly label: string;
  readonly unit?: string;
  /** What it measures. */
  readonly doc?: string;
  readonly bands: readonly Band[];
  /** A level to reach, drawn as a dashed line. */
  readonly target?: number;
}

/**
 * One chart for each band, as inline SVG that takes its colours from the page.
 * @param id - unique in the page.
 */
export function bandCharts({ label, unit, bands, target }: BandCurves, id: string): Markup[] {
  const points = bands.flatMap((band) => band.points);
  const x = stepScale(extent(points.map(({ step }) => step)));
  const y = valueScale(
    extent([...points.flatMap(({ low, high }) => [low, high]), ...(target === undefined ? [] : [target])]),
  );
  const axes = html`${yAxis(y)}${xAxis(x)}${targetLine(target, y)}`;
  const name = unit ? `${label} (${unit})` : label;
  const others = bands.length > 1 ? html`<use href="#${id}" />` : undefined;
  return bands.map(
    (band, index) =>
      html`<svg
        class="chart"
        viewBox="0 0 ${WIDTH} ${HEIGHT}"
        role="img"
        aria-label="${name} over training steps${band.name && `, ${band.name}`}"
      >
        ${index === 0 && others ? faintLines(bands, id, x, y) : undefined}${axes}${others}
        <path class="band" d="${bandPath(band, x, y)}" />
        <path class="trend" d="${linePath(band.points, x, y)}" />
        ${endMark(band.points.at(-1)!, x, y)}
      </svg>`,
  );
}

/** Drawn once, and shown by every chart. */
function faintLines(bands: readonly Band[], id: string, x: Scale, y: Scale): Markup {
  const path = bands.map(({ points }) => linePath(points, x, y)).join('');
  return html`<defs><path id="${id}" class="faint" d="${path}" /></defs>`;
}

/** The interval's upper edge from left to right, then its lower one back. */
function bandPath({ points }: Band, x: Scale, y: Scale): string {
  const upper = points.map(({ step, high }) => ({ step, value: high }));
  const lower = points.map(({ step, low }) => ({ step, value: low })).reverse();
  return `${linePath([...upper, ...lower], x, y)}Z`;
}

function extent(values: readonly number[]): [low: number, high: number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}
