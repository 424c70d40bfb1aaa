// Still pictures of results, made when the site is built: a dot for each seed, beside the target and the paper's figure.
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Figure, Setting } from './read-papers.ts';
import { nameWords, settingWords } from './words.ts';

interface Row {
  readonly setting: string;
  readonly figure: Figure;
  readonly values: readonly number[];
}

/** As wide as a phone, so that words can be read there. */
const [WIDTH, ROW] = [440, 40];
/** From a row's dots up to its name. */
const NAME = 13;
/** Values that differ by more than this factor are shown on a logarithmic scale. */
const LOG_FACTOR = 50;

/** @param valuesOf - of each seed, by command and metric. */
export function plotFigures(
  settings: readonly Setting[],
  valuesOf: (command: string, metric: string) => number[],
): { metric: string; svg: string }[] {
  const rows = settings.flatMap((setting) =>
    setting.figures.map((figure): Row => ({
      ...{ setting: settingWords(setting), figure },
      values: valuesOf(setting.command, figure.metric),
    })),
  );
  const metrics = [...new Set(rows.map(({ figure }) => figure.metric))].filter((metric) =>
    differs(rows.filter(({ figure }) => figure.metric === metric)),
  );
  return metrics.map((metric) => ({
    metric,
    svg: plotMetric(rows.filter(({ figure }) => figure.metric === metric)),
  }));
}

/** Where all seeds have reached the same there is nothing to see. */
function differs(rows: readonly Row[]): boolean {
  return new Set(rows.flatMap(({ values }) => values)).size > 1;
}

function plotMetric(rows: readonly Row[]): string {
  const { document } = parseHTML('<html><body></body></html>');
  const seeds = rows.flatMap(({ setting, values }) => values.map((value) => ({ setting, value })));
  const all = [...seeds.map(({ value }) => value), ...rows.map(({ figure }) => figure.target.value)];
  const least = Math.min(...all);
  const isLog = least > 0 && Math.max(...all) / least > LOG_FACTOR;
  const { metric, unit } = rows[0].figure;
  const name = nameWords(metric);
  const settings = [...new Set(rows.map(({ setting }) => setting))];
  const plot = Plot.plot({
    document: document as unknown as Document,
    width: WIDTH,
    height: 62 + ROW * settings.length,
    marginBottom: 42,
    marginLeft: 16,
    marginRight: 24,
    style: { fontSize: '11px' },
    ariaLabel: `${name} of each seed`,
    x: {
      type: isLog ? 'log' : 'linear',
      grid: true,
      label: name.includes(unit) ? name : `${name}, ${unit}`,
      labelAnchor: 'center',
      labelArrow: 'none',
      nice: true,
    },
    y: { axis: null, domain: settings },
    marks: [
      Plot.ruleY(
        rows.filter(({ figure }) => figure.interval),
        {
          y: 'setting',
          x1: ({ figure }: Row) => figure.interval!.low,
          x2: ({ figure }: Row) => figure.interval!.high,
          stroke: 'var(--ink-blue)',
          strokeOpacity: 0.35,
          strokeWidth: 8,
        },
      ),
      Plot.dot(seeds, { x: 'value', y: 'setting', r: 3, fill: 'var(--ink-blue)', fillOpacity: 0.75 }),
      Plot.tickX(rows, {
        x: ({ figure }: Row) => figure.target.value,
        y: 'setting',
        stroke: 'var(--ink-orange)',
        strokeWidth: 2,
        insetTop: 2 * NAME,
      }),
      Plot.text(settings, {
        y: Plot.identity,
        frameAnchor: 'left',
        textAnchor: 'start',
        dy: -NAME,
      }),
    ],
  });
  // Groups of marks have labels, which accessibility does not allow there; the picture has one of its own.
  for (const group of plot.querySelectorAll('g')) group.removeAttribute('aria-label');
  plot.setAttribute('role', 'img');
  return plot.outerHTML;
}
