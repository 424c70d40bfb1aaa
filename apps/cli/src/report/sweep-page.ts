import { LEGEND } from '../results/figure-words.ts';
import { bandCharts } from './band-chart.ts';
import type { Markup } from './escape.ts';
import { html } from './escape.ts';
import { intervalPlots } from './interval-plot.ts';
import { page } from './page.ts';
import type { SweepMetric, SweepReport, SweepRow } from './sweep-types.ts';
import { verdictMark } from './verdict-mark.ts';

/** The report of a sweep as one self-contained HTML file. */
export function sweepPage(report: SweepReport): string {
  const main = html`${metricsSection(report)} ${failuresSection(report)} ${learningSection(report)}
  ${commandsSection(report)}`;
  return page(report, main, report.environment);
}

function metricsSection({ metrics }: SweepReport): Markup {
  if (metrics.length === 0)
    return html`<section><p class="note">No job has finished: no results yet.</p></section>`;
  return html`<section>
    <h2>Results</h2>
    <p class="shared">Mean over seeds. ${LEGEND}</p>
    ${metrics.map(metricTable)}
  </section>`;
}

function metricTable({ label, unit, doc, rows }: SweepMetric): Markup {
  const plots = intervalPlots(rows.map(({ estimate }) => estimate));
  const sources = [...new Set(rows.flatMap(({ target }) => target?.source ?? []))].join('; ');
  return html`<table class="metric">
    <caption>
      <b>${label}</b
      >${unit && html` <small>${unit}</small>`}<span class="doc">${doc}</span>
      ${sources && html`<span class="doc">target: ${sources}</span>`}
    </caption>
    <thead>
      <tr>
        <th>setting</th>
        ${plots && html`<th></th>`}
        <th class="number">mean</th>
        <th class="number">95 % interval</th>
        <th class="number">seeds</th>
        ${sources && html`<th class="goal">target</th>`}
      </tr>
    </thead>
    <tbody>
      ${rows.map((row, index) => settingRow(row, plots?.[index], sources !== ''))}
    </tbody>
  </table>`;
}

function settingRow(
  { setting, seeds, estimate, target }: SweepRow,
  plot: Markup | undefined,
  targets: boolean,
): Markup {
  return html`<tr>
    <th scope="row"><code>${setting || 'as preset'}</code></th>
    ${plot && html`<td>${plot}</td>`}
    <td class="number"><b>${estimate?.text ?? '–'}</b></td>
    <td class="number">${estimate?.interval ?? '–'}</td>
    <td class="number">${seeds}</td>
    ${targets ? html`<td class="goal">${target && html`${verdictMark(target.verdict)} ${target.text}`}</td>` : undefined}
  </tr>`;
}

function failuresSection({ failures }: SweepReport): Markup | undefined {
  if (failures.length === 0) return undefined;
  const row = ([job, reason]: SweepReport['failures'][number]) =>
    html`<tr>
      <th scope="row">${job}</th>
      <td>${reason}</td>
    </tr>`;
  return html`<section>
    <h2>Failed</h2>
    <table>
      <tbody>
        ${failures.map(row)}
      </tbody>
    </table>
  </section>`;
}

function learningSection({ curves }: SweepReport): Markup | undefined {
  if (curves.length === 0) return undefined;
  const several = curves.some(({ bands }) => bands.length > 1);
  return html`<section>
    <h2>How it learned</h2>
    <p class="shared">
      Mean over seeds; the band is its 95 % interval.${several ? ' Faint: the other settings.' : ''}
    </p>
    ${curves.map((each, index) => metricCharts(each, `faint${index}`))}
  </section>`;
}

function metricCharts(curves: SweepReport['curves'][number], id: string): Markup {
  const { label, unit, doc, bands } = curves;
  const figures = bandCharts(curves, id).map(
    (chart, index) =>
      html`<figure>
        ${bands[index]!.name && html`<figcaption><code>${bands[index]!.name}</code></figcaption>`}${chart}
      </figure>`,
  );
  return html`<h3>${label}${unit && html` <small>${unit}</small>`}</h3>
    ${doc && html`<p class="doc">${doc}</p>`}
    <div class="charts">${figures}</div>`;
}

function commandsSection({ commands }: SweepReport): Markup {
  return html`<section>
    <h2>Run it again</h2>
    <p>The same command gives the same weights, to the last bit.</p>
    ${commands.map((command) => html`<pre><code>${command}</code></pre>`)}
  </section>`;
}
