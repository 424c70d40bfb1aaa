import { formatNumber } from '../terminal/format.ts';
import type { Markup } from './escape.ts';
import { html } from './escape.ts';
import { HEIGHT, PLOT, stepScale, targetLine, valueScale, WIDTH, xAxis, yAxis } from './axes.ts';
import type { Scale } from './scale.ts';
import type { Point } from './series.ts';
import { smooth, thin } from './series.ts';

/** A learning curve of one metric. */
export interface Curve {
  readonly label: string;
  readonly unit?: string;
  /** What it measures. */
  readonly doc?: string;
  readonly points: readonly Point[];
  /** A level to reach, drawn as a dashed line. */
  readonly target?: number;
}

const MAX_POINTS = 240;
/** From this many points on, the line is a running mean and the points themselves stand behind it, faint. */
const SMOOTH_FROM = 40;

/** The curve as inline SVG that takes its colours from the page; undefined when there is nothing to draw. */
export function lineChart(curve: Curve): Markup | undefined {
  const points = thin(curve.points, MAX_POINTS);
  if (points.length < 2) return undefined;
  const x = stepScale([points[0]!.step, points.at(-1)!.step]);
  const y = valueScale([...points.map(({ value }) => value), ...targetOf(curve)]);
  const trend = points.length < SMOOTH_FROM ? points : smooth(points, Math.ceil(points.length / 40));
  const name = curve.unit ? `${curve.label} (${curve.unit})` : curve.label;
  return html`<svg
    class="chart"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-label="${name} over training steps"
  >
    ${yAxis(y)}${xAxis(x)}${targetLine(curve.target, y)}
    ${trend === points ? undefined : html`<path class="raw" d="${linePath(points, x, y)}" />`}
    <path class="trend" d="${linePath(trend, x, y)}" />
    ${endMark(trend.at(-1)!, x, y)}
  </svg>`;
}

const targetOf = ({ target }: Curve): number[] => (target === undefined ? [] : [target]);

/** Points joined by straight lines, as the path of an SVG. */
export function linePath(points: readonly Point[], x: Scale, y: Scale): string {
  const corners = points.map(
    ({ step, value }) => `${x.position(step).toFixed(1)} ${y.position(value).toFixed(1)}`,
  );
  return `M${corners.join('L')}`;
}

/** The last value, as a dot with its number. */
export function endMark({ step, value }: Point, x: Scale, y: Scale): Markup {
  const at = y.position(value);
  const above = at - PLOT.top > 14;
  return html`<circle class="end" cx="${x.position(step).toFixed(1)}" cy="${at.toFixed(1)}" r="3" />
    <text
      class="end-label"
      x="${x.position(step).toFixed(1)}"
      y="${(above ? at - 8 : at + 16).toFixed(1)}"
      text-anchor="end"
      >${formatNumber(value)}</text
    >`;
}
