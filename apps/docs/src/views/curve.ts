import type uPlot from 'uplot';
import type { Training } from '../live/about.ts';
import type { Slice } from '../live/protocol.ts';

const HEIGHT = 180;
const COLOURS = ['--ink-blue', '--ink-orange', '--ink-green'];

/** Steps, then a column for each curve; a slice that lacks a metric has a gap. Zero has no logarithm. */
export function curveData({ curves }: Training, slices: readonly Slice[]): uPlot.AlignedData {
  const columns = curves.map(({ metric }) =>
    slices.map(({ metrics }) => (metrics[metric] > 0 ? metrics[metric] : null)),
  );
  return [slices.map(({ step }) => step), ...columns];
}

/** For the place as it looks now: width and colours are read from it. */
export function curveOptions({ curves, mark }: Training, place: HTMLElement): uPlot.Options {
  const style = getComputedStyle(place);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis: uPlot.Axis = {
    stroke: colour('--vp-c-text-2'),
    grid: { stroke: colour('--vp-c-divider'), width: 1 },
    ticks: { stroke: colour('--vp-c-divider'), width: 1 },
    font: '12px system-ui, sans-serif',
  };
  return {
    width: Math.max(place.clientWidth, 200),
    height: HEIGHT,
    cursor: { drag: { x: false, y: false } },
    legend: { live: false },
    scales: { x: { time: false }, y: { distr: 3 } },
    axes: [
      { ...axis, size: 34 },
      { ...axis, size: 56, values: (_, ticks) => ticks.map(tickWords) },
    ],
    series: [
      { label: 'updates' },
      ...curves.map(({ label }, i) => ({
        ...{ label, stroke: colour(COLOURS[i % COLOURS.length]), width: 1.5 },
        points: { show: false },
      })),
    ],
    hooks: mark ? { draw: [(plot) => drawMark(plot, mark, colour('--ink-red'))] } : {},
  };
}

/** Of the logarithmic scale, where only decades are named. */
function tickWords(tick: number | null): string {
  if (tick === null) return '';
  return tick >= 0.001 ? String(Number(tick.toPrecision(1))) : tick.toExponential(0);
}

/** A line where the paper's figure is. */
function drawMark(plot: uPlot, { step, label }: { step: number; label: string }, colour: string): void {
  const { ctx, bbox } = plot;
  const x = plot.valToPos(step, 'x', true);
  if (!(x >= bbox.left && x <= bbox.left + bbox.width)) return;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  // Beside the line, where there is room for it.
  const gap = 5 * devicePixelRatio;
  const fits = x + gap + ctx.measureText(label).width <= bbox.left + bbox.width;
  ctx.textAlign = fits ? 'left' : 'right';
  ctx.fillText(label, fits ? x + gap : x - gap, bbox.top + 14 * devicePixelRatio);
  ctx.restore();
}
