import type { Curve } from './chart.ts';
import { lineChart } from './chart.ts';
import { inlineSvg } from './drawing.ts';
import type { Markup } from './escape.ts';
import { html, trusted } from './escape.ts';
import { STYLE } from './style.ts';

/** One measured figure of the run, beside what it should be. */
export interface ReportMetric {
  readonly label: string;
  readonly value: string;
  readonly unit?: string;
  readonly doc?: string;
  readonly target?: { readonly text: string; readonly met: boolean; readonly source: string };
}

/** One option of the run. */
export interface ReportOption {
  readonly name: string;
  readonly value: string;
  readonly unit?: string;
  readonly doc: string;
  /** Where the default comes from. */
  readonly source: string;
  /** True where the value differs from the experiment's default. */
  readonly changed: boolean;
}

/** A picture of the run. */
export interface ReportDrawing {
  readonly title: string;
  readonly caption: string;
  readonly svg: string;
}

/** All that a report shows; plain values, no markup. */
export interface Report {
  readonly experiment: string;
  readonly title: string;
  readonly paper: string;
  readonly reproduces: string;
  readonly deviations: readonly string[];
  /** Short facts under the title: seed, preset, steps, time, commit, … */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly command: string;
  readonly metrics: readonly ReportMetric[];
  readonly curves: readonly Curve[];
  readonly drawings: readonly ReportDrawing[];
  readonly options: readonly ReportOption[];
  readonly environment: readonly (readonly [name: string, value: string])[];
}

/** The report as one self-contained HTML file: no script, no request to anywhere. */
export function reportPage(report: Report): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <title>${report.title} · Saccade</title>
        <link rel="icon" href="data:," />
        <style>
          ${trusted(STYLE)}
        </style>
      </head>
      <body>
        ${header(report)}
        <main>
          ${metricsSection(report.metrics)} ${drawingsSection(report.drawings)}
          ${curvesSection(report.curves)} ${deviationsSection(report.deviations)} ${optionsSection(report)}
        </main>
        ${footer(report)}
      </body>
    </html> `.markup;
}

function header({ experiment, title, paper, reproduces, facts }: Report): Markup {
  return html`<header>
    <p class="kicker">Saccade · <span>${experiment}</span></p>
    <h1>${title}</h1>
    <p class="lede">${reproduces}</p>
    <p class="paper">${paper}</p>
    <dl class="facts">
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </header>`;
}

function metricsSection(metrics: readonly ReportMetric[]): Markup {
  return html`<section>
    <h2>Results</h2>
    <ul class="tiles">
      ${metrics.filter(({ target }) => target).map(tile)}
    </ul>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>metric</th>
            <th class="number">this run</th>
            <th>target</th>
            <th>what it is</th>
          </tr>
        </thead>
        <tbody>
          ${metrics.map(metricRow)}
        </tbody>
      </table>
    </div>
  </section>`;
}

function tile({ label, value, target }: ReportMetric): Markup {
  const verdict = target!.met
    ? html`<span class="met">✓ reached</span>`
    : html`<span class="missed">✗ not reached</span>`;
  return html`<li><b>${value}</b><span>${label}</span><small>target ${target!.text} ${verdict}</small></li>`;
}

function metricRow({ label, value, doc, target }: ReportMetric): Markup {
  const goal =
    target &&
    html`<span class="${target.met ? 'met' : 'missed'}">${target.met ? '✓' : '✗'}</span> ${target.text}`;
  return html`<tr>
    <th scope="row">${label}</th>
    <td class="number">${value}</td>
    <td class="nowrap">${goal}</td>
    <td class="doc">${doc}</td>
  </tr>`;
}

function drawingsSection(drawings: readonly ReportDrawing[]): Markup | undefined {
  if (drawings.length === 0) return undefined;
  const figures = drawings.map(
    ({ title, caption, svg }, index) =>
      html`<figure class="drawing">
        <h3>${title}</h3>
        <div class="canvas">${inlineSvg(svg, `drawing${index}`)}</div>
        <figcaption>${caption}</figcaption>
      </figure>`,
  );
  return html`<section class="wide">
    <h2>What it does</h2>
    ${figures}
  </section>`;
}

function curvesSection(curves: readonly Curve[]): Markup | undefined {
  const charts = curves.flatMap((curve) => {
    const chart = lineChart(curve);
    const unit = curve.unit ? html` <small>${curve.unit}</small>` : undefined;
    return chart
      ? [
          html`<figure>
            <figcaption><b>${curve.label}</b>${unit}</figcaption>
            ${chart}
          </figure>`,
        ]
      : [];
  });
  if (charts.length === 0) return undefined;
  return html`<section class="wide">
    <h2>How it learned</h2>
    <div class="charts">${charts}</div>
  </section>`;
}

function deviationsSection(deviations: readonly string[]): Markup | undefined {
  if (deviations.length === 0) return undefined;
  return html`<section>
    <h2>Where it departs from the paper</h2>
    <ul class="deviations">
      ${deviations.map((text) => html`<li>${text}</li>`)}
    </ul>
  </section>`;
}

function optionsSection({ options, command }: Report): Markup {
  const row = ({ name, value, unit, doc, changed }: ReportOption) =>
    html`<tr class="${changed ? 'changed' : ''}">
      <th scope="row"><code>${name}</code></th>
      <td class="number">${value}</td>
      <td>${unit}</td>
      <td class="doc">${doc}</td>
    </tr>`;
  return html`<section>
    <h2>Run it again</h2>
    <p>The same command gives the same weights, to the last bit.</p>
    <pre><code>${command}</code></pre>
    <details open>
      <summary>${options.length} options; those that differ from the default are marked</summary>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>option</th>
              <th class="number">value</th>
              <th>unit</th>
              <th>what it is</th>
            </tr>
          </thead>
          <tbody>
            ${options.map(row)}
          </tbody>
        </table>
      </div>
    </details>
  </section>`;
}

function footer({ environment }: Report): Markup {
  const items = environment.map(
    ([name, value]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`,
  );
  return html`<footer><dl>${items}</dl></footer>`;
}
