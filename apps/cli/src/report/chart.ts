import { formatNumber } from '../terminal/format.ts';
import type { Markup } from './escape.ts';
import { html } from './escape.ts';
import type { Scale } from './scale.ts';
import { exactScale, linearScale, logScale } from './scale.ts';
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

const WIDTH = 360;
const HEIGHT = 210;
const PLOT = { left: 48, right: WIDTH - 14, top: 14, bottom: HEIGHT - 38 };
const MAX_POINTS = 240;
/** From this many points on, the line is a running mean and the points themselves stand behind it, faint. */
const SMOOTH_FROM = 40;

/** The curve as inline SVG that takes its colours from the page; undefined when there is nothing to draw. */
export function lineChart(curve: Curve): Markup | undefined {
  const points = thin(curve.points, MAX_POINTS);
  if (points.length < 2) return undefined;
  const x = exactScale([points[0]!.step, points.at(-1)!.step], [PLOT.left, PLOT.right]);
  const y = valueScale(points, curve.target);
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

/** Logarithmic when positive values span more than a factor of thirty, otherwise from zero or close to the values. */
function valueScale(points: readonly Point[], target: number | undefined): Scale {
  const values = [...points.map(({ value }) => value), ...(target === undefined ? [] : [target])];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const pixels = [PLOT.bottom, PLOT.top] as const;
  if (low > 0 && high / low > 30) return logScale([low, high], pixels);
  return linearScale([low > 0 && low < high * 0.6 ? 0 : low, high], pixels, 4);
}

function linePath(points: readonly Point[], x: Scale, y: Scale): string {
  const corners = points.map(
    ({ step, value }) => `${x.position(step).toFixed(1)} ${y.position(value).toFixed(1)}`,
  );
  return `M${corners.join('L')}`;
}

function yAxis(y: Scale): Markup {
  const marks = y.ticks.map((tick) => {
    const at = y.position(tick).toFixed(1);
    return html`<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${at}" y2="${at}" />
      <text class="tick" x="${PLOT.left - 7}" y="${at}" dy="0.32em" text-anchor="end"
        >${shortNumber(tick)}</text
      >`;
  });
  return html`${marks}`;
}

function xAxis(x: Scale): Markup {
  const marks = x.ticks.map((tick) => {
    const at = x.position(tick).toFixed(1);
    return html`<line class="axis" x1="${at}" x2="${at}" y1="${PLOT.bottom}" y2="${PLOT.bottom + 4}" />
      <text class="tick" x="${at}" y="${PLOT.bottom + 16}" text-anchor="middle">${shortNumber(tick)}</text>`;
  });
  const line = html`<line
    class="axis"
    x1="${PLOT.left}"
    x2="${PLOT.right}"
    y1="${PLOT.bottom}"
    y2="${PLOT.bottom}"
  />`;
  const middle = (PLOT.left + PLOT.right) / 2;
  return html`${line}${marks}<text class="tick" x="${middle}" y="${HEIGHT - 5}" text-anchor="middle"
      >training step</text
    >`;
}

function targetLine(target: number | undefined, y: Scale): Markup | undefined {
  if (target === undefined) return undefined;
  const at = y.position(target).toFixed(1);
  return html`<line class="target" x1="${PLOT.left}" x2="${PLOT.right}" y1="${at}" y2="${at}" />
    <text class="target-label" x="${PLOT.left + 4}" y="${at}" dy="-0.4em"
      >target ${formatNumber(target)}</text
    >`;
}

function endMark({ step, value }: Point, x: Scale, y: Scale): Markup {
  const at = y.position(value);
  const above = at - PLOT.top > 14;
  return html`<circle class="end" cx="${x.position(step).toFixed(1)}" cy="${at.toFixed(1)}" r="3" />
    <text class="end-label" x="${PLOT.right}" y="${(above ? at - 8 : at + 16).toFixed(1)}" text-anchor="end"
      >${formatNumber(value)}</text
    >`;
}

/** A mark's number, short enough for an axis: 20000 → 20k, 0.0001 → 1e-4. */
function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  if (size >= 1e3) return `${Number((value / 1e3).toPrecision(3))}k`;
  return size !== 0 && size < 1e-3
    ? value.toExponential().replace('e-', 'e−')
    : String(value).replace('-', '−');
}
