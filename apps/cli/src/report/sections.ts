import { lineChart } from './chart.ts';
import { inlineSvg } from './drawing.ts';
import type { Markup } from './escape.ts';
import { html } from './escape.ts';
import type { Gallery } from './gallery.ts';
import { galleries } from './gallery.ts';
import type { Report, ReportDrawing, ReportMetric, ReportOption } from './types.ts';

/** The figures of the run: large where there is a target, then all in a table beside baselines. */
export function resultsSection({ metrics, baselines }: Report): Markup {
  if (metrics.length === 0)
    return html`<section><p class="note">The run has not finished: no results yet.</p></section>`;
  return html`<section>
    <h2>Results</h2>
    <ul class="tiles">
      ${metrics.filter(({ target }) => target).map(tile)}
    </ul>
    <table>
      <thead>
        <tr>
          <th>metric</th>
          <th class="number">trained</th>
          ${baselines.map((name) => html`<th class="number">${name}</th>`)}
          <th class="goal">target</th>
        </tr>
      </thead>
      <tbody>
        ${metrics.map(metricRow)}
      </tbody>
    </table>
  </section>`;
}

function tile({ label, value, target }: ReportMetric): Markup {
  const verdict = target!.met
    ? html`<span class="met">✓ reached</span>`
    : html`<span class="missed">✗ not reached</span>`;
  return html`<li><b>${value}</b><span>${label}</span><small>target ${target!.text} ${verdict}</small></li>`;
}

function metricRow({ label, value, unit, doc, target, baselines }: ReportMetric): Markup {
  const mark = target?.met ? html`<span class="met">✓</span>` : html`<span class="missed">✗</span>`;
  return html`<tr>
    <th scope="row">
      ${label}${unit && html` <small>${unit}</small>`}${doc && html`<span class="doc">${doc}</span>`}
    </th>
    <td class="number"><b>${value}</b></td>
    ${baselines.map((each) => html`<td class="number">${each ?? '–'}</td>`)}
    <td class="goal">${target && html`${mark} ${target.text}<span class="doc">${target.source}</span>`}</td>
  </tr>`;
}

/** The run's own pictures. */
export function drawingsSection({ drawings }: Report): Markup | undefined {
  if (drawings.length === 0) return undefined;
  const numbers = new Map(drawings.map((drawing, index) => [drawing, index]));
  const figure = (drawing: ReportDrawing, caption?: string) =>
    html`<figure>
      ${inlineSvg(drawing.svg, `drawing${numbers.get(drawing)!}`)}
      <figcaption><b>${drawing.title}</b>${caption && html`<span class="doc">${caption}</span>`}</figcaption>
    </figure>`;
  return html`<section>
    <h2>What it does</h2>
    ${galleries(drawings).map((gallery) => galleryMarkup(gallery, figure))}
  </section>`;
}

function galleryMarkup(
  { drawings, caption, columns }: Gallery,
  figure: (drawing: ReportDrawing, caption?: string) => Markup,
): Markup {
  if (caption !== undefined)
    return html`<p class="shared">${caption}</p>
      <div class="gallery">${drawings.map((drawing) => figure(drawing))}</div>`;
  const kind = columns === undefined ? 'single' : `rounds of-${columns}`;
  return html`<div class="${kind}">${drawings.map((drawing) => figure(drawing, drawing.caption))}</div>`;
}

/** Learning curves, one small chart per metric. */
export function curvesSection({ curves }: Report): Markup | undefined {
  const charts = curves.flatMap((curve) => {
    const chart = lineChart(curve);
    if (!chart) return [];
    const { label, unit, doc } = curve;
    return html`<figure>
      <figcaption>
        <b>${label}</b>${unit && html` <small>${unit}</small>`}<span class="doc">${doc}</span>
      </figcaption>
      ${chart}
    </figure>`;
  });
  if (charts.length === 0) return undefined;
  return html`<section>
    <h2>How it learned</h2>
    <div class="charts">${charts}</div>
  </section>`;
}

/** Where the experiment differs from its paper. */
export function deviationsSection({ deviations }: Report): Markup | undefined {
  if (deviations.length === 0) return undefined;
  return html`<section>
    <h2>Where it departs from the paper</h2>
    <ul class="deviations">
      ${deviations.map((text) => html`<li>${text}</li>`)}
    </ul>
  </section>`;
}

/** The command, and all options. */
export function optionsSection({ options, command }: Report): Markup {
  return html`<section>
    <h2>Run it again</h2>
    <p>The same command gives the same weights, to the last bit.</p>
    <pre><code>${command}</code></pre>
    <table>
      <thead>
        <tr>
          <th>option <small>● differs from the default</small></th>
          <th class="number">value</th>
          <th class="source">default from</th>
        </tr>
      </thead>
      <tbody>
        ${options.map(optionRow)}
      </tbody>
    </table>
  </section>`;
}

function optionRow({ name, value, unit, doc, source, changed }: ReportOption): Markup {
  return html`<tr class="${changed ? 'changed' : ''}">
    <th scope="row"><code>${name}</code><span class="doc">${doc}</span></th>
    <td class="number">${value}${unit && html` <small>${unit}</small>`}</td>
    <td class="source">${source}</td>
  </tr>`;
}
