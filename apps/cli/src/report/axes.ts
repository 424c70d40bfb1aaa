import { formatNumber } from '../terminal/format.ts';
import type { Markup } from './escape.ts';
import { html } from './escape.ts';
import type { Extent, Scale } from './scale.ts';
import { exactScale, linearScale, logScale } from './scale.ts';

/** Size of a chart, and the part of it between the axes. */
export const WIDTH = 360;
export const HEIGHT = 210;
export const PLOT = { left: 48, right: WIDTH - 14, top: 14, bottom: HEIGHT - 38 };

/** Training steps, from the first to the last. */
export function stepScale(steps: Extent): Scale {
  return exactScale(steps, [PLOT.left, PLOT.right]);
}

/** Logarithmic when positive values span more than a factor of thirty, otherwise from zero or close to the values. */
export function valueScale(values: readonly number[]): Scale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const pixels = [PLOT.bottom, PLOT.top] as const;
  if (low > 0 && high / low > 30) return logScale([low, high], pixels);
  return linearScale([low > 0 && low < high * 0.6 ? 0 : low, high], pixels, 4);
}

/** Marks and lines of values. */
export function yAxis(y: Scale): Markup {
  const marks = y.ticks.map((tick) => {
    const at = y.position(tick).toFixed(1);
    return html`<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${at}" y2="${at}" />
      <text class="tick" x="${PLOT.left - 7}" y="${at}" dy="0.32em" text-anchor="end"
        >${shortNumber(tick)}</text
      >`;
  });
  return html`${marks}`;
}

/** Marks of training steps. */
export function xAxis(x: Scale): Markup {
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

/** A level to reach. */
export function targetLine(target: number | undefined, y: Scale): Markup | undefined {
  if (target === undefined) return undefined;
  const at = y.position(target).toFixed(1);
  return html`<line class="target" x1="${PLOT.left}" x2="${PLOT.right}" y1="${at}" y2="${at}" />
    <text class="target-label" x="${PLOT.left + 4}" y="${at}" dy="-0.4em"
      >target ${formatNumber(target)}</text
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
