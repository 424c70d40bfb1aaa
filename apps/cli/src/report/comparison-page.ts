import type { Comparison, Figure } from '../results/compare-setting.ts';
import { settingWords } from '../results/compare-setting.ts';
import {
  baselinesOf,
  factWords,
  intervalWords,
  LEGEND,
  metricTitle,
  optionalNumber,
  targetWords,
} from '../results/figure-words.ts';
import type { Baseline } from '../training/baselines.ts';
import type { Markup } from './escape.ts';
import { html } from './escape.ts';
import { page } from './page.ts';
import { targetPlot } from './target-plot.ts';
import type { Fact } from './types.ts';
import { verdictMark } from './verdict-mark.ts';

/** Committed results as one self-contained HTML file. */
export function comparisonPage(comparisons: readonly Comparison[]): string {
  const names = [...new Set(comparisons.map(({ experiment }) => experiment))];
  const head = {
    ...{ experiment: 'compare', title: 'What the papers report, and what we get' },
    reproduces: 'Every figure with the seeds, the command and the commit that made it.',
    ...{ paper: LEGEND, facts: counts(comparisons) },
  };
  const sections = names.map((name) =>
    experimentSection(comparisons.filter((each) => each.experiment === name)),
  );
  return page(head, html`${sections}`, versions(comparisons));
}

function counts(comparisons: readonly Comparison[]): Fact[] {
  const verdicts = comparisons.flatMap(({ figures }) => figures.map(({ verdict }) => verdict));
  const count = (wanted: string) => String(verdicts.filter((verdict) => verdict === wanted).length);
  return [
    ['figures', String(verdicts.length)],
    ['reached', count('reached')],
    ['unclear', count('unclear')],
    ['missed', count('missed')],
  ];
}

function versions(comparisons: readonly Comparison[]): Fact[] {
  const distinct = (values: readonly string[]) => [...new Set(values)].join(', ');
  return [
    ['saccade', distinct(comparisons.map(({ saccade }) => saccade))],
    ['node', distinct(comparisons.map(({ node }) => node))],
  ];
}

function experimentSection(comparisons: readonly Comparison[]): Markup {
  const { title, citation } = comparisons[0]!;
  return html`<section>
    <h2>${title}</h2>
    <p class="shared">${citation}</p>
    ${comparisons.map(settingTable)}
  </section>`;
}

function settingTable(comparison: Comparison): Markup {
  const { experiment, figures, command } = comparison;
  const baselines = baselinesOf([comparison]);
  return html`<h3>
      <code>${settingWords(experiment, comparison)}</code> <small>${factWords(comparison)}</small>
    </h3>
    <table>
      <thead>
        <tr>
          <th>metric</th>
          <th class="number">paper</th>
          <th class="goal">target</th>
          <th class="number">ours</th>
          <th class="number">95 % interval</th>
          ${baselines.map((name) => html`<th class="number other">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${figures.map((figure) => figureRow(figure, baselines))}
      </tbody>
    </table>
    <pre><code>${command}</code></pre>`;
}

function figureRow(figure: Figure, baselines: readonly Baseline[]): Markup {
  const { unit, doc, paper, target, ours, verdict } = figure;
  return html`<tr>
    <th scope="row">
      ${metricTitle(figure)}${unit && html` <small>${unit}</small>`}<span class="doc">${doc}</span>
      <span class="doc">Target: ${target.source}</span>
    </th>
    <td class="number">${optionalNumber(paper) ?? '–'}</td>
    <td class="goal">${verdictMark(verdict)} ${targetWords(figure)}</td>
    <td class="number"><b>${optionalNumber(ours)}</b></td>
    <td class="number">${intervalWords(figure) ?? '–'}${targetPlot(figure)}</td>
    ${baselines.map((name) => html`<td class="number other">${optionalNumber(figure.baselines[name]) ?? '–'}</td>`)}
  </tr>`;
}
